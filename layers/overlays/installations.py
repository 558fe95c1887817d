"""The sites: shape by service, colour and mark by the talks, faded by age, hatched where parties or sources differ."""

from typing import TYPE_CHECKING, Any

from layers.bidi import closed
from layers.extend import Overlay
from layers.overlays.facts import installation_lines, text_of
from layers.overlays.looks import STEPS, Look, hatching, talks_look, talks_of

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

SIZE = 9.0
PLANNED = frozenset({"proposed", "agreed", "under_construction"})


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation of every dossier, at its displayed precision; no geometry where none is published.

    Beside the columns of an Overlay, `names` holds every name a search may find.
    """
    import geopandas as gpd

    sites = scene.frames.installations
    shown = set(scene.shown.installations.index)
    records = zip(sites.index, sites.drop(columns="geometry").to_dict("records"), strict=True)
    rows = [_row(scene, id_, site, id_ in shown) for id_, site in records]
    return gpd.GeoDataFrame(rows, geometry=list(sites.geometry), crs="EPSG:4326")


def _row(scene: "Scene", id_: str, site: dict[str, Any], shown: bool) -> dict[str, Any]:
    standing = scene.standings.get(("installations", id_))
    talks = talks_of(scene, site["negotiations"])
    look: Look = talks_look(scene, talks)
    hatched = hatching(scene, id_, talks) if shown else ""
    return {
        "id": id_,
        "label": _name(scene, site),
        "lines": installation_lines(scene, id_, site, talks, hatched) if shown else [],
        "colour": look.colour,
        "colour_dark": look.colour_dark,
        "mark": look.mark,
        "shape": _shape(scene, site["service"]),
        "size": SIZE,
        "opacity": STEPS[standing.age if standing else "unknown"],
        "hatched": hatched,
        "hollow": bool(site["planned"]) or (standing is not None and standing.status in PLANNED),
        "count": len(talks) if len(talks) > 1 else 0,
        "valid_from": text_of(site["established"]),
        "valid_to": "",
        "shown": shown,
        "names": sorted({site["name"], *_translations(site).values(), *site["aliases"]}),
    }


def _name(scene: "Scene", site: dict[str, Any]) -> str:
    return closed(str(_translations(site).get(scene.view.lang) or site["name"]))


def _translations(site: dict[str, Any]) -> dict[str, str]:
    return site["names"] if isinstance(site["names"], dict) else {}


def _shape(scene: "Scene", services: tuple[str, ...]) -> str:
    """The shape of the one service; several services are joint."""
    if not services:
        return "circle"
    service = services[0] if len(services) == 1 else "joint"
    term = scene.term("service", service)
    return (term and term.shape) or "circle"


INSTALLATIONS = Overlay(
    name="installations",
    title="Installations",
    description="Every site, with the status of the talks about it.",
    draw=draw,
)
