"""The filters of a document leave what `stage` leaves: asked in the browser, day by day, view by view."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from layers.choices import FILTERS, choices
from layers.config import Config
from layers.dataset import read_dataset
from layers.frames import Frames, build_frames
from layers.markup.timing import day_number
from layers.scene import Scene, stage
from layers.search_texts import search_texts
from layers.view import View, parse_view

TODAY = date(2026, 3, 1)
FIELDS = tuple(each.field for each in FILTERS)
WORDS = (
    "base",
    "talks",
    "syria",
    "حميميم",
    "RUSSIA",
    "camp lemonnier",
    "manas",
    "türkiye",
    "turkiye",
    "no such word",
    "o",
)
ASSETS = Path("layers/assets")
SCRIPTS = ("columns.js", "filters.js")

# What passes and what each option leaves, for one view after another.
_ASKED = """([data, names, asked]) => {
  const choices = new Choices(data.choices, data.search, data.sites, (at) => names[at]);
  return asked.map(({ day, wanted }) => {
    const passes = choices.passes(wanted, day), counts = choices.counts(wanted, day);
    const named = (ids, ones) => ids.filter((_, at) => ones[at]);
    return {
      sites: named(data.sites, passes.sites), talks: named(data.choices.talks.ids, passes.talks),
      counts: Object.fromEntries(data.choices.filters.map(({ field, values }) =>
        [field, Object.fromEntries(values.map((value, at) => [value, counts[field][at]]))])),
      hidden: choices.hiddenBy(wanted, day),
    };
  });
}"""


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


def carried(scene: Scene) -> dict[str, Any]:
    """What a document of the Scene carries for its filters."""
    return {
        "choices": choices(scene),
        "search": search_texts(scene),
        "sites": list(scene.shown.installations.index),
    }


def scripts(root: Path) -> str:
    return "\n".join((root / ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)


def answers(page: Page, root: Path, scene: Scene, views: list[View]) -> list[dict[str, Any]]:
    """What the browser leaves of a Scene for each view."""
    page.goto("about:blank")
    page.add_script_tag(content=scripts(root) + "window.Choices = Choices;")
    asked = [
        {
            "day": day_number(view.as_of or TODAY),
            "wanted": {name: getattr(view, name) for name in (*FIELDS, "q")},
        }
        for view in views
    ]
    names = [[site.name, *site.names.values(), *site.aliases] for site in scene.installations]
    # as it travels: keys become text on the way
    data = json.loads(json.dumps(carried(scene)))
    found: list[dict[str, Any]] = page.evaluate(_ASKED, [data, names, asked])
    return found


def random_views(scene: Scene, number: int, seed: int) -> Iterator[View]:
    """Views of any day up to the Scene's, each with a few filters, some with words."""
    chance = random.Random(seed)  # noqa: S311 - views to try, no secrets
    options = {one["field"]: one["values"] for one in choices(scene)["filters"]}
    for _ in range(number):
        wanted: dict[str, Any] = {
            field: tuple(chance.sample(options[field], min(len(options[field]), chance.choice((1, 2, 4, 8)))))
            for field in chance.sample(FIELDS, chance.choice((0, 1, 1, 2, 2, 3)))
        }
        day = scene.day - timedelta(days=int(chance.triangular(0, 30_000, 0)))
        q = chance.choice(WORDS) if chance.random() < 0.3 else ""
        yield replace(View(**wanted), as_of=day, q=q, known_by=scene.known_by)


def within(frames: Frames, scene: Scene) -> Frames:
    """The frames with no other installations than those of a document."""
    ids = set(scene.shown.installations.index)
    talks = frames.negotiations
    left: Any = [tuple(id for id in cell if id in ids) for cell in talks["installations"]]
    cut = talks.assign(installations=left)
    return replace(
        frames,
        installations=frames.installations.loc[list(scene.shown.installations.index)],
        negotiations=cut,
    )


def staged(scene: Scene, view: View) -> dict[str, Any]:
    """What Python leaves for the same view, in the words of the browser."""
    left = stage(scene.config, scene.dataset, within(scene.frames, scene), view, TODAY)
    shown = set(left.shown.negotiations.index)
    talks = [talk.id for talk in scene.negotiations if talk.id in shown]
    sites = list(left.shown.installations.index)
    counts = {field: {value: n for value, n in left.facets[field].items() if n} for field in FIELDS}
    return {"sites": sites, "talks": talks, "counts": counts, "hidden": dict(left.hidden_by)}


@pytest.fixture(scope="module")
def documents(config: Config, seeds: Path) -> Callable[[str], Scene]:
    dataset = read_dataset(seeds, config)
    frames = build_frames(dataset, config)
    return lambda query: stage(config, dataset, frames, parse_view(query), TODAY)


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 200), ("host=SY&host=CY&host=DJ", 40), ("status=active&as_of=2025-07-31", 40), ("q=talks", 40)],
)
def test_the_browser_leaves_what_python_leaves(
    page: Page, root: Path, documents: Callable[[str], Scene], query: str, number: int
) -> None:
    scene = documents(query)
    views = list(random_views(scene, number, seed=number))
    found = answers(page, root, scene, views)
    for view, one in zip(views, found, strict=True):
        counts = {
            field: {value: n for value, n in left.items() if n} for field, left in one["counts"].items()
        }
        hidden = {name: number for name, number in one["hidden"].items() if number}
        expected = staged(scene, view)
        expected["hidden"] = {name: number for name, number in expected["hidden"].items() if number}
        assert one | {"counts": counts, "hidden": hidden} == expected, view.to_query()


def test_random_views_leave_something_as_a_rule(documents: Callable[[str], Scene]) -> None:
    scene = documents("")
    left = [len(staged(scene, view)["sites"]) for view in random_views(scene, 100, seed=200)]
    assert sum(sites > 0 for sites in left) > 30
    assert sum(0 < sites < len(scene.installations) for sites in left) > 20


def test_words_are_folded_as_in_python(page: Page, root: Path) -> None:
    from layers.frames import fold

    texts = [
        "Türkiye",
        "HMEIMIM",
        "حَمِيمِيم",
        "Straße",
        "ΣΟΦΟΣ",
        "ﬁn",
        "İstanbul",
        "ısparta",
        "Ǆ",
        "क़िला",
        "e\u0345\u0301",
    ]
    page.goto("about:blank")
    page.add_script_tag(content=scripts(root) + "window.fold = fold;")
    assert page.evaluate("texts => texts.map(fold)", texts) == [fold(text) for text in texts]
