"""What was measured of a contender."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Built:
    """The best of some builds of one file: seconds by the clock and of the processor, and bytes; None for one cut."""

    seconds: float | None
    processor: float | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Motion:
    """How a map moves: frames per second over the whole time, and the longest that one frame stood, in seconds."""

    frames: float
    longest: float


@dataclass(frozen=True, slots=True)
class Motions:
    """What was measured of one file; `playing` is None where it has no history to play."""

    panning: Motion
    playing: Motion | None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything about one contender at one size; None stands for what was cut or not measured."""

    installations: int
    contender: str
    built: Built
    opened: float | None = None
    moved: Motions | None = None
