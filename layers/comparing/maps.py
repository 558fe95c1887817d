"""The map of one state of the dossiers, for the page that compares two."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.config import Config
    from layers.dataset import Dataset
    from layers.view import View


def map_of(dataset: "Dataset", config: "Config", today: date, view: "View") -> str:
    """A whole page with the map of what a View shows of a Dataset, as of a day."""
    from layers.exports.snapshot import styles
    from layers.frames import build_frames
    from layers.map import document_page
    from layers.scene import stage

    scene = stage(config, dataset, build_frames(dataset, config), view, today)
    return document_page(scene, "", styles(), body_class="document beside")
