"""The sites themselves: shape by service, colour and mark by the talks, hatched where parties or sources differ."""

from typing import TYPE_CHECKING, Final

from layers.bidi import all_closed
from layers.courses import Course, Days, always, changed, comings, days_up_to, endings, one_day, standings
from layers.extend import Overlay
from layers.hosts import in_short_on, land_disputed, why_it_matches_on
from layers.over_time import OverTime, Piece, objects, rows_at, thread
from layers.overlays.facts import DISPUTED, labelled, operators_line, place_line, status_line, without_gaps
from layers.overlays.looks import STEPS, service_shape
from layers.overlays.talks import talks_thread
from layers.standing import parties_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import geopandas as gpd

    from layers.records import Installation
    from layers.scene import Scene
    from layers.standing import Standing

SIZE: Final = 9.0
PLANNED: Final = frozenset({"proposed", "agreed", "under_construction"})


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation of every dossier, at its displayed precision; no geometry where none is published.

    Beside the columns of an Overlay, `names` holds every name a search may find, of sites that have several.
    """
    sites = scene.frames.installations
    frame = _told(scene, sites, one_day(scene.day)).on(scene.day)
    shown = sites.index.isin(scene.shown.installations.index)
    said = {name: zip(frame[name], shown, strict=True) for name in ("lines", "hatched")}
    return frame.assign(
        shown=shown,
        lines=objects(lines if is_shown else () for lines, is_shown in said["lines"]),
        hatched=objects(hatched if is_shown else "" for hatched, is_shown in said["hatched"]),
    )


def through(scene: "Scene") -> OverTime:
    """The installations that are shown: the foreign use, the land, who uses it, the talks, the place and the mark."""
    return _told(scene, scene.shown.installations, days_up_to(scene.day))


def _told(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> OverTime:
    columns = {"id": sites.index.to_numpy(), "label": _labels(scene, sites), "names": _names(sites)}
    records = list(scene.dataset.installations.values())
    threads = (
        thread(sites["status_like"], lambda first: _use(records[first], scene, days)),
        thread(sites["hosts_like"], lambda first: _land(records[first], scene, days)),
        thread(sites["operators_like"], lambda first: _users(records[first], scene, days)),
        talks_thread(sites["negotiations"], scene, days),
        thread(zip(sites["precision"], sites["place_of"], strict=True), lambda place: _place(place, scene)),
        thread(zip(sites["service"], sites["planned"], strict=True), lambda kind: _kind(kind, scene)),
    )
    return OverTime(rows_at(sites.geometry.array, columns), threads)


# --- what a row is made of, over time ---


def _use(site: "Installation", scene: "Scene", days: Days) -> Course[Piece]:
    """The status of the foreign use: its age is the opacity, a planned one is hollow."""
    return changed(standings(site, scene, days), lambda standing: _use_in(standing, scene))


def _use_in(standing: "Standing | None", scene: "Scene") -> Piece:
    hatched = "status" if standing and standing.disputed else ""
    return Piece(
        lines=without_gaps(status_line(standing, scene), DISPUTED[hatched]),
        opacity=STEPS[standing.age if standing else "unknown"],
        hollow=standing is not None and standing.status in PLANNED,
        hatched=hatched,
    )


def _land(site: "Installation", scene: "Scene", days: Days) -> Course[Piece]:
    """Who is host, by which layers the View asks for the site, and whether parties differ on the land."""

    def on(day: "date") -> Piece:
        hatched = "land" if land_disputed(site, day, scene.dataset) else ""
        host = labelled("Host", in_short_on(site, day, scene))
        match = labelled("Matches", why_it_matches_on(site, day, scene))
        return Piece(lines=without_gaps(host, match, DISPUTED[hatched]), hatched=hatched)

    changes = {*comings(host.from_ for host in site.hosts), *endings(host.to for host in site.hosts)}
    return days(changes, on)


def _users(site: "Installation", scene: "Scene", days: Days) -> Course[Piece]:
    return days(
        comings(one.from_ for one in site.operators),
        lambda day: Piece(lines=without_gaps(operators_line(parties_by(site.operators, day), scene))),
    )


def _place(place: tuple[str, str], scene: "Scene") -> Course[Piece]:
    precision, of = place
    return always(Piece(lines=(place_line(precision, of, scene),)))


def _kind(kind: tuple[tuple[str, ...], bool], scene: "Scene") -> Course[Piece]:
    services, planned = kind
    return always(Piece(shape=service_shape(scene, services), size=SIZE, hollow=planned))


# --- what stays ---


def _labels(scene: "Scene", sites: "gpd.GeoDataFrame") -> "Sequence[str]":
    """The names in the reader's language, else as in the dossier."""
    lang, said = scene.view.lang, zip(sites["name"], sites["names"], strict=True)
    return all_closed([(names and names.get(lang)) or name for name, names in said])


def _names(sites: "gpd.GeoDataFrame") -> list[tuple[str, ...]]:
    """Every name of each site, in whatever language, of those that have several."""
    said = zip(sites["name"], sites["names"], sites["aliases"], strict=True)
    return [
        tuple(sorted({name, *filter(None, names.values()), *aliases})) if names or aliases else ()
        for name, names, aliases in said
    ]


INSTALLATIONS = Overlay(
    name="installations",
    title="Installations",
    description="Every site, with the status of the talks about it.",
    draw=draw,
    through=through,
)
