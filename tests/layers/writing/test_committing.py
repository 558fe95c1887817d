"""A save committed: by its author, with its reason, these files and no others; the save stands whatever git says."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from layers.errors import NotCommittedError
from layers.writing import committing
from layers.writing.committing import commit, in_repository


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a data folder in it, and nothing of the person who runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LC_ALL", "C")
    made = tmp_path / "repository"
    (made / "data").mkdir(parents=True)
    git(made, "init", "--quiet", "--initial-branch", "main")
    git(made, "config", "user.name", "The server")
    git(made, "config", "user.email", "server@desk.example")
    for name in ("data/a.yaml", "data/b.yaml", "other"):
        (made / name).write_text("old\n", encoding="utf-8")
    git(made, "add", ".")
    git(made, "commit", "--quiet", "--message", "Begin")
    return made


@pytest.fixture
def data(repository: Path) -> Path:
    """The data folder, with a dossier that was saved and a journal that is new."""
    folder = repository / "data"
    (folder / "a.yaml").write_text("new\n", encoding="utf-8")
    (folder / "journal.jsonl").write_text("{}\n", encoding="utf-8")
    return folder


def committed(
    data: Path, name: str = "Ada", email: str = "ada@desk.example", reason: str = "A new source"
) -> str:
    return commit(data, [data / "a.yaml", data / "journal.jsonl"], name, email, reason)


def refused(data: Path) -> str:
    with pytest.raises(NotCommittedError) as fault:
        committed(data)
    return str(fault.value)


def hook(repository: Path, name: str, script: str) -> None:
    path = repository / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


# --- where it can be ---


def test_a_folder_in_a_repository_is_known(data: Path) -> None:
    assert in_repository(data)


def test_a_folder_outside_of_one_is_known(repository: Path, tmp_path: Path) -> None:
    assert not in_repository(tmp_path)
    assert not in_repository(repository / ".git")
    assert not in_repository(tmp_path / "nowhere")


def test_where_there_is_no_git_there_is_no_repository(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not in_repository(data)
    assert refused(data) == "not committed: git is not installed, or not where programs are looked for"


def test_a_hook_that_starts_us_does_not_lead_us_to_its_own(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert in_repository(data)
    assert committed(data)


# --- what it holds ---


def test_the_files_are_committed_the_new_one_too(repository: Path, data: Path) -> None:
    made = committed(data)
    assert git(repository, "rev-parse", "--short", "HEAD") == made
    assert (
        git(repository, "show", "--name-status", "--format=", made) == "M\tdata/a.yaml\nA\tdata/journal.jsonl"
    )
    assert git(repository, "status", "--porcelain") == ""


def test_the_analyst_is_the_author_and_the_server_commits(repository: Path, data: Path) -> None:
    committed(data, name="Ada Öst")
    told = git(repository, "log", "-1", "--format=%an|%ae|%cn|%ce|%B")
    assert told.rstrip() == "Ada Öst|ada@desk.example|The server|server@desk.example|A new source"


def test_without_a_reason_the_files_are_named(repository: Path, data: Path) -> None:
    committed(data, reason=" \n")
    assert git(repository, "log", "-1", "--format=%B").rstrip() == "Edit a.yaml, journal.jsonl"


def test_what_others_staged_stays_staged(repository: Path, data: Path) -> None:
    for name in ("other", "data/b.yaml", "data/c.yaml"):
        (repository / name).write_text("theirs\n", encoding="utf-8")
    git(repository, "add", ".")
    git(repository, "reset", "--quiet", "--", "data/a.yaml", "data/journal.jsonl")
    committed(data)
    assert git(repository, "status", "--porcelain") == "M  data/b.yaml\nA  data/c.yaml\nM  other"


def test_the_first_commit_of_a_repository_can_be_a_save(repository: Path, data: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "fresh")
    git(repository, "rm", "--quiet", "--force", "--cached", "-r", ".")
    committed(data)
    assert git(repository, "ls-files") == "data/a.yaml\ndata/journal.jsonl"


@pytest.mark.parametrize("name", ["-a.yaml", "*.yaml", ":(top)a.yaml", "a b\n.yaml", "ö.yaml"])
def test_a_file_of_any_name_is_only_that(repository: Path, data: Path, name: str) -> None:
    (data / name).write_text("new\n", encoding="utf-8")
    commit(data, [data / name], "Ada", "ada@desk.example", "")
    assert git(repository, "show", "-z", "--name-only", "--format=", "HEAD") == f"data/{name}\0"


@pytest.mark.parametrize(
    ("hostile", "author", "subject"),
    [
        ("--amend", "--amend", "--amend"),
        ("Eve <eve@desk.example>", "Eve eve@desk.example", "Eve <eve@desk.example>"),
        ("x\nauthor Eve <e> 0 +0000\n\nSigned-off-by: Eve", "x author Eve e 0 +0000 Signed-off-by: Eve",
         "x author Eve <e> 0 +0000 Signed-off-by: Eve"),
        ("a\0b\r\x1b[2J\u202ec\ud800", "a b [2J c", "a b [2J c"),
        ("# no comment", "# no comment", "# no comment"),
        ("$(touch x) `touch x` %an", "$(touch x) `touch x` %an", "$(touch x) `touch x` %an"),
    ],
)  # fmt: skip
def test_hostile_words_are_only_words(
    repository: Path, data: Path, hostile: str, author: str, subject: str
) -> None:
    committed(data, name=hostile, email=hostile, reason=hostile)
    assert git(repository, "log", "-1", "--format=%an%n%ae%n%B").rstrip().split("\n") == [
        author,
        author,
        subject,
    ]
    assert git(repository, "rev-list", "--count", "HEAD") == "2"


def test_a_reason_without_end_is_cut(repository: Path, data: Path) -> None:
    committed(data, reason="x" * 1_000_000)
    assert len(git(repository, "log", "-1", "--format=%s")) == 2000


# --- what git does not take ---


def test_a_hook_may_refuse_and_what_was_staged_stays(repository: Path, data: Path) -> None:
    hook(repository, "pre-commit", "echo not on Fridays >&2; exit 1")
    (repository / "other").write_text("theirs\n", encoding="utf-8")
    git(repository, "add", "other")
    before = git(repository, "status", "--porcelain")
    assert refused(data) == "not committed; git says: not on Fridays"
    assert git(repository, "status", "--porcelain") == before
    assert (data / "a.yaml").read_text(encoding="utf-8") == "new\n"


def test_a_hook_may_refuse_without_a_word(repository: Path, data: Path) -> None:
    hook(repository, "pre-commit", "exit 1")
    assert refused(data) == "not committed; git says: nothing"


def test_a_hook_refuses_the_first_commit_too(repository: Path, data: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "fresh")
    git(repository, "rm", "--quiet", "--force", "--cached", "-r", ".")
    hook(repository, "commit-msg", 'grep -q ticket "$1" || { echo no ticket; exit 1; }')
    assert refused(data) == "not committed; git says: no ticket"
    assert git(repository, "ls-files") == ""


def test_a_hook_that_does_not_end_is_told(
    data: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "_PATIENCE_SECONDS", 0.5)
    hook(repository, "pre-commit", "exec sleep 3")
    assert refused(data) == "not committed: git, or a hook, did not end within 0.5 seconds"


def test_who_commits_must_be_known_to_git(repository: Path, data: Path) -> None:
    git(repository, "config", "--unset", "user.name")
    git(repository, "config", "--unset", "user.email")
    git(repository, "config", "user.useConfigOnly", "true")
    assert re.match(r"not committed; git says: .*[Pp]lease tell me who you are", refused(data), re.DOTALL)


def test_an_author_without_a_name_is_refused(data: Path) -> None:
    with pytest.raises(NotCommittedError, match=r"^not committed; git says: fatal: empty ident name"):
        committed(data, name="<>")


def test_a_repository_at_no_branch_is_told(repository: Path, data: Path) -> None:
    git(repository, "checkout", "--quiet", "--detach")
    assert refused(data) == "not committed: the repository is at no branch (HEAD is detached)"


def test_a_locked_index_is_told(repository: Path, data: Path) -> None:
    (repository / ".git" / "index.lock").touch()
    assert re.match(
        r"not committed; git says: fatal: Unable to create .*index\.lock': File exists", refused(data)
    )


def test_where_nothing_was_changed_it_is_told(data: Path) -> None:
    committed(data)
    assert refused(data) == "not committed: nothing was changed since the last commit"


def test_what_git_is_to_pass_over_is_told(repository: Path, data: Path) -> None:
    (repository / ".gitignore").write_text("journal.jsonl\n", encoding="utf-8")
    assert refused(data).startswith(
        "not committed; git says: The following paths are ignored by one of your .gitig"
    )


def test_a_file_outside_of_the_repository_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").touch()
    with pytest.raises(NotCommittedError, match="is outside repository"):
        commit(data, [tmp_path / "outside"], "Ada", "ada@desk.example", "")


def test_no_file_is_committed_in_the_midst_of_a_merge(repository: Path, data: Path) -> None:
    (repository / ".git" / "MERGE_HEAD").write_text(git(repository, "rev-parse", "HEAD"), encoding="utf-8")
    assert refused(data) == "not committed; git says: fatal: cannot do a partial commit during a merge."
