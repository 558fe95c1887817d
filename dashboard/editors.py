"""Who may edit: decided on the server, by what is so at the moment, for each page that is drawn and for each save."""

import getpass
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from dashboard.provider import is_loopback, read_providers
from layers.config import Config, ListedEditor
from layers.errors import LoginError
from layers.mail import folded

Rule = Literal["off", "machine", "login"]
"""Who may edit: nobody; whoever sits at this machine; whoever logs in and is listed in config.yaml."""
RULES: tuple[Rule, ...] = get_args(Rule)

# What a proxy adds to a request that it passes on: then it need not come from this machine.
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may edit, as their changes name them."""

    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of a reader: by which rule the server runs, and what their browser and their provider say."""

    rule: Rule
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the request that opened the session, their names in lower case."""
    claims: Mapping[str, object] = field(default_factory=dict)
    """What the provider says of them (OpenID Connect Core, 5.1); empty if they have not logged in."""

    @property
    def email(self) -> str:
        """Their address by the provider's word; empty if it gives none."""
        return str(self.claims.get("email") or "")


def editing_rule(host: str, config: Config, secrets: Path) -> Rule:
    """Who may edit where the dashboard listens on this address.

    LoginError where others can reach the address and no login is set up, or where nobody could edit.
    """
    login = bool(read_providers(secrets))
    if login and not config.editors:
        raise LoginError(
            f"{secrets} sets up a login, but `editors:` in config.yaml is empty: nobody could edit"
        )
    if login or is_loopback(host):
        return "login" if login else "machine"
    listed = "" if config.editors else " and addresses in `editors:` of config.yaml"
    raise LoginError(
        f"others can reach {host or 'every address of this machine'}, so editing there needs a login; missing: an "
        f"[auth] section in {secrets}{listed}. docs/editors.md tells how to set it up; without --host only this "
        "machine can open the dashboard"
    )


def editor(config: Config, session: Session, folder: Path) -> Editor | None:
    """Who edits in this session; None if its reader may not, for the reason that `refusal` gives.

    Ask before each save, with the newest configuration: a button that is shown says nothing about later. `folder` is
    that of the dossiers, whose git may know the name of the person at the machine.
    """
    if refusal(config, session):
        return None
    if session.rule == "machine":
        return Editor(_name_at_the_machine(folder), None)
    entry = _entry(config, session)
    named = (entry.name if entry else "") or str(session.claims.get("name") or "")
    return Editor(named or session.email, session.email)


def refusal(config: Config, session: Session) -> str:
    """Why the reader of this session may not edit, in a sentence for them; empty if they may."""
    if session.rule == "off":
        return "Editing is off. `basing serve --edit` turns it on."
    if session.rule == "machine":
        return "" if _is_at_the_machine(session) else (
            "Without a login, only a browser on the machine of this dashboard can edit. This one is elsewhere, or a "
            "proxy stands between."
        )  # fmt: skip
    if not session.claims:
        return "Editors log in. Reading needs no login."
    if not session.email:
        return "You are logged in, but your provider does not tell your e-mail address, by which editors are known."
    if not _is_verified(session):
        return f"You are logged in as {session.email}, but your provider has not verified that this is your address."
    if _entry(config, session) is None:
        return (
            f"You are logged in as {session.email}, who is not an editor. Editors are listed in config.yaml."
        )
    return ""


def _is_at_the_machine(session: Session) -> bool:
    """Whether the page was asked for by a name that means this machine, and not by way of another.

    The server listens on loopback, but a proxy on the same machine may pass on requests from anywhere, and a name of
    a foreign site may be made to lead here. Every request names its host: where there is no header, there was none,
    and the page is drawn by a program on this machine.
    """
    if not session.headers:
        return True
    host = urlsplit(f"//{session.headers.get('host', '')}").hostname or ""
    return is_loopback(host) and not any(name in session.headers for name in _PASSED_ON)


def _is_verified(session: Session) -> bool:
    """Whether the provider does not deny that the address is theirs; many say nothing, and some say it as text."""
    return str(session.claims.get("email_verified", True)).lower() != "false"


def _entry(config: Config, session: Session) -> ListedEditor | None:
    listed = {folded(entry.email): entry for entry in config.editors}
    return listed.get(folded(session.email))


def _name_at_the_machine(folder: Path) -> str:
    """What git calls the person, else their name on this machine."""
    return _name_in_git(folder) or _name_of_account()


def _name_in_git(folder: Path) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(folder), "config", "user.name"]
    # a list of arguments and no shell: a name is never more than a name
    return subprocess.run(command, capture_output=True, check=False).stdout.decode(errors="replace").strip()  # noqa: S603


def _name_of_account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "unknown"
