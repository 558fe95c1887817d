"""What a page asked for and complained of while a test looked at it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

_OWN_SCHEMES = frozenset({"file", "data", "blob", "about"})
# A page below the first asks for Streamlit's own addresses beside itself before it asks where they are.
_PROBED = "/edit/_stcore/"
_OWN_HOSTS = frozenset({"127.0.0.1", "localhost"})


@dataclass
class Watch:
    """The addresses off this machine that were asked for, and the errors in the console."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Note down what the pages of this context do from now on."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_web_error)

    def _on_request(self, request: Request) -> None:
        if is_foreign(request.url):
            self.foreign.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and _PROBED not in message.location["url"]:
            self.errors.append(message.text)

    def _on_web_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))


def is_foreign(url: str) -> bool:
    """Whether the address leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme not in _OWN_SCHEMES and parts.hostname not in _OWN_HOSTS
