"""Published perimeters: GeoJSON as typed in a dossier -> a valid geometry, repaired or refused with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Footprint:
    """A geometry in EPSG:4326, or None where it was refused; `message` says what was repaired or why it was refused."""

    geometry: "BaseGeometry | None"
    message: str = ""
    hint: str = ""


def read_footprint(raw: Mapping[str, Any]) -> Footprint:
    """The area in a GeoJSON Polygon or MultiPolygon (lon, lat); unclosed and self-crossing rings are repaired."""
    import shapely
    from shapely.geometry import MultiPolygon, Polygon

    kind = raw.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        return Footprint(
            None, f"a footprint is a Polygon or MultiPolygon, found `{kind}`", "GeoJSON, lon before lat"
        )
    try:
        polygons = [
            _rings(one) for one in ([raw["coordinates"]] if kind == "Polygon" else raw["coordinates"])
        ]
        shapes = [Polygon(rings[0], rings[1:]) for rings in polygons]
    except (KeyError, IndexError, TypeError, ValueError, shapely.errors.ShapelyError) as fault:
        return Footprint(
            None, f"the footprint cannot be read: {fault}", "rings of at least three [lon, lat] pairs"
        )
    if any(abs(lon) > 180 or abs(lat) > 90 for rings in polygons for ring in rings for lon, lat in ring):
        return Footprint(None, "the footprint leaves the world", "GeoJSON gives lon before lat, in degrees")
    area: BaseGeometry = shapes[0] if kind == "Polygon" else MultiPolygon(shapes)
    if not area.is_valid:
        reason = shapely.is_valid_reason(area)
        area = _areas_of(shapely.make_valid(area))
        if area.is_empty:
            return Footprint(None, f"the footprint encloses nothing: {reason}")
        return Footprint(
            area, f"the footprint was repaired: {reason}", "draw the ring so that it does not cross itself"
        )
    if any(ring[0] != ring[-1] for rings in polygons for ring in rings):
        return Footprint(
            area, "the footprint was closed: a ring did not end where it began", "repeat the first point"
        )
    return Footprint(area)


def _rings(raw: Any) -> list[list[tuple[float, float]]]:
    return [[(float(point[0]), float(point[1])) for point in ring] for ring in raw]


def _areas_of(geometry: "BaseGeometry") -> "BaseGeometry":
    """Only the areas of a repaired geometry: repairs may leave lines and points beside them."""
    from shapely import MultiPolygon, get_parts

    return MultiPolygon([part for part in get_parts(geometry) if part.geom_type == "Polygon"])
