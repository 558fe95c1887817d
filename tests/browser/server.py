"""The dashboard as a process of its own, as a reader starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds; a cold start on two busy cores takes several."""


@contextmanager
def serving(data: Path, *, today: str, config: Path = ROOT / "config.yaml") -> Iterator[str]:
    """The address of a dashboard on this data folder that takes `today` for the day; ended on leaving."""
    command = ["-m", "dashboard.cli", "serve", "--headless", "--data", str(data), "--config", str(config)]
    with _running([*command, "--today", today], "--port") as address:
        yield address


@contextmanager
def serving_script(script: Path) -> Iterator[str]:
    """The address of a page of Streamlit's that is this script alone; ended on leaving."""
    flags = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    with _running(["-m", "streamlit", "run", str(script), *flags], "--server.port") as address:
        yield address


@contextmanager
def _running(command: list[str], option: str) -> Iterator[str]:
    """The address of a server that these words start, with its port as an option."""
    port = _free_port()
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *command, option, str(port)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if _is_healthy(port):
            return
        time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"The dashboard did not start:\n{log.read().decode(errors='replace')}")


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
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
