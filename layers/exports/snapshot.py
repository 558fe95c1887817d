"""The snapshot: the map and every panel as one HTML file that needs no network."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.extend import Block, Export, Total

if TYPE_CHECKING:
    from layers.scene import Scene
    from layers.subjects import Subjects


def write(scene: "Scene", path: Path, sheet: str = "") -> Iterator[tuple[int, int]]:
    """One HTML file: who and when, the map, the panels in reading order, how to cite; `sheet` is more of its style."""
    from layers.moments import Moments
    from layers.subjects import Subjects
    from layers.through_time import through_time

    moments, subjects = Moments(scene), Subjects(scene)
    played = partial(through_time, scene=scene, moments=moments, subjects=subjects)
    yield from written(scene, path, played, partial(_page_with_scripts, subjects=subjects, sheet=sheet))


def _page_with_scripts(scene: "Scene", body: str, tail: str, subjects: "Subjects", sheet: str) -> str:
    from layers.map import document_page
    from layers.markup import source_cards_html
    from layers.search_texts import search_texts

    cards = source_cards_html(scene, (source.id for source in scene.sources))
    head = identity(scene) + _WITHOUT_SCRIPTS
    return document_page(
        scene,
        body,
        styles() + sheet,
        head=head,
        controls=_asset("player.html"),
        cards=cards,
        tail=tail,
        # beside the map's `state` when the keys are in order: the events of both tell the same, and are packed as one
        more={"search": search_texts(scene)},
        of_panels=_of_the_player(scene, subjects),
    )


def _of_the_player(scene: "Scene", subjects: "Subjects") -> dict[str, Any]:
    """What the slider and the filters go by."""
    from layers.choices import choices

    return {"subjects": subjects.as_data(), "choices": choices(scene)}


def written(
    scene: "Scene",
    path: Path,
    blocks_of: Callable[[tuple[Block, ...]], tuple[Block, ...]],
    page_of: Callable[["Scene", str, str], str],
) -> Iterator[tuple[int, int]]:
    """A sealed document with the dossiers in it.

    `blocks_of` makes what a panel gives the blocks that are shown, and `page_of` the page of the panels and of its end
    (HTML).
    """
    from layers.archive import files_behind, pack_archive
    from layers.exports.about import about
    from layers.exports.register import register_html
    from layers.markup import drawn_once, panel_html
    from layers.panels import PANELS
    from layers.seal import sealed

    files = files_behind(scene)
    facts = about(scene, files)
    # problems are for those who mend the data; the document says how many records they cost
    panels = [panel for panel in PANELS if panel.name != "problems"]
    parts = []
    for done, panel in enumerate(panels, start=1):
        parts.append(panel_html(panel, blocks_of(panel.read(scene)), scene))
        yield done, len(panels) + 1
    inside = drawn_once(f"{''.join(parts)}{register_html(scene, blocks_of)}{_how_to_cite(scene, facts)}")
    body = f'<div class="panels">{inside}</div>'
    archive = f'<script type="text/plain" id="basing-archive">{pack_archive(files)}</script>'
    path.write_text(sealed(page_of(scene, body, archive), facts), encoding="utf-8")
    yield len(panels) + 1, len(panels) + 1


def write_frame(scene: "Scene", path: Path, whole: str) -> Iterator[tuple[int, int]]:
    """One HTML file with the map alone, for a frame in another page; it links to the `whole` document beside it."""
    from layers.exports.about import about
    from layers.map import document_page
    from layers.seal import sealed

    yield 0, 1
    page = document_page(scene, _frame_foot(scene, whole), styles(), body_class="document embed")
    path.write_text(sealed(page, about(scene)), encoding="utf-8")
    yield 1, 1


def frame_text(scene: "Scene", address: str) -> str:
    """The `<iframe>` to paste into another page, for a frame that is published at an address."""
    from layers.markup import escape

    return (
        f'<iframe src="{escape(address)}" title="{escape(scene.config.title)}" width="100%" height="560" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>'
    )


def _frame_foot(scene: "Scene", whole: str) -> str:
    from layers.dates import day_label
    from layers.markup import escape

    link = f'<a href="{escape(whole)}" target="_blank" rel="noreferrer">The whole document, with every source</a>'
    parts = (
        _count(len(scene.installations), "installation"),
        f"as of {day_label(scene.day)}, known by {day_label(scene.known_by)}",
        link,
    )
    title = escape(scene.config.title)
    return f'<div class="frame-foot"><h1>{title}</h1><p>{" · ".join(parts)}</p></div>'


def _frame_beside_its_document(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """The frame of a document that keeps the name it is given by default."""
    yield from write_frame(scene, path, f"basing-{scene.day.isoformat()}.html")


def identity(scene: "Scene") -> str:
    """The line at the top: what is being looked at, as of when, and how fresh it is."""
    from layers.dates import day_label
    from layers.exports.about import records_left_out
    from layers.markup import escape, total_html

    newest = scene.newest_report
    left_out = records_left_out(scene)
    installations = total_html(Total(len(scene.installations), "installation"))
    talks = total_html(Total(len(scene.negotiations), "negotiation"))
    parts = [
        f"as of <span data-day>{day_label(scene.day)}</span>, known by {day_label(scene.known_by)}",
        f"newest report {day_label(newest)}" if newest else "no report is dated",
        *([f"{_count(left_out, 'record')} left out for faults in the data"] if left_out else []),
    ]
    return (
        f'<header class="identity"><h1>{escape(scene.config.title)}</h1><p>{escape(scene.config.summary)}</p>'
        f"<p><strong>{installations}, {talks}</strong> {' · '.join(parts)}</p></header>"
    )


def _how_to_cite(scene: "Scene", facts: Mapping[str, str]) -> str:
    """The last section: the citation, and everything that tells this document from the next one."""
    from layers.exports.citations import citations
    from layers.markup import escape

    plain, *others = citations(facts).items()
    forms = "".join(_fold(form, f"<pre>{escape(text)}</pre>") for form, text in others)
    rows = "".join(
        f"<div><dt>{label}</dt><dd>{escape(facts[name] or 'not named')}</dd></div>" for label, name in _LABELS
    )
    return (
        '<footer class="panel panel-cite" id="panel-cite"><h2>How to cite</h2><div class="blocks">'
        f'<p class="citation">{escape(plain[1])}</p>{forms}<dl class="facts">{rows}</dl>'
        f"{_left_out(scene)}</div></footer>"
    )


def _left_out(scene: "Scene") -> str:
    """Why records are left out, folded; nothing where none is."""
    from layers.markup import escape

    faults = [problem for problem in scene.dataset.problems if problem.severity == "error"]
    told = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults[:_MOST_FAULTS])
    left = f"<li>and {len(faults) - _MOST_FAULTS:,} more</li>" if len(faults) > _MOST_FAULTS else ""
    return _fold("Why records are left out", f"<ul>{told}{left}</ul>") if faults else ""


def _fold(summary: str, inside: str) -> str:
    return f'<details class="fold"><summary>{summary}</summary>{inside}</details>'


_WITHOUT_SCRIPTS = (
    '<p class="no-scripts">Scripts do not run here: '
    "the map is not drawn, and what is folded away cannot be opened.</p>"
)
_MOST_FAULTS = 50
_LABELS = (
    ("View", "view"),
    ("As of", "as_of"),
    ("Known by", "known_by"),
    ("Made", "made"),
    ("Data", "data_hash"),
    ("Records left out", "records_left_out"),
    ("Dossiers", "credits"),
    ("Licence of the data", "licence"),
    ("Origins", "origins"),
    ("Version", "version"),
)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def styles() -> str:
    """The panels' style sheet and the document's own."""
    return _asset("panels.css") + _asset("document.css")


def _asset(name: str) -> str:
    from importlib.resources import files

    return (files("layers") / "assets" / name).read_text(encoding="utf-8")


SNAPSHOT = Export(
    name="snapshot",
    title="Snapshot",
    description="The map and every panel as one HTML file that needs no network.",
    suffix=".html",
    mime="text/html",
    write=write,
    notes=(
        "Identical bytes for identical input on any machine. Opens from a disk, and names its day, filter and data. "
        "It holds the dossiers behind it: `basing read` gives them back, and `basing verify` tells whether any byte "
        "was changed. Without Basing they come out as a tar archive: the text in the element `basing-archive` is "
        "base64 of Zstandard of tar."
    ),
)

EMBED = Export(
    name="embed",
    title="Embed",
    description="The map alone as one HTML file, for a frame in another page.",
    suffix=".embed.html",
    mime="text/html",
    write=_frame_beside_its_document,
    notes=(
        "It links to the whole document, which lies beside it. A page that shows it in an `<iframe>` is told its "
        'height by `postMessage`: `{"basing": "height", "height": pixels}`.'
    ),
)
