"""An OpenID provider on this machine, at which people log in as they do at a real one.

It speaks the whole protocol (discovery, authorization code, signed identity tokens, nonce, consent and refusal); what
it leaves out is a password. A dashboard has to be registered with its address before it is served.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.browser.server import free_port, running

STYLES = "https://cdn.jsdelivr.net/npm/@picocss/pico@2/css/pico.min.css"
"""What the provider's own pages ask for off this machine; a test answers in its place."""


@dataclass(frozen=True)
class Provider:
    """Where the provider is reached."""

    address: str

    def write_secrets(self, path: Path, dashboard: str) -> None:
        """Register the dashboard at this address, and write what it needs to know into its secrets.toml."""
        callback = f"{dashboard}/oauth2callback"
        body = {"redirect_uris": [callback], "token_endpoint_auth_method": "client_secret_basic"}
        client = self._post("/oauth2/clients", body)
        said = {
            "redirect_uri": callback,
            "cookie_secret": "a secret that is as long as it has to be",
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[auth]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in said.items()))

    def _post(self, path: str, body: Mapping[str, object]) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        asked = Request(f"{self.address}{path}", json.dumps(body).encode(), headers)  # noqa: S310 it begins with http
        with urlopen(asked, timeout=10) as answer:  # noqa: S310
            said: dict[str, str] = json.load(answer)
            return said


@contextmanager
def providing(people: Mapping[str, Mapping[str, object]]) -> Iterator[Provider]:
    """A provider that knows these people, by name, with what it says of each; ended on leaving."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    command += ["--require-registration", "true", "--require-nonce", "true"]
    for name, claims in people.items():
        command += ["--user-claims", json.dumps({"sub": name, **claims})]
    with running(command, port, "/.well-known/openid-configuration"):
        yield Provider(f"http://127.0.0.1:{port}")
