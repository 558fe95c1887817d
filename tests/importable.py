"""Files of every format that can be imported, each with the same sites, made as other programs make them."""

import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

Site = tuple[str, float, float, str]
SITES: Final[tuple[Site, ...]] = (
    ("Kant air base", 42.853, 74.846, "airfield"),
    ("База Канат", -12.5, 45.25, "naval_base"),
)
"""Name, latitude, longitude and kind."""


def csv(path: Path, sites: tuple[Site, ...] = SITES, separator: str = ",", encoding: str = "utf-8") -> Path:
    rows = [("Site Name", "Latitude", "Longitude", "Type"), *sites]
    path.write_bytes("".join(f"{separator.join(map(str, row))}\r\n" for row in rows).encode(encoding))
    return path


def tsv(path: Path) -> Path:
    return csv(path, separator="\t")


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lat: float, lon: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def collection(*features: Any, **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", **more, "features": features}, ensure_ascii=False)


def geojson(path: Path) -> Path:
    made = [feature(point(lat, lon), name=name, kind=kind) for name, lat, lon, kind in SITES]
    path.write_text(collection(*made), encoding="utf-8")
    return path


def frame(crs: str = "EPSG:4326") -> Any:
    """The sites as a GeoDataFrame."""
    import geopandas as gpd

    names, lats, lons, kinds = zip(*SITES, strict=True)
    points = gpd.points_from_xy(lons, lats)
    return gpd.GeoDataFrame({"name": names, "kind": kinds}, geometry=points, crs="EPSG:4326").to_crs(crs)


def xlsx(path: Path) -> Path:
    import pandas as pd
    import pyogrio

    table = pd.DataFrame(list(SITES), columns=["Site Name", "Latitude", "Longitude", "Type"])
    pyogrio.write_dataframe(table, path, driver="XLSX", layer="Sites")
    return path


def gpkg(path: Path) -> Path:
    frame("EPSG:3857").to_file(path, layer="sites", engine="pyogrio")
    return path


def shapefile(path: Path) -> Path:
    parts = path.parent / "parts"
    parts.mkdir()
    frame().to_file(parts / "sites.shp", engine="pyogrio", encoding="utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for part in parts.iterdir():
            archive.write(part, f"a folder/{part.name}")
    return path


def geoparquet(path: Path) -> Path:
    frame("EPSG:32643").to_parquet(path)
    return path


def kml_text(placemarks: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{placemarks}</Document></kml>'
    )


def placemark(name: str, lat: float, lon: float, kind: str = "base") -> str:
    return (
        f'<Placemark><name>{name}</name><ExtendedData><Data name="kind"><value>{kind}</value></Data></ExtendedData>'
        f"<Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark>"
    )


def kml(path: Path) -> Path:
    path.write_text(kml_text("".join(placemark(*site) for site in SITES)), encoding="utf-8")
    return path


def kmz(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", kml_text("".join(placemark(*site) for site in SITES)))
        archive.writestr("images/icon.png", b"no picture")
    return path


def gpx(path: Path) -> Path:
    waypoints = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><name>{name}</name><type>{kind}</type></wpt>'
        for name, lat, lon, kind in SITES
    )
    track = '<trk><name>A way</name><trkseg><trkpt lat="1" lon="1"/><trkpt lat="2" lon="1"/></trkseg></trk>'
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="us" xmlns="http://www.topografix.com/GPX/1/1">'
        f"{waypoints}{track}</gpx>",
        encoding="utf-8",
    )
    return path


def tags(of: Mapping[str, str]) -> str:
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in of.items())


def osm_text(nodes: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6" generator="us">{nodes}</osm>'


def osm(path: Path) -> Path:
    nodes = "".join(
        f'<node id="{id}" lat="{lat}" lon="{lon}">{tags({"name": name, "military": kind})}</node>'
        for id, (name, lat, lon, kind) in enumerate(SITES, start=1)
    )
    cafe = f'<node id="9" lat="1" lon="1">{tags({"name": "A café", "amenity": "cafe"})}</node>'
    path.write_text(osm_text(nodes + cafe), encoding="utf-8")
    return path


# --- OpenStreetMap's binary form: messages of Protocol Buffers, each in a zlib blob ---


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*made, number])


def _zigzag(number: int) -> bytes:
    return _varint(number << 1 if number >= 0 else (-number << 1) - 1)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _number(field: int, value: bytes) -> bytes:
    return _varint(field << 3) + value


def _blob(kind: str, message: bytes) -> bytes:
    blob = _number(2, _varint(len(message))) + _bytes(3, zlib.compress(message))
    header = _bytes(1, kind.encode()) + _number(3, _varint(len(blob)))
    return len(header).to_bytes(4, "big") + header + blob


def pbf(path: Path) -> Path:
    words = ["", "name", "military", *(word for name, _, _, kind in SITES for word in (name, kind))]
    nodes = b"".join(
        _bytes(1, _number(1, _zigzag(at + 1)) + _bytes(2, bytes([1, 2])) + _bytes(3, bytes([3 + 2 * at, 4 + 2 * at]))
               + _number(8, _zigzag(round(lat * 1e7))) + _number(9, _zigzag(round(lon * 1e7))))
        for at, (_, lat, lon, _) in enumerate(SITES)
    )  # fmt: skip
    block = _bytes(1, b"".join(_bytes(1, word.encode()) for word in words)) + _bytes(2, nodes)
    header = _blob("OSMHeader", _bytes(4, b"OsmSchema-V0.6"))
    path.write_bytes(header + _blob("OSMData", block))
    return path


FORMATS: Final[Mapping[str, Callable[[Path], Path]]] = {
    "sites.csv": csv, "sites.tsv": tsv, "sites.geojson": geojson, "sites.xlsx": xlsx, "sites.gpkg": gpkg,
    "sites.zip": shapefile, "sites.parquet": geoparquet, "sites.kml": kml, "sites.kmz": kmz, "sites.gpx": gpx,
    "sites.osm": osm, "sites.osm.pbf": pbf,
}  # fmt: skip
"""By a name with its ending: what makes such a file."""
