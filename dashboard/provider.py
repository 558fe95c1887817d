"""What Streamlit's secrets.toml says of the login: by which OpenID providers a reader can log in."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from layers.errors import LoginError

UNNAMED = "default"
"""What Streamlit calls the provider that stands in [auth] itself."""
_SHARED = ("redirect_uri", "cookie_secret")
_OWN = ("client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32


def secrets_beside(config_file: Path) -> Path:
    """Where the secrets of a configuration stand, whatever folder the server is started in."""
    return config_file.parent / ".streamlit" / "secrets.toml"


def is_loopback(address: str) -> bool:
    """Whether an address or a name of a host is reached from this machine alone."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address.lower() == "localhost"


def providers_in(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """The providers that an [auth] section names, the one that stands in the section itself first."""
    unnamed = (UNNAMED,) if any(key in auth for key in _OWN) else ()
    named = tuple(
        name for name, value in auth.items() if isinstance(value, Mapping) and name != "client_kwargs"
    )
    return unnamed + named


def read_providers(secrets: Path) -> tuple[str, ...]:
    """The providers by which one can log in; none where there is no file or no [auth] in it.

    LoginError where the file cannot be read, or where a login that it begins to set up could not work or not be safe.
    """
    try:
        auth = tomllib.loads(secrets.read_text(encoding="utf-8")).get("auth")
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as fault:
        raise LoginError(f"{secrets} cannot be read: {getattr(fault, 'strerror', None) or fault}") from None
    if auth is None:
        return ()
    faults = (
        list(_faults(auth)) if isinstance(auth, Mapping) else [f"expected a section [auth], got `{auth}`"]
    )
    if faults:
        raise LoginError("\n".join(f"{secrets}: {fault}" for fault in faults))
    if find_spec("authlib") is None or find_spec("httpx") is None:
        raise LoginError("the login needs Authlib, which is not installed: pip install 'basing[login]'")
    return providers_in(auth)


def _faults(auth: Mapping[str, Any]) -> Iterator[str]:
    """What keeps an [auth] section from letting anybody in, or from keeping anybody out."""
    yield from _lacks("auth", auth, _SHARED)
    yield from _faults_of_address(str(auth.get("redirect_uri", "")))
    secret = str(auth.get("cookie_secret", ""))
    if 0 < len(secret) < _SHORTEST_SECRET:
        yield (
            f"[auth] `cookie_secret` has {len(secret)} characters; expected at least {_SHORTEST_SECRET}, at random: "
            'python -c "import secrets; print(secrets.token_hex())"'
        )
    providers = providers_in(auth)
    if not providers:
        yield from _lacks("auth", auth, _OWN)
    for name in providers:
        section, values = ("auth", auth) if name == UNNAMED else (f"auth.{name}", auth[name])
        yield from _lacks(section, values, _OWN)
        if "_" in name:
            yield f"[{section}] has an underscore in its name, which Streamlit does not take"


def _faults_of_address(address: str) -> Iterator[str]:
    """What is wrong with the address to which a provider sends people back; empty says that there is none."""
    if address and not address.endswith(_CALLBACK):
        yield f"[auth] `redirect_uri` is `{address}`; expected the dashboard's address and {_CALLBACK} at its end"
    parts = urlsplit(address)
    if address and parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        yield f"[auth] `redirect_uri` is `{address}`; expected https://, else others can read along and log in as you"


def _lacks(section: str, values: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    missing = [f"`{key}`" for key in keys if not values.get(key)]
    if missing:
        yield f"[{section}] lacks {', '.join(missing)}"
