"""What secrets.toml may say of the login, and what is wrong with it otherwise."""

import sys
from pathlib import Path

import pytest

from dashboard.provider import read_providers
from layers.errors import LoginError

REDIRECT = 'redirect_uri = "https://map.example.org/oauth2callback"'
COOKIES = 'cookie_secret = "0123456789abcdef0123456789abcdef"'
CLIENT = 'client_id = "basing"\nclient_secret = "s"\nserver_metadata_url = "https://id.example.org/metadata"'


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    return tmp_path / "secrets.toml"


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_without_the_file_there_is_no_login(secrets: Path) -> None:
    assert read_providers(secrets) == ()


def test_secrets_of_other_things_are_no_login(secrets: Path) -> None:
    assert read_providers(written(secrets, '[database]\npassword = "x"')) == ()


def test_one_provider_needs_no_name(secrets: Path) -> None:
    lines = ("[auth]", REDIRECT, COOKIES, CLIENT, 'client_kwargs = {prompt = "login"}')
    assert read_providers(written(secrets, *lines)) == ("default",)


def test_several_providers_have_names(secrets: Path) -> None:
    lines = ("[auth]", REDIRECT, COOKIES, "[auth.ministry]", CLIENT, "[auth.press]", CLIENT)
    assert read_providers(written(secrets, *lines)) == ("ministry", "press")


@pytest.mark.parametrize(
    "address", ["http://localhost:8501/oauth2callback", "http://127.0.0.1:{port}/oauth2callback"]
)
def test_on_this_machine_a_login_needs_no_tls(address: str, secrets: Path) -> None:
    assert read_providers(written(secrets, "[auth]", f'redirect_uri = "{address}"', COOKIES, CLIENT))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("[auth",), " cannot be read: Expected ']' at the end of a table declaration (at end of document)"),
        (("auth = 1",), ": expected a section [auth], got `1`"),
        (
            ("[auth]",),
            ": [auth] lacks `redirect_uri`, `cookie_secret`\n{path}: [auth] lacks `client_id`, `client_secret`, "
            "`server_metadata_url`",
        ),
        (("[auth]", REDIRECT, COOKIES, 'client_id = "x"'), ": [auth] lacks `client_secret`, `server_metadata_url`"),
        (("[auth]", REDIRECT, COOKIES, CLIENT.replace('"s"', '""')), ": [auth] lacks `client_secret`"),
        (
            ("[auth]", REDIRECT, COOKIES, "[auth.my_idp]", CLIENT),
            ": [auth.my_idp] has an underscore in its name, which Streamlit does not take",
        ),
        (
            ("[auth]", 'redirect_uri = "https://map.example.org/"', COOKIES, CLIENT),
            ": [auth] `redirect_uri` is `https://map.example.org/`; expected the dashboard's address and "
            "/oauth2callback at its end",
        ),
        (
            ("[auth]", 'redirect_uri = "http://map.example.org/oauth2callback"', COOKIES, CLIENT),
            ": [auth] `redirect_uri` is `http://map.example.org/oauth2callback`; expected https://, else others can "
            "read along and log in as you",
        ),
        (
            ("[auth]", REDIRECT, 'cookie_secret = "xxx"', CLIENT),
            ": [auth] `cookie_secret` has 3 characters; expected at least 32, at random: python -c \"import secrets; "
            'print(secrets.token_hex())"',
        ),
    ],
)  # fmt: skip
def test_a_login_that_could_not_work_or_is_not_safe_is_refused(
    lines: tuple[str, ...], said: str, secrets: Path
) -> None:
    with pytest.raises(LoginError) as refused:
        read_providers(written(secrets, *lines))
    assert str(refused.value) == f"{secrets}" + said.replace("{path}", str(secrets))


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoginError) as refused:
        read_providers(tmp_path)
    assert str(refused.value) == f"{tmp_path} cannot be read: Is a directory"


def test_a_login_without_authlib_says_how_to_install_it(
    secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "authlib", None)  # as Python knows a module that cannot be imported
    with pytest.raises(LoginError) as refused:
        read_providers(written(secrets, "[auth]", REDIRECT, COOKIES, CLIENT))
    assert str(refused.value) == (
        "the login needs Authlib, which is not installed: pip install 'basing[login]'"
    )
