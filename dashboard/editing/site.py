"""The map on which the place of an installation is edited, with what is done there put into its dossier."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard.bridge.placing import show_place
from layers.config import Config
from layers.dataset import Dataset
from layers.dossier import DossierFile
from layers.placing import Place, Placed, neighbours
from layers.records import Installation
from layers.writing.changing import Changes


def draw_site(
    id: str,
    saved: DossierFile,
    draft: DossierFile,
    dataset: Dataset,
    config: Config,
    change: Callable[[Changes], None],
) -> None:
    """The map of a site; `saved` and `draft` are its dossier as the file has it and as the editor has it."""
    site = _installation(draft, id)
    if site is None:
        st.info(
            "This installation has a fault that keeps it from the map: mend it in the form or the text first."
        )
        return
    at, before = _placed(site), _placed(_installation(saved, id))
    precision = site.location.precision if site.location else ""
    show_place(
        config,
        Place(id, site.name, precision, before, at, neighbours(dataset.installations.values(), at)),
        f"place_{id}",
        lambda said: change(_changes(said)),
    )  # fmt: skip


def _installation(file: DossierFile, id: str) -> Installation | None:
    records = (one.record for one in file.stated)
    return next((one for one in records if isinstance(one, Installation) and one.id == id), None)


def _placed(site: Installation | None) -> Placed:
    if site is None:
        return Placed()
    if site.location is None:
        return Placed(footprint=site.footprint)
    return Placed(site.location.lat, site.location.lon, site.footprint)


def _changes(said: Mapping[str, Any]) -> Changes:
    """What the map says, by the fields of the record."""
    inside = {"lat": ("location", "lat"), "lon": ("location", "lon"), "footprint": ("footprint",)}
    return {inside[name]: value for name, value in said.items()}
