"""A Firefox that is installed, driven by the protocol that it speaks itself (WebDriver BiDi); it reaches nothing."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 60
_PREFERENCES = {
    # every address but a file goes to a proxy that is not there
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.update.auto": False,
    "app.normandy.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


def find_firefox() -> str | None:
    """The path of an installed Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


@dataclass
class Firefox:
    """One page in Firefox; `logged` holds what its console said, `asked` the addresses that were asked for."""

    socket: ClientConnection
    context: str = ""
    logged: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def start(self) -> None:
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives, through JSON; a promise is waited for."""
        answer = self._send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait_for(self, condition: str) -> None:
        """Wait until a JavaScript expression is true."""
        steps = f"const see = () => ({condition}) ? yes(true) : Date.now() > end ? yes(false) : setTimeout(see, 50);"
        waited = f"new Promise((yes) => {{ const end = Date.now() + {PATIENCE * 500}; {steps} see(); }})"
        assert self.evaluate(waited), condition

    def _send(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE))
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]
            self._take(message)

    def _take(self, event: Any) -> None:
        if event.get("method") == "log.entryAdded":
            self.logged.append(str(event["params"].get("text")))
        if event.get("method") == "network.beforeRequestSent":
            address = event["params"]["request"]["url"]
            if not address.startswith("data:"):  # what is written out in its own address comes from nowhere
                self.asked.append(address)


@contextmanager
def running(path: str, profile: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, ended with the context."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        try:
            with connect(f"{_address(process)}/session", max_size=None) as socket:
                page = Firefox(socket)
                page.start()
                yield page
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    """Where it listens, as it says itself."""
    assert process.stderr is not None
    for line in process.stderr:
        if "WebDriver BiDi listening on " in line:
            return line.split("listening on ")[1].strip()
    raise AssertionError("Firefox ended before it listened")
