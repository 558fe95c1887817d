"""The map layers, in drawing order: the last one lies on top."""

from layers.extend import Overlay
from layers.overlays.events import EVENTS
from layers.overlays.footprints import FOOTPRINTS
from layers.overlays.host_countries import HOST_COUNTRIES
from layers.overlays.installations import INSTALLATIONS
from layers.overlays.operator_countries import OPERATOR_COUNTRIES

OVERLAYS: tuple[Overlay, ...] = (HOST_COUNTRIES, OPERATOR_COUNTRIES, FOOTPRINTS, EVENTS, INSTALLATIONS)
