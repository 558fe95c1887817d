"""One watcher per process: the newest good reading of the data folder, shared by every session."""

import gc
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.stamps import PAUSE, Stamp, look
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.errors import BasingError
from layers.frames import Frames, build_frames


@dataclass(frozen=True)
class Reading:
    """What the folder says, by the last version of it that could be read."""

    version: int
    config: Config
    dataset: Dataset
    frames: Frames
    fault: str = ""
    """Why a newer version of the folder or of the configuration could not be read; empty when it could."""


class Watch:
    """The newest Reading of a data folder, renewed by a thread of its own while the process lives.

    The first reading is made at once: ConfigError or DataFolderError if that cannot be done.
    """

    def __init__(self, config_file: Path, folder: Path | None) -> None:
        self._config_file = config_file
        self._folder = folder
        self._renewing = threading.Lock()
        self._stamp = self._look()
        config = read_config(config_file)
        dataset = read_dataset(self._data(config), config)
        self.reading = Reading(1, config, dataset, build_frames(dataset, config))
        _set_aside()
        threading.Thread(target=self._follow, name="basing-watch", daemon=True).start()

    def renew(self) -> None:
        """Read what has changed since the last look; what cannot be read leaves the last good version.

        One at a time: whoever asks while another reads waits, so that what was read first is never shown last.
        """
        with self._renewing:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._show(self._newer(self.reading))

    def _follow(self) -> None:
        idle = threading.Event()
        while not idle.wait(PAUSE):
            self.renew()

    def _newer(self, before: Reading) -> Reading:
        try:
            return self._read_again(before)
        except BasingError as fault:
            return replace(before, fault=str(fault))

    def _show(self, after: Reading) -> None:
        if _says(after) != _says(self.reading):
            self.reading = replace(after, version=self.reading.version + 1)
            _set_aside()

    def _read_again(self, before: Reading) -> Reading:
        config = read_config(self._config_file)
        known = before.dataset if config == before.config else None
        dataset = read_dataset(self._data(config), config, before=known)
        return Reading(before.version, config, dataset, build_frames(dataset, config))

    def _data(self, config: Config) -> Path:
        return self._folder or self._config_file.parent / config.data

    def _look(self) -> Stamp:
        return look(self._config_file, self._folder or self._config_file.parent)


def _says(reading: Reading) -> tuple[object, ...]:
    """What a session would show differently: a file that was only touched changes none of it."""
    return reading.config, reading.dataset.hash, reading.dataset.problems, reading.fault


def _set_aside() -> None:
    """Keep what has been read out of the garbage collector's rounds.

    A reading stays until the next; to walk through all of it again and again would hold up a reader's click.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
