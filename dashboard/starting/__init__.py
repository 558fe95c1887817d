"""`basing init` and `basing new dossier`: files to begin with."""

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml

from layers.config import Config, read_config
from layers.dataset import read_dataset
from layers.errors import AlreadyThereError, ExportError
from layers.files import write_bytes
from layers.schema import dossier_schema, known_ids
from layers.writing.formatting import formatted

SCHEMA: Final = "dossier.schema.json"
_DATA: Final = "dossiers"
# What stands in a folder for a person, by the name of what it is made from.
_FILES: Final = {
    "dossier.yaml": f"{_DATA}/example.yaml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "settings.json": ".vscode/settings.json",
    "extensions.json": ".vscode/extensions.json",
}
# What the shipped configuration says of the shipped dossiers alone, and what a new one says instead.
_OWN: Final = {
    "title": 'title: "Bases and talks"\n',
    "summary": 'summary: ""\n',
    "data": f"data: {_DATA}\n",
    "licence": 'licence: ""\n',
    "origins": "origins: []\n",
}


def begin(folder: Path) -> list[Path]:
    """Make a data folder to begin with; its files. AlreadyThereError, and none is made, if one of them exists."""
    texts = {target: _template(name) for name, target in _FILES.items()} | {"config.yaml": _config_text()}
    there = [name for name in (*texts, SCHEMA) if (folder / name).exists()]
    if there:
        raise AlreadyThereError(f"{folder} holds {', '.join(sorted(there))} already; nothing was written")
    made = [_write(folder / name, text) for name, text in texts.items()]
    config = read_config(folder / "config.yaml")
    schema = dossier_schema(config, known_ids(read_dataset(folder / _DATA, config)))
    return [*made, _write(folder / SCHEMA, json.dumps(schema, ensure_ascii=False) + "\n")]


def new_dossier(path: Path, said: dict[str, str], config: Config, schema: Path) -> Path:
    """Make a dossier that says what it is about; AlreadyThereError if there is one. Editors are told of the schema."""
    if path.exists():
        raise AlreadyThereError(f"{path} exists already; nothing was written")
    text = editor_line(path.parent, schema) + yaml.safe_dump(
        {"dossier": said}, allow_unicode=True, sort_keys=False
    )
    return _write(path, formatted(text, config))


def editor_line(folder: Path, schema: Path) -> str:
    """What stands above a dossier in a folder, so that an editor completes it; nothing where there is no schema."""
    return f"# yaml-language-server: $schema={_way(folder, schema)}\n\n" if schema.exists() else ""


def _way(folder: Path, target: Path) -> str:
    """How a file is named from a folder."""
    return Path(os.path.relpath(target, folder)).as_posix()


def _template(name: str) -> str:
    return (files("dashboard.starting") / name).read_text(encoding="utf-8")


def _config_text() -> str:
    """The configuration that ships with Basing, less what it says of its own dossiers."""
    text = _shipped_config().read_text(encoding="utf-8")
    for key, own in _OWN.items():
        text = re.sub(rf"^{key}:.*\n(?: +.*\n)*", own, text, flags=re.MULTILINE)
    return text


def _shipped_config() -> Path:
    """In an installed Basing it lies beside the templates, in a checkout at the top."""
    package = Path(str(files("dashboard.starting")))
    installed = package / "config.yaml"
    return installed if installed.exists() else package.parent.parent / "config.yaml"


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ExportError(f"{path.parent} cannot be made: {fault.strerror or fault}") from None
    write_bytes(path, text.encode())
    return path
