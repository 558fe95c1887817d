"""The dashboard as a process of its own, as a reader starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds; a cold start on two busy cores takes several."""


@contextmanager
def serving(
    data: Path, *, today: str, config: Path = ROOT / "config.yaml", port: int = 0, options: Sequence[str] = ()
) -> Iterator[str]:
    """The address of a dashboard on this data folder that takes `today` for the day; ended on leaving."""
    port = port or free_port()
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--headless", *options]
    command += ["--data", str(data), "--config", str(config), "--port", str(port), "--today", today]
    with running(command, port, "/_stcore/health"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving_script(script: Path) -> Iterator[str]:
    """The address of a page of Streamlit's that is this script alone; ended on leaving."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    command += ["--server.address=127.0.0.1", "--browser.gatherUsageStats=false", f"--server.port={port}"]
    with running(command, port, "/_stcore/health"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(command: Sequence[str], port: int, path: str) -> Iterator[None]:
    """A server as a process of its own, from when it answers at the path until it is ended on leaving."""
    with TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )  # fmt: skip
        try:
            _wait_until_healthy(process, (port, path), log)
            yield
        finally:
            _end(process)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], place: tuple[int, str], log: IO[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if _is_healthy(*place):
            return
        time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"The server did not start:\n{log.read().decode(errors='replace')}")


def _is_healthy(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
