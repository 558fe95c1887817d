"""The page on which dossiers are edited: what is changed, refused, saved, put together and taken back."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.editing import widgets
from layers.config import Config
from layers.journal import read_journal
from layers.writing.formatting import formatted

Edit = Callable[..., AppTest]
HARBOUR = "installations/harbour"


@pytest.fixture
def folder(dossier: Callable[..., Path], config: Config) -> Path:
    """The small dossier in its form, with a comment in it."""
    folder = dossier()
    file = folder / "small.yaml"
    file.write_text(
        f"# Kept by hand.\n{formatted(file.read_text(encoding='utf-8'), config)}", encoding="utf-8"
    )
    return folder


@pytest.fixture
def edit(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edit]:
    """A function that opens the page in a session of its own: `edit("events/0", rule="login")`."""

    def opened(record: str = HARBOUR, rule: str = "machine") -> AppTest:
        monkeypatch.setattr(sys, "argv", ["app", str(folder), str(root / "config.yaml"), rule])
        app = AppTest.from_file(str(Path(__file__).with_name("editing_app.py")), default_timeout=30)
        app.query_params["record"] = record
        return app.run()

    yield opened
    st.cache_resource.clear()


def text_of(folder: Path) -> str:
    return (folder / "small.yaml").read_text(encoding="utf-8")


def named(kind: str, app: AppTest, label: str) -> Any:
    """The widget with a label."""
    return next(one for one in app.get(kind) if one.label == label)


def rename(app: AppTest, name: str) -> AppTest:
    named("text_input", app, "Name *").set_value(name)
    return app.run()


def save(app: AppTest, reason: str = "A better name") -> AppTest:
    app.text_input(key="edit_reason").set_value(reason)
    return app.button(key="edit_save").click().run()


def said(app: AppTest) -> str:
    """All that the page says in its own HTML and in its messages."""
    html = [str(element.proto.body) for element in app.get("html")]
    return "\n".join(
        [*html, *(one.value for kind in (app.error, app.warning, app.success, app.info) for one in kind)]
    )


def plainly(app: AppTest) -> str:
    """The same without what keeps Markdown from being read in it."""
    return said(app).replace("\\", "")


# --- the form ---


def test_a_field_that_is_changed_is_a_change_and_no_save(edit: Edit, folder: Path) -> None:
    before = text_of(folder)
    app = rename(edit(), "North harbour")
    assert "<ins>+     name: North harbour</ins>" in said(app)
    assert not app.button(key="edit_save").disabled
    assert text_of(folder) == before


@pytest.mark.parametrize(
    ("record", "label", "value"),
    [
        ("negotiations/guest-host", "Title *", "Other talks"),
        ("agreements/lease", "Signed", "2017-02"),
        ("events/0", "Date", "2025-08-01"),
        ("sources/report", "Publisher *", "Another agency"),
        ("actors/speaker", "Name *", "Another speaker"),
    ],
)
def test_each_kind_of_record_has_its_form(edit: Edit, record: str, label: str, value: str) -> None:
    app = edit(record)
    named("text_input", app, label).set_value(value)
    app.run()
    assert not app.exception
    assert value in said(app)


def test_every_record_that_ships_has_a_form(edit: Edit, seeds: Path, folder: Path) -> None:
    """One of each kind, opened one after the other in the dossier that has the most."""
    (folder / "small.yaml").write_bytes((seeds / "russia-syria.yaml").read_bytes())
    for record in ("installations/tartus", "events/0", "claims/0", "positions/0", "contested/0", "sources/0"):
        app = edit(record if record != "sources/0" else "vk-2016")
        assert not app.exception, record


def test_a_date_is_said_in_words(edit: Edit) -> None:
    assert any("31 July 2025" in one.value for one in edit("events/0").caption)


def test_a_word_of_a_vocabulary_is_chosen_with_what_it_means(edit: Edit) -> None:
    options = named("selectbox", edit(), "Kind").options
    assert any(option.startswith("airfield: A place with runways") for option in options)


def test_a_reference_is_found_by_its_name(edit: Edit) -> None:
    assert "Harbour facility (harbour)" in named("multiselect", edit("events/0"), "Installations").options


def test_a_part_is_added_and_removed(edit: Edit) -> None:
    app = edit()
    add = next(one for one in app.button if one.key.endswith("status:add"))
    app = add.click().run()
    assert "+ " in said(app)
    remove = next(one for one in app.button if one.key.endswith("status:1:remove"))
    assert app.button(key="edit_save").disabled, "an entry without a status is a fault"
    app = remove.click().run()
    assert "Nothing is changed yet." in said(app)


def test_a_fault_is_told_at_its_field_and_cannot_be_saved(edit: Edit, folder: Path) -> None:
    before = text_of(folder)
    app = edit("events/0")
    named("text_input", app, "Date").set_value("31.7.2025")
    app.run()
    assert "Fault" in said(app)
    assert app.button(key="edit_save").disabled
    assert "1 fault that these changes bring" in said(app)
    assert text_of(folder) == before


def test_a_fault_that_has_no_field_in_the_form_is_told_all_the_same(edit: Edit, folder: Path) -> None:
    file = folder / "small.yaml"
    file.write_text(
        text_of(folder).replace("    kind: base\n", "    kind: base\n    stauts: x\n", 1), encoding="utf-8"
    )
    assert "unknown key &#x60;stauts&#x60; (did you mean &#x60;status&#x60;?)" in said(edit())


def test_hostile_text_is_text(edit: Edit) -> None:
    app = rename(edit(), "<script>alert(1)</script>")
    assert "<script>" not in said(app)
    assert "&lt;script&gt;" in said(app)


def test_records_that_are_called_the_same_are_told_apart(edit: Edit, folder: Path, config: Config) -> None:
    pier = "\ninstallations:\n  pier: {name: Harbour facility, kind: base}\n"
    twice = text_of(folder).replace("\ninstallations:\n", pier, 1)
    (folder / "small.yaml").write_text(formatted(twice, config), encoding="utf-8")
    options = edit().selectbox(key="edit_record").options
    assert {"Installation · Harbour facility (harbour)", "Installation · Harbour facility (pier)"} <= set(
        options
    )
    assert len(options) == len(set(options))


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("Old name (harbour)", "harbour"),
        ("harbour", "harbour"),
        ("pier", "pier"),
        ("A name (pier)", "A name (pier)"),
    ],
)
def test_an_id_is_found_in_what_its_record_was_called_before(said: str, id: str) -> None:
    assert widgets._id_in(said, ["harbour"]) == id


# --- records that come and go ---


def test_a_record_is_begun_in_its_section(edit: Edit) -> None:
    app = edit()
    app.selectbox(key="new_kind").set_value("Installation").run()
    app.text_input(key="new_name").set_value("South pier")
    app = app.button(key="new_begin").click().run()
    assert app.query_params["record"] == "installations/south-pier"
    assert "name: South pier" in said(app)


def test_a_statement_is_begun_where_it_belongs(edit: Edit) -> None:
    app = edit()
    app = app.button(key="new_begin").click().run()
    assert app.query_params["record"] == "events/1"
    assert "summary&#x60; is missing" in said(app)


def test_an_id_that_is_taken_begins_nothing(edit: Edit) -> None:
    app = edit()
    app.selectbox(key="new_kind").set_value("Installation").run()
    app.text_input(key="new_id").set_value("harbour")
    app = app.button(key="new_begin").click().run()
    assert "There is a record with the id harbour already" in app.error[0].value.replace("\\", "")


def test_a_record_is_removed_with_its_consequences_told(edit: Edit) -> None:
    app = edit("events/0")
    app = app.button(key="edit_remove").click().run()
    assert "<del>-   - id: statement-2025-07-31</del>" in said(app) or "statement-2025-07-31" in said(app)
    assert app.button(key="edit_save").disabled, "claims were made in it"


def new_source(app: AppTest, **fields: str) -> AppTest:
    fold = next(one.proto for one in app.get("expander") if one.label == "Cite a new source")
    app.session_state[fold.id.split("-", 2)[2]] = True  # the key under which a click would leave it
    app.run()
    labels = {"url": "Address", "publisher": "Publisher *"}
    for name, value in fields.items():
        widget = next(one for one in app.text_input if one.key.endswith(f"new-source:{name}"))
        assert widget.label == labels[name]
        widget.set_value(value)
        app.run()
    return app


def test_a_source_is_added_where_it_is_cited(edit: Edit) -> None:
    app = new_source(edit("events/0"), url="https://example.org/a?utm_source=x", publisher="A paper")
    app = next(one for one in app.button if one.key.endswith(":cite")).click().run()
    changed = said(app)
    assert "a-paper:" in changed
    assert "url: https://example.org/a" in changed
    assert "utm_source" not in changed
    assert "sources: [report, a-paper]" in changed.replace("&quot;", '"')


def test_a_source_that_is_known_is_cited_by_its_id(edit: Edit, folder: Path) -> None:
    url = next(line.split("url: ")[1] for line in text_of(folder).split("\n") if "url: " in line)
    app = new_source(edit(), url=url.replace("https://", "http://www."))
    cite = next(one for one in app.button if one.key.endswith(":cite"))
    assert cite.label == "Cite report"
    assert "report" in said(cite.click().run())


# --- saving ---


def test_a_save_changes_its_lines_and_leaves_a_line_in_the_journal(edit: Edit, folder: Path) -> None:
    before = text_of(folder)
    app = save(rename(edit(), "North harbour"))
    assert text_of(folder) == before.replace("name: Harbour facility", "name: North harbour")
    assert "Nothing is changed yet." in said(app)
    lines = read_journal(folder).lines
    assert [(line.step, line.file, line.reason) for line in lines] == [
        ("saving", "small.yaml", "A better name"),
        ("saved", "small.yaml", "A better name"),
    ]


def test_a_save_has_a_reason(edit: Edit, folder: Path) -> None:
    before = text_of(folder)
    app = save(rename(edit(), "North harbour"), " ")
    assert "Say in a few words why" in said(app)
    assert text_of(folder) == before


def test_saves_are_taken_back_one_by_one(edit: Edit, folder: Path) -> None:
    before = text_of(folder)
    app = save(rename(edit(), "North harbour"))
    between = text_of(folder)
    app = save(rename(app, "South harbour"), "Another")
    app = app.button(key="undo_1").click().run()
    assert text_of(folder) == between
    app = app.button(key="undo_0").click().run()
    assert text_of(folder) == before
    assert read_journal(folder).lines[-1].reason == "Undo: A better name"


def test_an_older_save_is_taken_back_beside_what_came_after(edit: Edit, folder: Path) -> None:
    app = save(rename(edit(), "North harbour"))
    named("selectbox", app, "Kind").set_value("area")
    app = save(app.run(), "Another kind")
    app = app.button(key="undo_0").click().run()
    assert "do not touch each other" in said(app)
    app = save(app.button(key="merge").click().run(), "Undo the name")
    assert "name: Harbour facility" in text_of(folder)
    assert "kind: area" in text_of(folder)


def test_whoever_may_not_edit_sees_why_and_no_form(edit: Edit) -> None:
    app = edit(rule="login")
    assert "Editors log in" in said(app)
    assert not app.text_input


def test_a_save_is_committed_with_its_reason(edit: Edit, folder: Path) -> None:
    def git(*words: str) -> str:
        command = [
            "git",
            "-C",
            str(folder),
            "-c",
            "user.name=Ann",
            "-c",
            "user.email=ann@example.org",
            *words,
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "Ann")
    git("config", "user.email", "ann@example.org")
    git("add", "small.yaml")
    git("commit", "-qm", "Begin")
    app = rename(edit(), "North harbour")
    app.checkbox(key="edit_commit").check()
    app = save(app)
    assert "Committed as" in said(app)
    assert git("log", "-1", "--format=%an: %s", "--name-only").split("\n") == [
        "Ann: A better name", "", "journal.jsonl", "small.yaml", "",
    ]  # fmt: skip


# --- two at once, and files that go away ---


def test_two_that_save_the_same_file_lose_nothing(edit: Edit, folder: Path) -> None:
    ann, bob = rename(edit(), "Ann's harbour"), edit()
    named("selectbox", bob, "Kind").set_value("area")
    save(bob.run(), "Bob's kind")
    ann = save(ann, "Ann's name")
    assert "Somebody else has saved" in said(ann)
    assert "name: Harbour facility" in text_of(folder)
    ann = ann.button(key="merge").click().run()
    save(ann, "Ann's name")
    assert "Ann's harbour" in text_of(folder)
    assert "kind: area" in text_of(folder)


@pytest.mark.parametrize(("choice", "name"), [("Mine", "Ann's harbour"), ("Theirs", "Bob's harbour")])
def test_what_both_changed_is_chosen_by_whoever_comes_second(
    edit: Edit, folder: Path, choice: str, name: str
) -> None:
    ann, bob = rename(edit(), "Ann's harbour"), rename(edit(), "Bob's harbour")
    save(bob)
    ann = ann.run()
    assert ann.button(key="merge").disabled
    ann.radio(key="collision_0").set_value(choice)
    ann = ann.run().button(key="merge").click().run()
    if choice == "Mine":
        save(ann)
    assert name in text_of(folder)


def test_changes_are_dropped_for_theirs(edit: Edit, folder: Path) -> None:
    ann, bob = rename(edit(), "Ann's harbour"), rename(edit(), "Bob's harbour")
    save(bob)
    ann = ann.run().button(key="merge_drop").click().run()
    assert "Nothing is changed yet." in said(ann)
    assert named("text_input", ann, "Name *").value == "Bob's harbour"


def test_a_file_that_an_editor_saves_shows_where_nothing_was_changed(edit: Edit, folder: Path) -> None:
    app = edit()
    file = folder / "small.yaml"
    file.write_text(text_of(folder).replace("Harbour facility", "Theirs"), encoding="utf-8")
    assert named("text_input", app.run(), "Name *").value == "Theirs"


def test_a_change_never_goes_to_a_record_that_has_taken_the_number_of_another(
    edit: Edit, folder: Path
) -> None:
    app = edit("events/0")
    file = folder / "small.yaml"
    other = "\nevents:\n  - {date: 2025-01-01, type: statement, actors: [RU], summary: Another., sources: report}\n"
    file.write_text(text_of(folder).replace("\nevents:\n", other, 1), encoding="utf-8")
    named("text_input", app, "Date").set_value("2025-08-01")
    app = app.run()
    assert (
        "small.yaml was changed by somebody else, and is shown anew: look again; nothing was changed."
        in plainly(app)
    )
    assert "Nothing is changed yet." in said(app)


def test_a_file_that_vanishes_leaves_the_text(edit: Edit, folder: Path) -> None:
    app = rename(edit(), "North harbour")
    (folder / "small.yaml").unlink()
    app = app.run()
    assert not app.exception
    told = (
        "small.yaml is gone: deleted, renamed or moved. Your text is still here, and cannot be saved there."
    )
    assert told in plainly(
        app
    ) or "cannot be read: No such file or directory. Your text is still here" in plainly(app)
    assert app.get("download_button")


def test_a_journal_that_cannot_be_written_hinders_the_save_and_leaves_the_text(
    edit: Edit, folder: Path
) -> None:
    before = text_of(folder)
    app = rename(edit(), "North harbour")
    (folder / "journal.jsonl").mkdir()
    app = save(app)
    assert f"{folder / 'journal.jsonl'} cannot be read: Is a directory. Your text is still here." in plainly(
        app
    )
    assert "North harbour" in said(app)
    assert text_of(folder) == before


@pytest.mark.parametrize(
    ("what", "told"),
    [("folder", "cannot be read: Is a directory"), ("link", "a link to another file; left as it is")],
)
def test_a_file_that_becomes_something_else_is_refused(
    edit: Edit, folder: Path, tmp_path: Path, what: str, told: str
) -> None:
    app = rename(edit(), "North harbour")
    file = folder / "small.yaml"
    outside = tmp_path / "outside.yaml"
    file.rename(outside)
    if what == "folder":
        file.mkdir()
    else:
        file.symlink_to(outside)
    before = outside.read_bytes()
    app = app.run()
    assert not app.exception
    assert f"small.yaml: {told}. Your text is still here, and cannot be saved there." in plainly(app)
    assert outside.read_bytes() == before


def test_a_save_that_was_cut_short_is_settled_and_told(edit: Edit, folder: Path) -> None:
    (folder / "journal.jsonl").write_text(
        '{"step": "saving", "who": "Ann", "when": "2026-01-01T00:00:00+00:00", "file": "small.yaml", '
        '"before": "0", "after": "1", "reason": "why"}\n',
        encoding="utf-8",
    )
    assert "A save of small.yaml by Ann was cut short" in plainly(edit())
    assert not read_journal(folder).open


def test_fields_that_few_records_have_are_folded_away(edit: Edit) -> None:
    app = edit("report")
    assert "Archive" not in [one.label for one in app.text_input]
    fold = next(one.proto for one in app.get("expander") if one.label == "More fields")
    app.session_state[fold.id.split("-", 2)[2]] = True
    assert "Archive" in [one.label for one in app.run().text_input]
