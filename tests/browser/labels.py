"""What is written on the map's canvas, and where: noted down as the page itself draws it."""

from dataclasses import dataclass

from playwright.sync_api import Frame

# A frame may run its page before a script that is to come first: so the map is asked to draw once more, watched.
# A canvas that is painted anew is given its width first.
_DRAW_AND_NOTE = """() => {
  const text = CanvasRenderingContext2D.prototype.fillText;
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  Object.defineProperty(HTMLCanvasElement.prototype, "width", { ...width,
    set(value) { this.written = []; width.set.call(this, value); } });
  CanvasRenderingContext2D.prototype.fillText = function (words, x, y, ...rest) {
    const size = this.measureText(words);
    (this.canvas.written ||= []).push({ words,
      box: [x - size.actualBoundingBoxLeft, y - size.actualBoundingBoxAscent,
        x + size.actualBoundingBoxRight, y + size.actualBoundingBoxDescent] });
    return text.call(this, words, x, y, ...rest);
  };
  try { map_1.basing.redrawMarks(); } finally {
    CanvasRenderingContext2D.prototype.fillText = text;
    Object.defineProperty(HTMLCanvasElement.prototype, "width", width);
  }
}"""
_LABELS = """() => {
  const map = map_1.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".leaflet-basing-overlays-pane canvas")].flatMap((canvas) => {
    const at = canvas.getBoundingClientRect();
    return (canvas.written || []).map(({ words, box: [left, top, right, bottom] }) => ({ words,
      left: left + at.left - map.left, top: top + at.top - map.top,
      right: right + at.left - map.left, bottom: bottom + at.top - map.top }));
  });
}"""
_SIZE = "() => { const size = map_1.getSize(); return [size.x, size.y]; }"
# The parts of the page that lie over the map, in its own pixels.
_OVER = """() => {
  const map = map_1.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".tools > *, .legend, .leaflet-control")].map((part) => {
    const box = part.getBoundingClientRect();
    return { words: part.className, left: box.left - map.left, top: box.top - map.top,
      right: box.right - map.left, bottom: box.bottom - map.top };
  }).filter((box) => box.right > box.left && box.bottom > box.top);
}"""
_MARKS = """() => {
  const canvas = document.querySelector(".leaflet-basing-overlays-pane canvas");
  const at = canvas.getBoundingClientRect(), map = map_1.getContainer().getBoundingClientRect();
  return map_1.basing.hits.marks.map((mark) => ({ names: rowsOf(mark).map((row) => mark.layer.labels[row]),
    x: mark.x + at.left - map.left, y: mark.y + at.top - map.top }));
}"""


@dataclass(frozen=True)
class Box:
    """A piece of the map, in its pixels, and what is written there."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Mark:
    """A drawn marker: one site, or several drawn as one with a count."""

    names: tuple[str, ...]
    x: float
    y: float


def written(frame: Frame) -> list[Box]:
    """Everything written on the map inside its frame, wholly or in part."""
    frame.evaluate(_DRAW_AND_NOTE)
    width, height = frame.evaluate(_SIZE)
    seen = Box("", 0, 0, width, height)
    return [box for box in (Box(**one) for one in frame.evaluate(_LABELS)) if box.meets(seen)]


def over_the_map(frame: Frame) -> list[Box]:
    """The search box, the lists, the legend and the controls."""
    return [Box(**one) for one in frame.evaluate(_OVER)]


def marks(frame: Frame) -> list[Mark]:
    """The markers that are drawn inside the frame."""
    width, height = frame.evaluate(_SIZE)
    found = [Mark(tuple(one["names"]), one["x"], one["y"]) for one in frame.evaluate(_MARKS)]
    return [mark for mark in found if 0 <= mark.x <= width and 0 <= mark.y <= height]


def overlapping(boxes: list[Box]) -> list[str]:
    """The pairs of labels of which one covers a part of the other."""
    return [
        f"{one.words} / {other.words}"
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.meets(other)
    ]


def cut(boxes: list[Box], width: float, height: float) -> list[str]:
    """The labels that the edge of the map cuts."""
    return [
        box.words for box in boxes if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]


def size(frame: Frame) -> tuple[float, float]:
    """Width and height of the map in pixels."""
    width, height = frame.evaluate(_SIZE)
    return float(width), float(height)
