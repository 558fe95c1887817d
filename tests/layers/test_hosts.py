"""Who is host, layer by layer, and where parties differ on whose land it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.exports.tables import plain_table
from layers.frames import build_frames
from layers.hosts import host_layers, in_short, land_disputed, why_it_matches
from layers.records import Installation
from layers.scene import Scene, stage
from layers.view import parse_view

TODAY = date(2025, 9, 1)
Staged = Callable[..., Scene]
BRITAIN = {"party": "GB", "capacity": "administers", "from": "1965"}
MAURITIUS = {"party": "MU", "capacity": "claims", "from": "1980", "by": ["MU"]}


@pytest.fixture
def staged(dossier: Callable[..., Path], config: Config) -> Staged:
    def make(hosts: list[Any], view: str = "", **overrides: Any) -> Scene:
        dataset = read_dataset(dossier(installations={"harbour": {"host": hosts}}, **overrides), config)
        return stage(config, dataset, build_frames(dataset, config), parse_view(view), TODAY)

    return make


def harbour(scene: Scene) -> Installation:
    return scene.dataset.installations["harbour"]


def disputed(scene: Scene) -> bool:
    return land_disputed(harbour(scene), scene.day, scene.dataset)


@pytest.mark.parametrize(
    "hosts",
    [
        [MAURITIUS, BRITAIN],
        [{"party": "UA"}, {"party": "RU", "capacity": "claims"}],
        [{"party": "UA"}, {"party": "RU", "capacity": "holds"}],
        [{"party": "GB"}, {"party": "MU", "capacity": "sovereign_pending"}],
        [{"party": "CY"}, {"party": "GB"}],
        [{"party": "CY"}, {"party": "GB", "capacity": "administers"}],
    ],
)
def test_land_is_disputed_where_parties_differ(staged: Staged, hosts: list[Any]) -> None:
    assert disputed(staged(hosts))


@pytest.mark.parametrize(
    "hosts",
    [
        ["SY"],
        [{"party": "SY"}, {"party": "SY", "capacity": "administers"}],
        [{"party": "GB", "capacity": "administers"}],
        [{"party": "GB", "to": "2024"}, "MU"],
        [{"party": "GB"}, {"party": "MU", "capacity": "sovereign_pending", "from": "2026"}],
    ],
)
def test_land_is_not_disputed_where_one_party_stands_alone_on_the_day(
    staged: Staged, hosts: list[Any]
) -> None:
    assert not disputed(staged(hosts))


def test_a_part_that_administers_for_its_own_state_disputes_nothing(staged: Staged) -> None:
    actors = {"province": {"name": "A province", "kind": "subnational", "country": "IQ"}}
    hosts = ["IQ", {"party": "province", "capacity": "administers"}]
    assert not disputed(staged(hosts, actors=actors))


def test_a_part_that_holds_land_against_its_own_state_disputes_it(staged: Staged) -> None:
    actors = {"army": {"name": "An army", "kind": "armed_group", "country": "LY"}}
    assert disputed(staged(["LY", {"party": "army", "capacity": "holds"}], actors=actors))


def test_layers_are_told_by_capacity_and_not_as_they_were_typed(staged: Staged) -> None:
    scene = staged([MAURITIUS, BRITAIN])
    assert [host.party for host in host_layers(harbour(scene), scene.day)] == ["GB", "MU"]


def test_a_sovereign_alone_is_named_alone(staged: Staged) -> None:
    scene = staged(["SY"])
    assert in_short(harbour(scene), scene) == "Syria"


def test_several_hosts_are_named_with_their_capacities(staged: Staged) -> None:
    scene = staged([MAURITIUS, BRITAIN])
    assert in_short(harbour(scene), scene) == "United Kingdom administers; Mauritius claims"


def test_a_title_that_is_somebody_s_word_says_whose(staged: Staged) -> None:
    scene = staged([{"party": "UA", "by": ["UA"]}, {"party": "RU", "by": ["RU"]}])
    assert (
        in_short(harbour(scene), scene) == "Ukraine sovereign (says Ukraine); Russia sovereign (says Russia)"
    )


@pytest.mark.parametrize("party", ["GB", "MU"])
def test_a_filter_by_host_finds_any_layer(staged: Staged, party: str) -> None:
    assert staged([MAURITIUS, BRITAIN], f"host={party}").installations


def test_a_filter_by_host_says_which_layer_it_matches(staged: Staged) -> None:
    scene = staged([MAURITIUS, BRITAIN], "host=MU")
    assert why_it_matches(harbour(scene), scene) == "Mauritius: claims, since 1980, by Mauritius"


def test_no_filter_matches_nothing(staged: Staged) -> None:
    scene = staged([MAURITIUS, BRITAIN])
    assert why_it_matches(harbour(scene), scene) == ""


def test_every_layer_is_counted(staged: Staged) -> None:
    assert staged([MAURITIUS, BRITAIN]).facets["host"] == {"GB": 1, "MU": 1}


def test_exports_hold_every_layer_and_whether_the_land_is_disputed(staged: Staged) -> None:
    (row,) = plain_table(staged([MAURITIUS, BRITAIN]), "installations").rows
    assert row["host_layers"] == ("GB: administers, from 1965", "MU: claims, from 1980, by MU")
    assert row["land_disputed"] is True
