"""Which column is which field: guessed by its name, or said."""

import pytest

from layers.config import Config
from layers.errors import ImportedFileError
from layers.importing.columns import (
    columns_of,
    guess_columns,
    refuse_gaps,
    said_columns,
    said_values,
)
from layers.importing.table import Row, Table


def table(*columns: str, is_map: bool = False) -> Table:
    return Table("list.csv", "CSV", "line", columns, (), is_map=is_map)


@pytest.mark.parametrize(
    ("columns", "guess"),
    [
        (("Name", "LAT", "Long"), {"name": "Name", "lat": "LAT", "lon": "Long"}),
        (("site_name", "name", "y", "x"), {"name": "name", "lat": "y", "lon": "x"}),
        (("Название", "Широта", "Долгота", "Страна"),
         {"name": "Название", "host": "Страна", "lat": "Широта", "lon": "Долгота"}),
        (("الاسم", "خط العرض", "خط الطول"), {"name": "الاسم", "lat": "خط العرض", "lon": "خط الطول"}),
        (("name", "name:ru", "name_ar", "Name (fr)", "name:zh-Hant"),
         {"name": "name", "names.ru": "name:ru", "names.ar": "name_ar", "names.fr": "Name (fr)",
          "names.zh-Hant": "name:zh-Hant"}),
        (("name", "name_id", "name:etymology", "name:xx", "nickname"), {"name": "name"}),
        (("military", "operator", "website"), {"kind": "military", "operators": "operator", "url": "website"}),
        (("WKT", "title"), {"name": "title", "geometry": "WKT"}),
    ],
)  # fmt: skip
def test_columns_are_guessed_by_their_names(
    columns: tuple[str, ...], guess: dict[str, str], config: Config
) -> None:
    assert guess_columns(table(*columns), config.imports) == guess


def test_of_a_map_no_column_is_taken_for_the_place(config: Config) -> None:
    assert guess_columns(table("name", "lat", "x", is_map=True), config.imports) == {"name": "name"}


def test_what_is_said_goes_before_what_is_guessed(config: Config) -> None:
    file = table("name", "Site, full", "lat", "lon", "type")
    said = said_columns(["name=Site, full,kind=", "names.ru = name"], file)
    columns = columns_of(guess_columns(file, config.imports), said, said_values(["host=SY"]))
    assert columns.of == {"lat": "lat", "lon": "lon", "name": "Site, full", "names.ru": "name"}
    assert columns.text(Row(1, {"Site, full": "A", "lat": "1"}), "host") == "SY"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("name", "--map: `name` is no pair; expected FIELD=..., such as name=Site"),
        ("nmae=Site", "--map: `nmae` is no field that can be imported (did you mean `name`?)"),
        ("zzz=Site", "--map: `zzz` is no field that can be imported (there are name, aliases, kind, service, host, "
         "operators, lat, lon, geometry, precision, url, note and names.LANG)"),
        ("names.elvish=Site", "--map: `names.elvish` is no field that can be imported (there are name, aliases, kind, "
         "service, host, operators, lat, lon, geometry, precision, url, note and names.LANG)"),
        ("name=Sitte", "list.csv: has no column `Sitte` for `name` (did you mean `Site`?)"),
        ("name=Quark", "list.csv: has no column `Quark` for `name` (there are `Site`)"),
    ],
)  # fmt: skip
def test_what_is_said_wrong_is_refused(said: str, message: str) -> None:
    with pytest.raises(ImportedFileError) as refused:
        said_columns([said], table("Site"))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("columns", "is_map", "message"),
    [
        (("a", "lat", "lon"), False, "list.csv: no column looks like the names of sites; say which with "
         "--map name=COLUMN (its columns are `a`, `lat`, `lon`)"),
        ((), True, "list.csv: no column looks like the names of sites; say which with --map name=COLUMN (it has no "
         "columns)"),
        (("name", "lat"), False, "list.csv: no columns look like places; say which with --map lat=COLUMN,lon=COLUMN "
         "(its columns are `name`, `lat`)"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_say_what_is_where_is_refused(
    columns: tuple[str, ...], is_map: bool, message: str, config: Config
) -> None:
    file = table(*columns, is_map=is_map)
    with pytest.raises(ImportedFileError) as refused:
        refuse_gaps(columns_of(guess_columns(file, config.imports), {}, {}), file)
    assert str(refused.value) == message
