"""The dashboard as a server on this machine: one process, an address, and nothing sent anywhere."""

import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TextIO

import click

from layers.errors import BasingError

APP = Path(__file__).parent / "app.py"
NEEDED = ("geopandas", "altair", "layers.overlays", "layers.panels", "layers.scene", "layers.map")
"""What the page imports: read while the browser is still loading."""
# Addresses that mean "every address of this machine", each with one at which this machine finds itself.
_EVERYWHERE: Mapping[str, str] = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104


def serve(host: str, port: int, app_arguments: Sequence[str], secrets: Path, *, browser: bool) -> None:
    """The dashboard, until it is interrupted. Port 0 means any free one; BasingError if the port is taken.

    `secrets` is the file that says how to log in; it need not exist.
    """
    port = _free_port(host, port)
    address = _address(host, port)
    answers = (_EVERYWHERE.get(host, host), port)
    threading.Thread(target=_welcome, args=(answers, address, browser, sys.stdout), daemon=True).start()
    if host in _EVERYWHERE:
        click.echo("basing: everybody who can reach this machine can open the dashboard", err=True)
    # Streamlit says good-bye as it stops, and does not stop if nobody reads that: the standard output, which
    # whoever started the server may have closed after the address, is not for it.
    with redirect_stdout(sys.stderr):
        _run_streamlit(host, port, app_arguments, secrets)


def _free_port(host: str, port: int) -> int:
    """The port if it can be had, any free one for 0."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            return int(probe.getsockname()[1])
    except socket.gaierror:
        raise BasingError(f"`{host}` is not an address of this machine; the usual one is 127.0.0.1") from None
    except OSError as fault:
        hint = "choose another with --port, or --port 0 for any free one"
        raise BasingError(
            f"port {port} on {host} cannot be used: {fault.strerror or fault}; {hint}"
        ) from None


def _address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    name = _EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _welcome(answers: tuple[str, int], address: str, browser: bool, out: TextIO) -> None:
    """Say where the dashboard is once it answers, then import what its page needs before anybody asks."""
    _wait_for(answers)
    click.echo(f"Basing is at {address} (Ctrl+C ends it)", file=out)
    if browser:
        webbrowser.open(address)
    for name in NEEDED:
        import_module(name)


def _wait_for(answers: tuple[str, int]) -> None:
    while True:
        try:
            socket.create_connection(answers, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def _run_streamlit(host: str, port: int, app_arguments: Sequence[str], secrets: Path) -> None:
    from streamlit.web import cli

    # Streamlit would also read its options from the reader's home folder: these must hold in any case.
    options = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "secrets.files": str(secrets),
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "logger.hideWelcomeMessage": "true",
        "logger.level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    cli.main(["run", str(APP), *flags, "--", *app_arguments], prog_name="streamlit")
