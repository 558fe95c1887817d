"""`basing import`: a list of sites in a file of another program becomes a new dossier."""

import gc
import sys
from pathlib import Path
from typing import Any

import click

from dashboard.options import place_options


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@place_options
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN,...",
              help="Which column is which field: name=Site Name,lat=Y. `name=` leaves a field out.")  # fmt: skip
@click.option("--set", "always", multiple=True, metavar="FIELD=VALUE,...",
              help="What every row says, in the place of a column: operators=RU.")  # fmt: skip
@click.option("--swap", is_flag=True, help="Take what is called lat for lon, and lon for lat.")
@click.option("--new", is_flag=True, help="Take sites as new that may be known ones.")
@click.option("--yes", is_flag=True, help="Ask nothing: take the columns as they are guessed.")
@click.option("--dry-run", is_flag=True, help="Write nothing: report what would be taken.")
@click.option("--dossier", metavar="NAME", help="The dossier to begin.  [default: named after the file]")
@click.option("--layer", default="", metavar="NAME", help="Read this layer or sheet alone.")
@click.option(
    "--encoding", default="", metavar="NAME", help="How the letters of a CSV are written: windows-1251."
)
@click.option("--crs", default="", metavar="NAME", help="The coordinate system of the file: EPSG:3857.")
def import_command(
    file: Path, data: Path | None, config_file: Path, layer: str, encoding: str, crs: str, **said: Any
) -> None:
    """Take a list of sites out of a file into a new dossier.

    FILE is GeoJSON, CSV, XLSX, KML or KMZ, GeoPackage, a Shapefile in a zip, GPX, GeoParquet or an extract of
    OpenStreetMap (.osm, .pbf). On a terminal the columns are shown first, and what may be a known site is asked about;
    elsewhere the guess is taken, and such sites are left out. Each site that is taken needs a source, and `basing
    check` asks for it. Ends with 0 if some were taken or are known from an import before, 1 if none was, 2 if the file
    cannot be read.
    """
    from dashboard.taking_in import Wanted, take_in
    from layers.config import read_config
    from layers.importing.table import Asked

    config = read_config(config_file)
    wanted = Wanted(
        file,
        data or config_file.parent / config.data,
        config_file.parent,
        Asked(encoding, layer, crs),
        **said,
    )
    gc.set_threshold(100_000)  # nearly all that is made here stays until the command ends
    sys.exit(take_in(wanted, config))
