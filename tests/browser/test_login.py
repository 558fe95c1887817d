"""Logging in at a real OpenID provider: who may edit, who reads why not, and readers who notice nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layers.journal import read_journal
from tests.browser.conftest import TODAY
from tests.browser.guard import Watch
from tests.browser.openid import STYLES, providing
from tests.browser.server import ROOT, free_port, serving

PEOPLE = {
    "ann": {"name": "Ann Editor", "email": "Ann@Example.org", "email_verified": True},
    "rob": {"name": "Rob Reader", "email": "rob@example.org", "email_verified": True},
}


@pytest.fixture(scope="module")
def folder(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds the configuration, and the dossiers in `data`."""
    folder = tmp_path_factory.mktemp("login")
    shutil.copytree(only_syria, folder / "data")
    return folder


@pytest.fixture(scope="module")
def dashboard(folder: Path) -> Iterator[str]:
    """The address of a dashboard that may be edited by ann@example.org once she has logged in."""
    config = folder / "config.yaml"
    shipped = (ROOT / "config.yaml").read_text(encoding="utf-8")
    config.write_text(shipped.replace("editors: []", "editors: [ann@example.org]"), encoding="utf-8")
    port = free_port()
    with providing(PEOPLE) as provider:
        provider.write_secrets(folder / ".streamlit" / "secrets.toml", f"http://127.0.0.1:{port}")
        with serving(folder / "data", today=TODAY, config=config, port=port, options=["--edit"]) as address:
            yield address


@pytest.fixture(scope="module")
def own(only_syria: Path) -> Iterator[str]:
    """The address of a dashboard that may be edited at this machine, without a login."""
    with serving(only_syria, today=TODAY, options=["--edit"]) as address:
        yield address


@pytest.fixture
def visitor(page: Page, watch: Watch) -> Iterator[Page]:
    """A page that may go to the provider, and asks for nothing else off this machine than its style sheet."""
    page.route(STYLES, lambda route: route.fulfill(content_type="text/css", body=""))
    yield page
    assert set(watch.foreign) <= {STYLES}


def log_in(page: Page, dashboard: str, name: str) -> None:
    page.goto(dashboard)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=30_000)


@pytest.mark.foreign_requests
def test_whoever_is_listed_may_edit_and_logs_out(visitor: Page, dashboard: str, folder: Path) -> None:
    log_in(visitor, dashboard, "ann")
    expect(visitor.get_by_text("You edit as Ann Editor.")).to_be_visible()
    save_another_name(visitor, "A name by Ann")
    assert read_journal(folder / "data").lines[-1].who == "Ann Editor <Ann@Example.org>"
    visitor.get_by_role("link", name="Back to the map").click()
    visitor.get_by_role("button", name="Log out").click()
    visitor.get_by_role("button", name="End session").click()
    expect(visitor.get_by_text("Editors log in. Reading needs no login.")).to_be_visible(timeout=30_000)


def save_another_name(page: Page, name: str) -> None:
    page.get_by_role("link", name="Edit").click()
    box = page.get_by_role("textbox", name="Name *")
    box.fill(name)
    box.press("Tab")
    expect(page.locator(".diff")).to_contain_text(name)
    page.get_by_role("textbox", name="Reason for the change").fill("why")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved russia-syria.yaml.")).to_be_visible()


@pytest.mark.foreign_requests
def test_whoever_is_not_listed_reads_why_and_goes_on_reading(visitor: Page, dashboard: str) -> None:
    log_in(visitor, dashboard, "rob")
    expect(
        visitor.get_by_text(
            "You are logged in as rob@example.org, who is not an editor. Editors are listed in config.yaml."
        )
    ).to_be_visible()
    expect(visitor.get_by_text("3 installations")).to_be_visible()
    expect(visitor.get_by_role("link", name="Edit")).to_have_count(0)


@pytest.mark.foreign_requests
def test_a_reader_needs_no_login_and_may_refuse_one(visitor: Page, dashboard: str) -> None:
    visitor.goto(dashboard)
    expect(visitor.get_by_text("3 installations")).to_be_visible(timeout=30_000)
    visitor.get_by_role("button", name="Log in").click()
    visitor.get_by_role("button", name="Deny").click()
    expect(visitor.get_by_text("3 installations")).to_be_visible(timeout=30_000)
    expect(visitor.get_by_text("Editors log in. Reading needs no login.")).to_be_visible()


def test_without_a_login_whoever_is_at_the_machine_edits(page: Page, own: str) -> None:
    page.goto(own)
    expect(page.get_by_text("You edit as ")).to_be_visible(timeout=30_000)
