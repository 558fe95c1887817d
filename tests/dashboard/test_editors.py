"""Who may edit, and what everybody else reads."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.editors import Editor, Session, editing_rule, editor, refusal
from dashboard.provider import secrets_beside
from layers.config import Config, ListedEditor
from layers.errors import LoginError

ANN: Mapping[str, object] = {"email": "ann@example.org", "name": "Ann", "email_verified": True}
HERE: Mapping[str, str] = {"host": "localhost:8501"}
GOOD = """
[auth]
redirect_uri = "https://map.example.org/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "basing"
client_secret = "s"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""


@pytest.fixture
def listing(config: Config) -> Callable[..., Config]:
    """A function that gives the shipped configuration with these editors."""

    def with_editors(*editors: ListedEditor) -> Config:
        return config.model_copy(update={"editors": editors})

    return with_editors


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The secrets.toml of a login that could work."""
    path = secrets_beside(tmp_path / "config.yaml")
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


def logged_in(**claims: object) -> Session:
    return Session("login", HERE, {**ANN, **claims})


# --- the rule that the server runs by ---


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "LocalHost"])
def test_without_a_login_loopback_goes_by_the_machine(host: str, config: Config, tmp_path: Path) -> None:
    assert editing_rule(host, config, tmp_path / "secrets.toml") == "machine"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1", "map.example.org", "127.1"])  # noqa: S104
def test_without_a_login_no_other_address_is_taken(host: str, config: Config, tmp_path: Path) -> None:
    with pytest.raises(LoginError, match="so editing there needs a login"):
        editing_rule(host, config, tmp_path / "secrets.toml")


def test_a_login_without_editors_is_no_login(config: Config, secrets: Path) -> None:
    with pytest.raises(LoginError) as refused:
        editing_rule("127.0.0.1", config, secrets)
    assert str(refused.value) == (
        f"{secrets} sets up a login, but `editors:` in config.yaml is empty: nobody could edit"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
def test_a_login_with_editors_is_asked_for_everywhere(
    host: str, listing: Callable[..., Config], secrets: Path
) -> None:
    assert editing_rule(host, listing(ListedEditor(email="ann@example.org")), secrets) == "login"


# --- with a login ---


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("ann@example.org", "ann@example.org"),
        ("Ann@Example.ORG", "ann@example.org"),
        ("ann@example.org", "ANN@example.org"),
        ("zoë@example.org", "zoë@example.org"),
    ],
)
def test_an_address_counts_in_upper_and_lower_case(
    listed: str, said: str, listing: Callable[..., Config], tmp_path: Path
) -> None:
    config = listing(ListedEditor(email=listed))
    assert editor(config, logged_in(email=said), tmp_path) == Editor("Ann", said)


def test_a_letter_that_only_looks_the_same_is_another(listing: Callable[..., Config]) -> None:
    kelvin = "\N{KELVIN SIGN}im@example.org"
    assert "who is not an editor" in refusal(
        listing(ListedEditor(email="kim@example.org")), logged_in(email=kelvin)
    )


def test_the_name_in_the_list_goes_before_the_providers(
    listing: Callable[..., Config], tmp_path: Path
) -> None:
    config = listing(ListedEditor(email="ann@example.org", name="A. Analyst"))
    assert editor(config, logged_in(), tmp_path) == Editor("A. Analyst", "ann@example.org")


def test_without_any_name_the_address_is_the_name(listing: Callable[..., Config], tmp_path: Path) -> None:
    config = listing(ListedEditor(email="ann@example.org"))
    assert editor(config, logged_in(name=None), tmp_path) == Editor("ann@example.org", "ann@example.org")


@pytest.mark.parametrize("verified", [True, "true", "True"])
def test_a_verified_address_counts(verified: object, listing: Callable[..., Config]) -> None:
    assert refusal(listing(ListedEditor(email="ann@example.org")), logged_in(email_verified=verified)) == ""


@pytest.mark.parametrize("verified", [False, "false", "False"])
def test_an_address_that_is_not_verified_counts_for_nothing(
    verified: object, listing: Callable[..., Config]
) -> None:
    said = refusal(listing(ListedEditor(email="ann@example.org")), logged_in(email_verified=verified))
    assert said == (
        "You are logged in as ann@example.org, but your provider has not verified that this is your address."
    )


def test_a_provider_that_says_nothing_of_verifying_is_believed(listing: Callable[..., Config]) -> None:
    reader = Session("login", HERE, {"email": "ann@example.org"})
    assert refusal(listing(ListedEditor(email="ann@example.org")), reader) == ""


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (Session("login", HERE), "Editors log in. Reading needs no login."),
        (
            logged_in(email=None),
            "You are logged in, but your provider does not tell your e-mail address, by which editors are known.",
        ),
        (
            logged_in(email="rob@example.org"),
            "You are logged in as rob@example.org, who is not an editor. Editors are listed in config.yaml.",
        ),
        (Session("off", HERE, ANN), "Editing is off. `basing serve --edit` turns it on."),
    ],
    ids=["not logged in", "no address", "not listed", "editing is off"],
)
def test_others_read_why_they_cannot(
    reader: Session, said: str, listing: Callable[..., Config], tmp_path: Path
) -> None:
    config = listing(ListedEditor(email="ann@example.org"))
    assert (refusal(config, reader), editor(config, reader, tmp_path)) == (said, None)


def test_who_is_taken_from_the_list_cannot_save_any_more(
    listing: Callable[..., Config], tmp_path: Path
) -> None:
    reader = logged_in()
    assert editor(listing(ListedEditor(email="ann@example.org")), reader, tmp_path) is not None
    assert editor(listing(), reader, tmp_path) is None


# --- without a login, at the machine ---


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_whoever_is_at_the_machine_edits(host: str, config: Config) -> None:
    assert refusal(config, Session("machine", {"host": host})) == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "map.example.org"},
        {"host": "192.0.2.7:8501"},
        {"host": "localhost:8501", "x-forwarded-for": "192.0.2.7"},
        {"host": "localhost:8501", "forwarded": "for=192.0.2.7"},
        {"accept": "*/*"},
    ],
    ids=["foreign name", "foreign address", "proxy", "proxy by the standard", "no host"],
)
def test_whoever_is_elsewhere_does_not(headers: Mapping[str, str], config: Config) -> None:
    assert refusal(config, Session("machine", headers)) == (
        "Without a login, only a browser on the machine of this dashboard can edit. This one is elsewhere, or a proxy "
        "stands between."
    )


def test_the_person_at_the_machine_is_whom_git_names(config: Config, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "config", "user.name", "Ann Analyst"], check=True)
    assert editor(config, Session("machine", HERE), tmp_path) == Editor("Ann Analyst", None)


def test_without_git_it_is_whom_the_machine_names(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "ann")
    assert editor(config, Session("machine", HERE), tmp_path) == Editor("ann", None)


# --- the page ---


def test_the_page_tells_who_edits(opened: Callable[..., AppTest], dossier: Callable[..., Path]) -> None:
    folder = dossier()
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-C", folder, "config", "user.name", "Ann <b>Analyst"], check=True)
    assert any("You edit as Ann &lt;b&gt;Analyst." in html for html in texts(opened("", folder, "machine")))


def test_each_provider_has_a_button(opened: Callable[..., AppTest]) -> None:
    app = opened(edit="login")
    app.secrets["auth"] = {
        "redirect_uri": "https://map.example.org/oauth2callback",
        "office": {},
        "press": {},
    }
    labels = [button.label for button in app.run().button]
    assert [label for label in labels if label.startswith("Log")] == [
        "Log in with office",
        "Log in with press",
    ]


def test_the_page_says_nothing_of_editing_while_it_is_off(opened: Callable[..., AppTest]) -> None:
    assert not any("Editing" in html for html in texts(opened()))


def texts(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]
