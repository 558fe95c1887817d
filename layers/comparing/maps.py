"""The map of one state of the dossiers, for the page that compares two."""

from datetime import date
from typing import TYPE_CHECKING

from layers.view import View

if TYPE_CHECKING:
    from layers.config import Config
    from layers.dataset import Dataset


def map_of(dataset: "Dataset", config: "Config", today: date) -> str:
    """A whole page with the map of everything in a Dataset, as of a day."""
    from layers.exports.snapshot import styles
    from layers.frames import build_frames
    from layers.map import document_page
    from layers.scene import stage

    scene = stage(config, dataset, build_frames(dataset, config), View(), today)
    return document_page(scene, "", styles(), body_class="document beside")
