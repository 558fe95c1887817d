"""Two people changed one dossier: both changes stand, comments too; what collides is told, and settled by a choice."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.config import Config
from layers.errors import LeftAsItIsError
from layers.reading import read_text
from layers.writing.changing import remove_record, set_fields
from layers.writing.commented import comments_of, read_commented
from layers.writing.formatting import formatted
from layers.writing.inserting import insert_record
from layers.writing.threeway import Choice, Collision, ThreeWay, settle, three_way

BASE = """\
# the file

dossier: {title: T, summary: S}

actors:
  # the first
  a: # beside
    name: A
    kind: person
    # of the country
    country: SY
  b: {name: B, kind: person}

events:
  - date: 2024-05
    summary: May
    type: statement
  # of January
  - id: january
    date: 2025-01
    summary: January # short
    type: statement
# the end
"""
SEED = Path(__file__).parents[3] / "seeds" / "niger-us.yaml"


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merged(mine: str, theirs: str, config: Config, base: str = BASE) -> str:
    """The text where nothing collides."""
    three = three_way(base, mine, theirs, config)
    assert three.collisions == ()
    return three.text


def collided(mine: str, theirs: str, config: Config, base: str = BASE) -> tuple[ThreeWay, Collision]:
    """The only collision; the text holds the values of theirs."""
    three = three_way(base, mine, theirs, config)
    assert len(three.collisions) == 1
    return three, three.collisions[0]


def values(text: str, config: Config) -> dict[str, Any]:
    return read_text(text.encode(), "", config.limits).values


# --- what stands ---


def test_where_one_changed_nothing_the_other_stands(config: Config) -> None:
    other = changed(("name: A", "name: AA"), ("# the end\n", ""))
    assert merged(BASE, other, config) == merged(other, BASE, config) == other


def test_what_both_made_alike_stands(config: Config) -> None:
    alike = changed(("name: A", "name: AA"))
    mine = changed(("May", "May 1"), text=alike)
    assert merged(mine, alike, config) == mine


def test_different_records_are_taken_line_by_line(config: Config) -> None:
    mine, theirs = ("name: A\n", "name:   'AA'   # typed so\n"), ("summary: May", "summary: May 1")
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_different_fields_of_a_record_stand_together(config: Config) -> None:
    mine, theirs = ("name: A\n", "name: AA # mine\n"), ("kind: person\n    #", "kind: company\n    #")
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_different_fields_of_an_item_stand_together(config: Config) -> None:
    mine, theirs = ("January #", "In January #"), ("date: 2025-01", "date: 2025-01-02")
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_an_item_without_an_id_is_known_by_what_it_shares(config: Config) -> None:
    mine, theirs = ("summary: May", "summary: In May"), ("date: 2024-05", "date: 2024-05-02")
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_fields_in_brackets_stand_together(config: Config) -> None:
    mine, theirs = ("title: T", "title: TT"), ("summary: S}", "summary: SS}")
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_a_field_that_one_adds_and_one_that_the_other_takes_out(config: Config) -> None:
    mine, theirs = (
        ("    country: SY\n", "    country: SY\n    note: N\n"),
        ("    kind: person\n    #", "    #"),
    )
    assert merged(changed(mine), changed(theirs), config) == changed(mine, theirs)


def test_records_that_both_add_stand_theirs_first(config: Config) -> None:
    at = "  b: {name: B, kind: person}\n"
    mine, theirs = (changed((at, f"{at}  # of {id}\n  {id}: {{name: N}}\n")) for id in ("mine", "theirs"))
    both = f"{at}  # of theirs\n  theirs: {{name: N}}\n  # of mine\n  mine: {{name: N}}\n"
    assert merged(mine, theirs, config) == changed((at, both))


@pytest.mark.parametrize("item", ["  - {date: 2026, summary: New}\n", "  - {id: new, date: 2026}\n"])
def test_what_both_add_alike_stands_once(item: str, config: Config) -> None:
    at = "# the end\n"
    mine, theirs = (
        changed((at, item + at), ("May", "May 1")),
        changed((at, item + at), ("name: A", "name: AA")),
    )
    assert values(merged(mine, theirs, config), config)["events"][2:] == [
        values(f"events:\n{item}", config)["events"][0]
    ]


def test_records_that_are_taken_out_are_gone_with_their_comments(config: Config) -> None:
    mine = changed(("  # of January\n", ""), (BASE[BASE.index("  - id") : BASE.index("# the end")], ""))
    theirs = changed(("  b: {name: B, kind: person}\n", ""))
    assert merged(mine, theirs, config) == remove_record(mine, "actors", "b")


def test_a_section_that_one_adds_stands_in_its_place(config: Config) -> None:
    new = "claims:\n  # of the claim\n  - {in: january, stance: asserts}\n\n"
    mine = changed(("events:\n", f"{new}events:\n"))
    theirs = changed(("name: A", "name: AA"))
    assert merged(mine, theirs, config) == changed(("events:\n", f"{new}events:\n"), text=theirs)


def test_a_section_that_one_takes_out_is_gone(config: Config) -> None:
    mine = BASE[: BASE.index("\nevents:")] + "# the end\n"
    theirs = changed(("name: A", "name: AA"))
    assert merged(mine, theirs, config) == changed(("name: A", "name: AA"), text=mine)


def test_a_record_that_one_adds_keeps_a_section_that_the_other_takes_out(config: Config) -> None:
    mine = changed(("# the end", "  - {id: new, date: 2026}\n# the end"))
    theirs = BASE[: BASE.index("\nevents:")]
    three = three_way(BASE, mine, theirs, config)
    assert values(three.text, config)["events"] == [{"id": "new", "date": "2026"}]
    assert three.collisions == ()


@pytest.mark.parametrize("empty", ["events: []\n", "events:\n", "events: # none\n", "events: ~\n"])
def test_an_empty_section_is_filled(empty: str, config: Config) -> None:
    base = f"dossier: {{title: T}}\n{empty}"
    mine = "dossier: {title: T}\nevents:\n  - {date: 2026}\n"
    theirs = base.replace("T", "TT")
    assert values(merged(mine, theirs, config, base), config) == {
        "dossier": {"title": "TT"},
        "events": [{"date": "2026"}],
    }


def test_both_fill_an_empty_section(config: Config) -> None:
    base = "events: []\n"
    mine, theirs = "events:\n- {date: 2026}\n", "events:\n  - {date: 2025}\n"
    assert merged(mine, theirs, config, base) == "events:\n  - {date: 2025}\n  - {date: 2026}\n"


def test_an_empty_file_is_filled_by_both(config: Config) -> None:
    mine, theirs = "# mine\nevents:\n  - {date: 2026}\n", "dossier: {title: T}\n"
    assert values(merged(mine, theirs, config, ""), config) == values(mine + theirs, config)


def test_a_section_in_brackets_is_one_record(config: Config) -> None:
    base = "actors: {a: {name: A}, b: {name: B}}\nevents: []\n"
    mine, theirs = (
        base.replace("name: A", "name: AA"),
        "actors:\n  a: {name: A}\n  b: {name: BB}\nevents: []\n",
    )
    assert values(merged(mine, theirs, config, base), config)["actors"] == {
        "a": {"name": "AA"},
        "b": {"name": "BB"},
    }


# --- layout and comments ---


def test_a_change_is_put_into_what_was_formatted_meanwhile(config: Config) -> None:
    base = "actors:\n    b:   {name:  'B'}\n    a: {name: A}\n\n\n\nevents:\n- {date: 2024}\n"
    mine = base.replace("A}", "A} # mine").replace(
        "- {date: 2024}\n", "- {date: 2024}\n- date: 2025\n  summary: S\n"
    )
    theirs = formatted(base, config)
    actors, events = (
        "  b: {name: B}\n  a: {name: A} # mine\n",
        "  - {date: 2024}\n  - date: 2025\n    summary: S\n",
    )
    assert merged(mine, theirs, config, base) == f"actors:\n{actors}\nevents:\n{events}"


def test_comments_of_both_stand(config: Config) -> None:
    mine = (
        ("# the file", "# my file"),
        ("# the first", "# the first\n  # and mine"),
        ("# of the country", "# mine"),
        ("# the end", "# mine at the end"),
        ("actors:", "actors: # who"),
    )
    theirs = (
        ("  b: {", "  # theirs\n  b: {"),
        ("# beside", "# theirs beside"),
        ("May", "May # theirs"),
        ("# of January", "# of January 2025"),
    )
    assert merged(changed(*mine), changed(*theirs), config) == changed(*mine, *theirs)


def test_a_comment_that_is_oddly_indented_stays_where_it_is(config: Config) -> None:
    base = changed(
        ("  b: {", "         # odd\n  b: {"), ("\nevents:", "   # odder\n      # oddest\n\nevents:")
    )
    mine, theirs = ("May", "May 1"), ("{name: B,", "{name: BB,")
    made = merged(changed(mine, text=base), changed(theirs, text=base), config, base)
    assert made == changed(mine, theirs, text=base)


def test_comments_that_both_change_in_one_place_stand_both(config: Config) -> None:
    mine = changed(
        ("# the first", "# mine"), ("# beside", "# b mine"), ("# short", "# s mine"), ("# the end", "# e")
    )
    theirs = changed(("# the first", "# theirs"), ("# beside", "# b theirs"), ("# short", "# s theirs"))
    told = comments_of(read_commented(merged(mine, theirs, config)))
    beside = ["# b mine", "# b theirs", "# s mine", "# s theirs"]
    assert told == sorted(
        ["# the file", "# mine", "# theirs", "# of the country", "# of January", "# e", *beside]
    )


def test_a_comment_that_one_adds_where_the_other_changes_the_value_stands(config: Config) -> None:
    mine, theirs = changed(("name: A\n", "name: A # sure?\n")), changed(("name: A\n", "name: AA\n"))
    made = merged(mine, theirs, config)
    assert values(made, config) == values(theirs, config)
    assert "# sure?" in made


def test_a_comment_that_one_adds_to_what_the_other_takes_out_stands(config: Config) -> None:
    mine = changed(("  # of January", "  # of January\n  # sure?"))
    theirs = remove_record(changed(("  # of January\n", "")), "events", 1)
    made = merged(mine, theirs, config)
    assert values(made, config) == values(theirs, config)
    assert "# sure?" in made
    assert "# of January" not in made


# --- collisions ---


def test_a_field_that_both_change_collides(config: Config) -> None:
    mine, theirs = changed(("name: A", "name: Mine")), changed(("name: A", "name: Theirs"), ("May", "May 1"))
    three, collision = collided(mine, theirs, config)
    assert collision == Collision("actors", "a", "name", "name: A", "name: Theirs", "name: Mine")
    assert three.text == settle(three, {collision: "theirs"}) == theirs
    assert settle(three, {collision: "mine"}) == changed(("name: Theirs", "name: Mine"), text=theirs)


def test_what_does_not_collide_stands_beside_what_does(config: Config) -> None:
    mine = changed(
        ("name: A", "name: Mine"), ("country: SY", "country: TR"), ("  b: {name: B", "  b: {name: BB")
    )
    theirs = changed(("name: A", "name: Theirs"))
    three, collision = collided(mine, theirs, config)
    assert three.text == changed(("name: Mine", "name: Theirs"), text=mine)
    assert settle(three, {collision: "mine"}) == mine


def test_an_item_without_an_id_has_its_number(config: Config) -> None:
    mine, theirs = changed(("summary: May", "summary: Mine")), changed(("summary: May", "summary: Theirs"))
    _, collision = collided(mine, theirs, config)
    told = Collision("events", "1", "summary", "summary: May", "summary: Theirs", "summary: Mine")
    assert collision == told


def test_the_dossier_itself_has_no_record(config: Config) -> None:
    mine, theirs = changed(("title: T", "title: Mine")), changed(("title: T", "title: Theirs"))
    _, collision = collided(mine, theirs, config)
    assert collision == Collision("dossier", "", "title", "title: T", "title: Theirs", "title: Mine")


@pytest.mark.parametrize("taker", ["mine", "theirs"])
def test_what_one_changes_and_the_other_takes_out_collides(taker: Choice, config: Config) -> None:
    change, without = changed(("{name: B", "{name: BB")), remove_record(BASE, "actors", "b")
    was, now = "b: {name: B, kind: person}", "b: {name: BB, kind: person}"
    changer: Choice = "theirs" if taker == "mine" else "mine"
    mine, theirs = (without, change) if taker == "mine" else (change, without)
    three, collision = collided(mine, theirs, config)
    told = {taker: "", changer: now}
    assert collision == Collision("actors", "b", "", was, told["theirs"], told["mine"])
    assert settle(three, {collision: taker}) == without
    assert settle(three, {collision: changer}) == change


def test_a_field_that_one_takes_out_and_the_other_changes_collides(config: Config) -> None:
    mine, theirs = (
        changed(("    kind: person\n    #", "    #")),
        changed(("kind: person\n    #", "kind: x\n    #")),
    )
    three, collision = collided(mine, theirs, config)
    assert collision == Collision("actors", "a", "kind", "kind: person", "kind: x", "")
    assert settle(three, {collision: "mine"}) == mine


def test_lists_collide_whole_and_are_told_in_lines(config: Config) -> None:
    base = "installations:\n  a:\n    status:\n      - {date: 2024, status: operating}\n"
    mine, theirs = (f"{base}      - {{date: {year}, status: closed}}\n" for year in (2025, 2026))
    _, collision = collided(mine, theirs, config, base)
    assert collision.mine == "status:\n  - {date: 2024, status: operating}\n  - {date: 2025, status: closed}"


def test_what_both_add_under_one_id_collides_by_field(config: Config) -> None:
    at = "\nevents:\n"
    mine, theirs = (
        changed((at, f"  new: {{name: {name}, kind: person}}\n{at}")) for name in ("Mine", "Theirs")
    )
    _, collision = collided(mine, theirs, config)
    assert collision == Collision("actors", "new", "name", "", "name: Theirs", "name: Mine")


@pytest.mark.parametrize(
    "broken", ["actors: [", "a: b: c", "- a", "{dossier: {title: T}}", "a: &x 1", "a: 1\na: 2", "text", "\t"]
)
def test_where_one_cannot_be_taken_apart_the_whole_file_collides(broken: str, config: Config) -> None:
    theirs = changed(("name: A", "name: AA"))
    three, collision = collided(broken, theirs, config)
    assert collision == Collision("", "", "", BASE, theirs, broken)
    assert (three.text, settle(three, {collision: "theirs"})) == (theirs, theirs)
    assert settle(three, {collision: "mine"}) == broken


def test_every_collision_wants_a_choice(config: Config) -> None:
    three, _ = collided(changed(("May", "Mine")), changed(("May", "Theirs")), config)
    with pytest.raises(KeyError):
        settle(three, {})


def test_choices_that_cannot_be_put_together_are_refused(config: Config) -> None:
    three, collision = collided(changed(("May", "Mine")), changed(("May", "Theirs")), config)
    shallow = config.model_copy(update={"limits": config.limits.model_copy(update={"text_length": 3})})
    with pytest.raises(LeftAsItIsError) as fault:
        settle(replace(three, config=shallow), {collision: "mine"})
    assert str(fault.value) == "what was chosen cannot be put into one text: settle it in the text itself"


# --- whatever two people do ---

Edit = tuple[str, str, Any, Any]


def edits(text: str, config: Config) -> st.SearchStrategy[list[tuple[bool, Edit]]]:
    """Changes, each by one of the two, of which no two touch the same field, or a record that one of them takes out."""
    found = values(text, config)
    records = [
        (section, key)
        for section, content in found.items()
        if section != "dossier"
        for key in (content if isinstance(content, dict) else range(len(content)))
    ]

    def of(record: tuple[str, Any]) -> st.SearchStrategy[list[tuple[bool, Edit]]]:
        section, key = record
        names = [name for name in found[section][key] if name != "id"]
        one = st.tuples(st.booleans(), st.sampled_from(names))
        sets = st.lists(one, min_size=1, max_size=2, unique_by=lambda told: told[1])
        change = st.sampled_from(["New.", "# no comment", None])
        set_ = st.tuples(sets, change).map(
            lambda told: [(who, ("set", section, key, {(name,): told[1]})) for who, name in told[0]]
        )
        return st.one_of(set_, set_, st.booleans().map(lambda who: [(who, ("remove", section, key, None))]))

    changes = st.lists(st.sampled_from(records), min_size=1, max_size=5, unique=True).flatmap(
        lambda chosen: st.tuples(*map(of, chosen))
    )
    add = st.tuples(st.booleans(), st.sampled_from(["sources", "events", "actors"]))
    added = st.lists(add, max_size=2, unique=True).map(
        lambda told: [
            (who, ("add", section, f"new-{who}".lower(), {"note": f"By {who}"})) for who, section in told
        ]
    )
    return st.tuples(changes, added).map(lambda told: [one for group in told[0] for one in group] + told[1])


def applied(text: str, chosen: list[Edit], config: Config) -> str:
    """The text with some changes: what goes goes last, from the end, so that numbers mean what they meant."""
    kinds = ("set", "remove", "add")
    for kind, section, key, change in sorted(
        chosen, key=lambda one: (kinds.index(one[0]), -one[2] if isinstance(one[2], int) else 0)
    ):
        if kind == "set":
            text = set_fields(text, section, key, change, config)
        elif kind == "remove":
            text = remove_record(text, section, key)
        else:
            text, _ = insert_record(text, section, key, change, config)
    return text


def told(text: str, config: Config) -> dict[str, Any]:
    """Values, without the order of lists and without sections in which nothing is left."""
    return {
        name: sorted(map(repr, content)) if isinstance(content, list) else content
        for name, content in values(text, config).items()
        if content
    }


@settings(max_examples=25)
@given(data=st.data())
def test_both_changes_and_all_comments_stand_whatever_two_people_change(
    config: Config, data: st.DataObject
) -> None:
    base = SEED.read_text(encoding="utf-8")
    chosen = data.draw(edits(base, config))
    mine, theirs = (
        applied(base, [edit for who, edit in chosen if who is side], config) for side in (True, False)
    )
    both = applied(base, [edit for _, edit in chosen], config)
    made = merged(mine, theirs, config, base)
    assert told(made, config) == told(both, config)
    assert Counter(comments_of(read_commented(made))) == Counter(comments_of(read_commented(both)))


@settings(max_examples=150)
@given(data=st.data())
def test_no_text_is_too_odd(config: Config, data: st.DataObject) -> None:
    """Lines taken out, doubled, moved to the side: what is made can be read, or the whole file collides."""
    lines = BASE.split("\n")

    def odd() -> str:
        made = list(lines)
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(made) - 1))
            made[at : at + 1] = data.draw(
                st.sampled_from(
                    [[], [made[at]] * 2, [f" {made[at]}"], [made[at][1:]], [f"{made[at]} # c"], ["  x:"]]
                )
            )
        return "\n".join(made)

    mine, theirs = odd(), odd()
    three = three_way(BASE, mine, theirs, config)
    if three.text not in (mine, theirs):
        assert read_text(three.text.encode(), "", config.limits).problems == ()
    for side in ("mine", "theirs"):
        settle(three, dict.fromkeys(three.collisions, side))
