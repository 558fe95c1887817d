"""HTML as a reader meets it: its words and its elements, by the standard parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Page(HTMLParser):
    """What a piece of HTML holds: `text` as shown, `elements` as (tag, attributes) in order."""

    html: str
    pieces: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces).replace("\u00a0", " ")

    def with_class(self, name: str) -> list[dict[str, str | None]]:
        return [
            attributes for _, attributes in self.elements if name in (attributes.get("class") or "").split()
        ]

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


INLINE = frozenset(
    {"span", "b", "bdi", "strong", "button", "q", "a", "s", "small", "sup", "svg", "g", "path", "circle"}
)
