"""The map as a picture (SVG), for pages in which no script may run."""

from layers.picture.drawing import Mark, map_svg, marks_of
from layers.picture.marks import mark_svg, patterns_svg

__all__ = ["Mark", "map_svg", "mark_svg", "marks_of", "patterns_svg"]
