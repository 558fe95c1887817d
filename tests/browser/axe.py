"""Faults of accessibility on a page, as axe finds them."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

# The map stands in a sandboxed frame, whose origin is no origin: axe must be told to answer there too.
_ALLOW_FRAMES = "axe.configure({allowedOrigins: ['<unsafe_all_origins>']})"
_RUN = """([within, exclude]) => axe.run({ include: [[within]], exclude: exclude.map((selector) => [selector]) },
  { resultTypes: ["violations"] }).then((found) => found.violations)"""


def violations(page: Page, *exclude: str, within: str = "html") -> list[str]:
    """One line per fault on the page and in its frames: the rule, the element, what is wrong.

    Looked at is what stands `within` one element of the page, but for what the selectors in `exclude` name.
    """
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    for frame in page.frames:
        if not frame.evaluate("() => 'axe' in window"):
            frame.evaluate(f"() => {{ {script}; {_ALLOW_FRAMES} }}")
    return [
        _line(rule, node) for rule in page.evaluate(_RUN, [within, list(exclude)]) for node in rule["nodes"]
    ]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    target = " > ".join(str(part) for part in node["target"])
    return f"{rule['id']}: {target}: {node.get('failureSummary', rule['help'])}"
