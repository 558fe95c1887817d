"""What was saved, committed to the git repository in which a data folder lies; the save stands whatever git says.

Only the named files are committed, whatever else is staged, and the repository's own hooks run. Names and reasons are
handed over apart from the arguments, so that none can be taken for an option.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from layers.errors import NotCommittedError

_PATIENCE_SECONDS: Final = 120.0
_LONGEST_TEXT: Final = 2000
_LITERALLY: Final = ("--literal-pathspecs", "-c", "i18n.commitEncoding=UTF-8")
_COMMIT: Final = ("commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-")
# What would lead git to another repository than that of the folder: a hook that starts Basing has them set.
_ELSEWHERE: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"}
)


def in_repository(folder: Path) -> bool:
    """Whether a folder lies in the work tree of a git repository, and git is there to say so."""
    try:
        found = _run(folder, "rev-parse", "--is-inside-work-tree")
    except NotCommittedError:
        return False
    return found.returncode == 0 and found.stdout.strip() == b"true"


def commit(folder: Path, paths: Sequence[Path], author_name: str, author_email: str, reason: str) -> str:
    """Commit some files of a folder as they are on the disk; the short hash of the commit.

    The reason is its subject, in one line; without one it names the files. NotCommittedError, with what git said,
    where git does not take them: a hook refuses, nobody told git who commits, the index is locked, nothing was changed.
    Then what was staged is as it was.
    """
    if _run(folder, "symbolic-ref", "--quiet", "HEAD").returncode:
        raise NotCommittedError("not committed: the repository is at no branch (HEAD is detached)")
    named = [str(path.absolute()) for path in paths]
    new = [path for path in named if _run(folder, "ls-files", "--error-unmatch", "--", path).returncode]
    if not new and _run(folder, "diff", "--quiet", "HEAD", "--", *named).returncode == 0:
        raise NotCommittedError("not committed: nothing was changed since the last commit")
    author = {"GIT_AUTHOR_NAME": _name(author_name), "GIT_AUTHOR_EMAIL": _name(author_email)}
    message = _line(reason) or f"Edit {', '.join(path.name for path in paths)}"
    if new:
        _do(folder, "add", "--intent-to-add", "--", *new)
    try:
        _do(folder, *_COMMIT, "--", *named, also=author, told=message)
    except NotCommittedError:
        if new:
            _run(folder, "reset", "--quiet", "--", *new)
        raise
    return _do(folder, "rev-parse", "--short", "HEAD")


# --- words ---


def _line(text: str) -> str:
    """A text in one line, without what cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST_TEXT]


def _name(text: str) -> str:
    """A name or an address as it stands before or between the brackets of an author."""
    return _line(text.replace("<", " ").replace(">", " "))


# --- git ---


def _do(folder: Path, *arguments: str, also: Mapping[str, str] | None = None, told: str = "") -> str:
    """What git answers; NotCommittedError, with what it said, where it fails."""
    done = _run(folder, *arguments, also=also, told=told)
    said, complaint = (words.decode(errors="replace").strip() for words in (done.stdout, done.stderr))
    if done.returncode:
        raise NotCommittedError(
            f"not committed; git says: {(complaint or said or 'nothing')[:_LONGEST_TEXT]}"
        )
    return said


def _run(
    folder: Path, *arguments: str, also: Mapping[str, str] | None = None, told: str = ""
) -> "subprocess.CompletedProcess[bytes]":
    git = shutil.which("git")
    if git is None:
        raise NotCommittedError("not committed: git is not installed, or not where programs are looked for")
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        return subprocess.run(  # noqa: S603 -- a list of arguments and no shell: a name is never more than a name
            [git, "-C", str(folder), *_LITERALLY, *arguments],
            input=told.encode(),
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
            env=kept | dict(also or {}),
        )
    except subprocess.TimeoutExpired:
        raise NotCommittedError(
            f"not committed: git, or a hook, did not end within {_PATIENCE_SECONDS:g} seconds"
        ) from None
