"""Coordinates of any system -> degrees (EPSG:4326)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from layers.errors import ImportedFileError
from layers.importing.table import Refusal, Row

if TYPE_CHECKING:
    from pyproj import CRS
    from shapely.geometry.base import BaseGeometry

_DEGREES: Final = 360  # the widest that is meant as degrees: some count eastwards all the way round


def in_degrees(
    rows: Sequence[Row], system: str, file: str
) -> tuple[tuple[Row, ...], tuple[Refusal, ...], tuple[str, ...]]:
    """The rows with their geometries in degrees, those that have no place there, and what was done.

    `system` is any name that PROJ knows (EPSG:3857, WKT); an empty one means degrees. ImportedFileError for one that
    it does not know, and where none is named and most of the coordinates are no degrees.
    """
    crs = _known(system, file) if system else None
    if crs is None:
        _question_degrees(rows, file)
        return tuple(rows), (), ()
    if crs.equals("EPSG:4326", ignore_axis_order=True) or _is_crs84(system):
        return tuple(rows), (), ()
    turned = _turned(rows, crs)
    outside = {row.number for row in turned if not _is_finite(row.geometry)}
    why = "its coordinates have no place on earth"
    return (
        tuple(row for row in turned if row.number not in outside),
        tuple(Refusal(number, why) for number in sorted(outside)),
        (f"brought from {crs.name} to degrees",),
    )


def _is_crs84(system: str) -> bool:
    return system.upper().endswith("CRS84")


def _known(system: str, file: str) -> "CRS":
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_user_input(system)
    except CRSError:
        raise ImportedFileError(
            f"{file}: the coordinate system `{system[:60]}` is not known; say one such as EPSG:3857 with --crs"
        ) from None


def _turned(rows: Sequence[Row], crs: "CRS") -> list[Row]:
    import numpy as np
    import shapely
    from pyproj import Transformer

    transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def turn(points: Any) -> Any:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    shapes = shapely.transform(np.array([row.geometry for row in rows], dtype=object), turn)
    return [replace(row, geometry=shape) for row, shape in zip(rows, shapes, strict=True)]


def _is_finite(geometry: "BaseGeometry | None") -> bool:
    import numpy as np
    import shapely

    return geometry is None or bool(np.isfinite(shapely.get_coordinates(geometry)).all())


def _question_degrees(rows: Sequence[Row], file: str) -> None:
    """ImportedFileError where most of the coordinates can be no degrees."""
    import numpy as np
    import shapely

    points = shapely.get_coordinates([row.geometry for row in rows])
    if len(points) and np.median(np.abs(points).max(axis=1)) > _DEGREES:
        raise ImportedFileError(
            f"{file}: its coordinates are no degrees, and no coordinate system is named; say it with --crs EPSG:..."
        )
