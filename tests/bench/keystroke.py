"""How long a key that is pressed in the text of a dossier takes to its message, in the browser."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.browser.server import serving

_ROUNDS: Final = 40
# The component's root is in a shadow tree, which only its text area leads to.
_LISTEN: Final = """(area) => {
  const list = area.getRootNode().querySelector(".told ol");
  window.answers = [];
  area.addEventListener("keydown", () => (window.pressed = performance.now()), true);
  new MutationObserver(() => requestAnimationFrame(() => window.answers.push(performance.now() - window.pressed)))
    .observe(list, { childList: true });
}"""


def keystrokes(page: Page, data: Path, today: str, record: str) -> list[float]:
    """Seconds from a key to the frame with the list of what is wrong anew, in the line below a record's first.

    Each key makes the name of the field another wrong one, so that there is always something to say.
    """
    with serving(data, today=today, options=["--edit"]) as address:
        page.goto(f"{address}/edit?record={record}")
        page.get_by_role("radiogroup").get_by_text("Text", exact=True).click(timeout=60_000)
        area = page.get_by_role("textbox", name="The dossier as text")
        area.press("ArrowDown")
        area.press("Home")
        page.wait_for_timeout(2000)
        area.evaluate(_LISTEN)
        times = []
        for number in range(_ROUNDS):
            page.keyboard.type("abcdefghij"[number % 10])
            page.wait_for_function("(number) => window.answers.length > number", arg=number, timeout=20_000)
            times.append(float(page.evaluate("(number) => window.answers[number]", number)) / 1000)
            page.wait_for_timeout(150)
    return times
