"""The map on which one place is edited: its page, which is the same for every site, and what the page is told."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers import basemap
from layers.footprints import read_footprint
from layers.mapassets import asset, filled, hosts, leaflet_script, leaflet_styles, own_script
from layers.maprows import base, names_near
from layers.markup import content_policy, escape
from layers.packing import packed_json
from layers.precision import STEPS, shown_place

if TYPE_CHECKING:
    from layers.config import Config
    from layers.records import Installation

SCRIPTS = (
    "basemap/unpack.js", "marks.js", "base.js", "card.js", "controls.js", "sphere.js", "placing_marks.js",
    "placing_tools.js", "placing.js",
)  # fmt: skip

MOST_NEIGHBOURS: Final = 100

_ABOUT: Mapping[float, str] = {0.001: "about 100 m", 0.01: "about 1 km", 0.05: "about 5 km"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a site is, in EPSG:4326: its point, and its perimeter as a GeoJSON Polygon or MultiPolygon."""

    lat: float | None = None
    lon: float | None = None
    footprint: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another site, to find one's way by."""

    id: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Place:
    """A site whose place is edited: as the file has it, and as the draft has it now."""

    id: str
    name: str
    precision: str
    """A word of the vocabulary `precision`, as the file has it; empty where the site has no location."""
    saved: Placed
    draft: Placed
    nearby: tuple[Neighbour, ...] = ()
    lang: str = "en"

    @property
    def point_step(self) -> float | None:
        """The step of a degree to which the point is kept; None where the precision keeps no point."""
        return STEPS.get(self.precision)

    @property
    def corner_step(self) -> float | None:
        """The same for corners; None where a footprint would be finer than what is published."""
        return STEPS["facility"] if self.precision in ("", "facility") else None


def placing_page(config: "Config") -> str:
    """The whole page for a frame, without a place: that comes as messages. The same for each Config."""
    from layers.foliummap import folium_parts

    html, script = folium_parts(config, "basingPlacing")
    boot, scripts = asset("boot.js"), (leaflet_script(), own_script(SCRIPTS), script)
    plain = asset("page.css") + asset("placing.css")
    sheets = (leaflet_styles(), asset("map.css"))
    parts = {
        "title": escape(config.title),
        "policy": content_policy((boot, *scripts), (plain, *sheets), ("data:", *hosts(config.tiles))),
        "styles": f"<style>{plain}</style>",
        "map": html,
        "packed": packed_json({"data": {"base": base()}, "sheets": sheets, "scripts": scripts}),
        "boot": boot,
    }
    return filled("placing.html", parts)


def placing_ground(place: Place) -> dict[str, Any]:
    """The fine land and the names around a place and its draft.

    Equal for places of the same degree, so that a small move sends nothing.
    """
    spots = {(one.lon, one.lat) for one in (place.saved, place.draft)}
    sites = sorted(
        {(float(round(lon)), float(round(lat))) for lon, lat in spots if lon is not None and lat is not None}
    )
    return {"detail": basemap.detail(sites, reach_km=250)["parts"], "names": names_near(sites, place.lang)}


def placing_state(place: Place, config: "Config") -> dict[str, Any]:
    """What the page is told of a place."""
    return {
        "id": place.id,
        "name": place.name,
        "lang": place.lang if place.lang in config.languages else config.languages[0],
        "saved": _spot(place.saved),
        "draft": _spot(place.draft),
        "nearby": [[one.name, one.lat, one.lon] for one in place.nearby if one.id != place.id],
        "steps": {"point": place.point_step, "corner": place.corner_step},
        "note": " ".join((*_faults(place), _note(place, config))),
    }


def neighbours(sites: "Iterable[Installation]", place: Placed) -> tuple[Neighbour, ...]:
    """The sites nearest to a place, as they may be shown; none where the place has no point."""
    if place.lat is None or place.lon is None:
        return ()
    east = math.cos(math.radians(place.lat))
    found = []
    for site in sites:
        if shown := shown_place(site.location):
            lon, lat = shown
            across = (lon - place.lon + 180) % 360 - 180
            found.append(
                (math.hypot(lat - place.lat, across * east), Neighbour(site.id, site.name, lat, lon))
            )
    found.sort(key=lambda one: one[0])
    return tuple(neighbour for _, neighbour in found[:MOST_NEIGHBOURS])


def _spot(placed: Placed) -> dict[str, Any]:
    """A place as the page draws it: what a file has as a footprint is read, and may be no outline at all."""
    from shapely.geometry import mapping

    outline = read_footprint(placed.footprint).geometry if placed.footprint else None
    return {"lat": placed.lat, "lon": placed.lon, "footprint": mapping(outline) if outline else None}


def _faults(place: Place) -> Iterator[str]:
    """What is wrong with the footprints that are given, each fault once."""
    given = [one.footprint for one in (place.saved, place.draft) if one.footprint]
    outcomes = dict.fromkeys(read_footprint(one).message for one in given)
    yield from (f"As it is shown here, {message}." for message in outcomes if message)


def _note(place: Place, config: "Config") -> str:
    """How fine the place may be, in words."""
    if not place.precision:
        return "This site has no location in its file: choose its precision first. Until then it has no point to move."
    label = config.label("precision", place.precision, place.lang)
    step = place.point_step
    if step is None:
        return f"Precision “{label}”: no point is published, so none is placed, and no footprint is drawn."
    kept = f"Precision “{label}”: the point is kept to {step} degrees ({_ABOUT[step]}), as it was published."
    if place.corner_step is None:
        return f"{kept} A footprint would be finer than that, so none is drawn."
    return f"{kept} So are the corners of a footprint: the outer limit on public maps, no buildings or gates."
