"""The document without scripts: a picture of the map, and every panel whole."""

import functools
import importlib.resources
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers import basemap
from layers.exports.snapshot import identity, styles, written
from layers.extend import Export
from layers.markup import content_policy, escape
from layers.through_time import on_the_day

if TYPE_CHECKING:
    from layers.picture import Mark
    from layers.scene import Scene


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """One HTML file that runs nothing: who and when, the map as a picture, the panels, how to cite."""
    yield from written(scene, path, partial(on_the_day, scene=scene), static_page)


def static_page(scene: "Scene", body: str, tail: str) -> str:
    """The page around some panels (HTML): its policy allows neither scripts nor requests."""
    from layers.maprows import known_language

    sheets = (styles(), _asset("static.css"))
    parts = {
        "lang": escape(known_language(scene)),
        "title": escape(scene.config.title),
        "policy": content_policy((), sheets, ()),
        "styles": "".join(f"<style>{sheet}</style>" for sheet in sheets),
        "head": identity(scene),
        "map": _map(scene),
        "body": body,
        "tail": tail,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], _asset("static.html"))


def _map(scene: "Scene") -> str:
    from layers.picture import map_svg, marks_of

    marks, frame = marks_of(scene)
    sites = "".join(_site(mark) for mark in marks)
    return f'{map_svg(scene, marks, frame)}{_legend(scene)}<ol class="sites-drawn">{sites}</ol>{_borders()}'


def _borders() -> str:
    """Whose land and names the picture shows, and what is disputed of its borders."""
    disputes = "".join(
        f"<p><strong>{escape(one['name'])}</strong>: {escape(one['says'])}</p>" for one in basemap.disputed()
    )
    folded = f"<details><summary>About the borders and names</summary>{disputes}</details>"
    return f'<div class="credit"><p>{escape(basemap.CREDIT)}</p>{folded}</div>'


def _site(mark: "Mark") -> str:
    place = f"{mark.row.geometry.y:.2f}, {mark.row.geometry.x:.2f}" if mark.at else "no published place"
    said = mark.row.lines[0] if mark.row.lines else ""
    return (
        f'<li value="{mark.number}"><bdi>{escape(mark.row.label)}</bdi> '
        f"<small>{place} · {escape(said)}</small></li>"
    )


def _legend(scene: "Scene") -> str:
    from layers.legend import legend
    from layers.mapcolumns import from_frame
    from layers.overlays import OVERLAYS

    wanted = scene.view.overlays
    on = (overlay for overlay in OVERLAYS if (overlay.on if wanted is None else overlay.name in wanted))
    groups = legend(scene, {one.name: from_frame(one.draw(scene)) for one in on})
    return f'<div class="key">{"".join(map(_key, groups))}</div>'


def _key(group: Mapping[str, Any]) -> str:
    entries = "".join(
        f"<li>{_swatch(entry['look'])}{escape(entry['label'])}</li>" for entry in group["entries"]
    )
    return f"<section><h3>{escape(group['title'])}</h3><ul>{entries}</ul></section>"


def _swatch(look: Mapping[str, Any]) -> str:
    from layers.picture import mark_svg

    if look["shape"] in ("area", "line"):
        colour = f"light-dark({look['colour']}, {look['colour_dark']})"
        kind = "hollow" if look["hollow"] else "tinted"
        drawn = f'<g color="{colour}"><path class="{kind}" d="M-9,-6H9V6H-9Z"/></g>'
    else:
        drawn = mark_svg(look, 0, 0)
    return f'<svg class="swatch" viewBox="-14 -14 28 28" aria-hidden="true">{drawn}</svg>'


@functools.cache
def _asset(name: str) -> str:
    return importlib.resources.files("layers").joinpath("assets", name).read_text(encoding="utf-8")


STATIC = Export(
    name="static",
    title="Snapshot without scripts",
    description="The map as a picture and every panel as one HTML file that runs nothing.",
    suffix=".static.html",
    mime="text/html",
    write=write,
    notes="For places that allow no scripts, such as previews of mail. It is sealed and holds the dossiers too.",
)
