"""One mark of a site: shape by service, colour and inner mark by the talks, as on the map that scripts draw."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

_CORNERS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "triangle": ((0, -1.1), (1.08, 0.85), (-1.08, 0.85)),
    "square": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "star": tuple(
        (reach * math.cos(turn), reach * math.sin(turn) + 0.08)
        for reach, turn in ((0.58 if i % 2 else 1.25, math.pi * i / 5 - math.pi / 2) for i in range(10))
    ),
}


def patterns_svg() -> str:
    """What marks refer to: the stripes of disputed things, and the half that is filled."""
    rising = '<path d="M-1,8 8,-1" class="stripe"/>'
    falling = '<path d="M-1,-1 8,8" class="stripe"/>'
    kinds = {"status": rising, "land": falling, "status-land": rising + falling}
    stripes = "".join(
        f'<pattern id="stripes-{name}" width="5" height="5" patternUnits="userSpaceOnUse">{drawing}</pattern>'
        for name, drawing in kinds.items()
    )
    half = '<clipPath id="half"><rect x="-20" y="-20" width="20" height="40"/></clipPath>'
    return f"<defs>{stripes}{half}</defs>"


def mark_svg(look: Mapping[str, Any], x: float, y: float) -> str:
    """The mark with its middle at a pixel."""
    if look["shape"] == "group":
        talks = [(entry["look"], 1) for entry in look["talks"]]
        return group_svg(max(look["count"], len(talks)), talks, x, y)
    shape, size = look["shape"], look["size"]
    colour = f"light-dark({look['colour']}, {look['colour_dark']})"
    edge = _hatched(look) if look["hatched"] else ""
    body = _hollow(look) if look["hollow"] else _solid(look)
    halo = _shape(shape, size, 'class="halo"')
    count = f'<text class="count" x="{size}" y="{-size}">{look["count"]}</text>' if look["count"] > 1 else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})" color="{colour}">{edge}{halo}'
        f'<g opacity="{look["opacity"]:g}">{body}</g>{count}</g>'
    )


def group_svg(count: int, talks: Sequence[tuple[Mapping[str, Any], int]], x: float, y: float) -> str:
    """A disc with the number of sites that lie there, in a ring of how many of them have which look."""
    radius = 7.5 + 2.3 * math.log10(count + 1)
    disc = f'<circle class="group" r="{radius:.1f}"/><text class="number" y="4">{count}</text>'
    halo = f'<circle class="paper" r="{radius + 5.5:.1f}"/>'
    return f'<g transform="translate({x:.1f} {y:.1f})">{halo}{_ring(talks, radius + 3.4)}{disc}</g>'


def _ring(talks: Sequence[tuple[Mapping[str, Any], int]], radius: float) -> str:
    """A segment for each look, as long as its part, with gaps between them; the inner mark is the kind of its line."""
    gap = 2.2 / radius if len(talks) > 1 else 0.0
    least, total = 3.5 / radius, sum(number for _, number in talks)
    angle, segments = -math.pi / 2 + gap / 2, []
    for look, number in talks:
        wide = least + (2 * math.pi - len(talks) * (gap + least)) * number / total
        segments.append(_segment(look, radius, angle, min(wide, 2 * math.pi - 0.01)))
        angle += wide + gap
    return "".join(segments)


def _segment(look: Mapping[str, Any], radius: float, angle: float, wide: float) -> str:
    ends = [f"{radius * math.cos(at):.1f},{radius * math.sin(at):.1f}" for at in (angle, angle + wide)]
    colour = f"light-dark({look['colour']}, {look['colour_dark']})"
    arc = f"M{ends[0]}A{radius:.1f},{radius:.1f} 0 {int(wide > math.pi)} 1 {ends[1]}"
    return f'<path class="state {look["mark"]}" color="{colour}" d="{arc}"/>'


def _shape(name: str, size: float, attributes: str) -> str:
    corners = _CORNERS.get(name)
    if corners is None:
        return f'<circle r="{size:g}" {attributes}/>'
    points = " ".join(f"{dx * size:.1f},{dy * size:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" {attributes}/>'


def _hatched(look: Mapping[str, Any]) -> str:
    """A striped edge round the shape; round a star's points no stripes would show."""
    name = "circle" if look["shape"] == "star" else look["shape"]
    size = look["size"] + 5
    stripes = f'fill="url(#stripes-{look["hatched"].replace(" ", "-")})" class="edge"'
    return _shape(name, size, 'class="paper"') + _shape(name, size, stripes)


def _solid(look: Mapping[str, Any]) -> str:
    if look["mark"] == "half":
        left = _shape(look["shape"], look["size"], 'class="solid" clip-path="url(#half)"')
        return left + _shape(look["shape"], look["size"], 'class="outline"')
    return _shape(look["shape"], look["size"], 'class="solid"') + _inside(look, "paper-ink")


def _hollow(look: Mapping[str, Any]) -> str:
    outline = _shape(look["shape"], look["size"], 'class="outline dashed"')
    if look["mark"] in ("filled", "half"):
        half = ' clip-path="url(#half)"' if look["mark"] == "half" else ""
        return f'{outline}<circle r="{look["size"] * 0.34:.1f}" class="solid"{half}/>'
    return outline + _inside(look, "own-ink")


def _inside(look: Mapping[str, Any], ink: str) -> str:
    reach, y = look["size"] * 0.42, look["size"] * 0.25 if look["shape"] == "triangle" else 0.0
    if look["mark"] == "ring":
        return f'<circle cy="{y:.1f}" r="{reach:.1f}" class="{ink} dot"/>'
    lines = {
        "dash": f"M{-reach:.1f},{y:.1f}H{reach:.1f}",
        "cross": f"M{-reach:.1f},{y - reach:.1f}L{reach:.1f},{y + reach:.1f}M{reach:.1f},{y - reach:.1f}"
        f"L{-reach:.1f},{y + reach:.1f}",
    }
    drawn = lines.get(look["mark"])
    return f'<path d="{drawn}" class="{ink}"/>' if drawn else ""
