"""The panels in reading order: each reads the Scene and gives blocks, the same for dashboard and snapshot."""

from layers.extend import Panel
from layers.panels.contested import CONTESTED
from layers.panels.counting import COUNTING
from layers.panels.coverage import COVERAGE
from layers.panels.installation import INSTALLATION
from layers.panels.positions import POSITIONS
from layers.panels.problems import PROBLEMS
from layers.panels.roles import ROLES
from layers.panels.sources import SOURCES
from layers.panels.talks import TALKS
from layers.panels.timeline import TIMELINE

PANELS: tuple[Panel, ...] = (
    TALKS, ROLES, INSTALLATION, TIMELINE, POSITIONS, CONTESTED, SOURCES, COUNTING, COVERAGE, PROBLEMS,
)  # fmt: skip
