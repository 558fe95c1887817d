"""The fact sheet that the dossiers were written from, and the ledgers that say where each of its facts stands.

The fact sheet is not part of this project: what needs it is skipped where it is missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
FACT_SHEET: Final = ROOT.parent / "shared" / "reference" / "facts.yaml"
LEDGERS: Final = ROOT / "tests" / "ledger"
MISSING: Final = "the fact sheet that the dossiers were written from is not beside this repository"
STATEMENTS: Final = {
    "events": "events",
    "positions": "positions",
    "claims": "role_claims",
    "contested": "contested",
}
"""Our sections of statements, and what the fact sheet calls them."""
KEYED: Final = ("installations", "agreements")
FORMS: Final = ("merged", "split", "left_out")


@dataclass(frozen=True)
class Entry:
    """Where one fact stands: the ids of its records, or why it has none of its own."""

    ids: tuple[str, ...]
    form: str = ""
    why: str = ""

    @classmethod
    def read(cls, told: Any) -> "Entry":
        """An entry of a ledger: an id, `{merged, why}`, `{split, why}` or `{left_out: why}`."""
        if isinstance(told, str):
            return cls((told,))
        if isinstance(told, list):
            return cls(tuple(told), "split")
        (form,) = [form for form in FORMS if form in told]
        if form == "left_out":
            return cls((), form, told[form])
        return cls(tuple(as_list(told[form])), form, told.get("why", ""))


@dataclass(frozen=True)
class Ledger:
    """Where the facts of one negotiation stand, and which records of its dossier are not in the fact sheet."""

    name: str
    negotiation: str
    told: Mapping[str, Any]

    def entries(self, section: str) -> dict[str | int, Entry]:
        """The entries of a section, by id in the fact sheet, or by place in its list; the first is 1."""
        told = self.told.get(section) or {}
        items = told.items() if isinstance(told, dict) else enumerate(told, start=1)
        return {place: Entry.read(one) for place, one in items}

    def histories(self) -> dict[str, list[Any]]:
        """Per installation: what became of each of its changes of status."""
        return dict(self.told.get("status_changes") or {})

    def actors(self, name: str) -> tuple[str, ...]:
        """Our ids for a name in the fact sheet: any one of them will do."""
        return tuple(as_list((self.told.get("actors") or {}).get(name, ())))

    def added(self, section: str) -> dict[str, str]:
        """Records that the fact sheet does not have, each with the reason."""
        return dict((self.told.get("added") or {}).get(section) or {})

    def changed(self, section: str) -> dict[str | int, str]:
        """The facts of a section that are told otherwise on purpose, each with the reason."""
        told = self.told.get("changed") or ()
        return {one[section]: one.get("why", "") for one in told if section in one}

    def sources_left_out(self) -> dict[str, str]:
        """Sources of the fact sheet that the dossier does not cite, each with the reason."""
        return dict(self.told.get("sources_left_out") or {})


@dataclass(frozen=True)
class Fact:
    """One fact of the fact sheet, with the ledger that says where it stands."""

    ledger: Ledger
    section: str
    place: str | int
    told: Mapping[str, Any]

    @property
    def entry(self) -> Entry | None:
        """What the ledger says of it; None if it says nothing."""
        return self.ledger.entries(self.section).get(self.place)

    @property
    def comparable(self) -> bool:
        """Whether its records are to say what it says."""
        left_out = self.entry is not None and self.entry.form == "left_out"
        return not left_out and self.place not in self.ledger.changed(self.section)

    def __str__(self) -> str:
        return f"{self.ledger.name}-{self.section}-{self.place}"


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def read_fact_sheet() -> dict[str, Any]:
    """The fact sheet; empty where it is missing."""
    return _read(FACT_SHEET) if FACT_SHEET.exists() else {}


def read_ledgers() -> dict[str, Ledger]:
    """Every ledger, by the negotiation's id in the fact sheet."""
    told = {path.stem: _read(path) for path in sorted(LEDGERS.glob("*.yaml"))}
    return {name: Ledger(name, one["negotiation"], one) for name, one in told.items()}


def read_facts() -> list[Fact]:
    """Every event, position, claim, contested topic, installation and agreement, in the fact sheet's order."""
    sheet, ledgers = read_fact_sheet(), read_ledgers()
    return [
        fact
        for talks in sheet.get("negotiations", ())
        for fact in _facts_of(sheet, talks, ledgers.get(talks["id"]) or Ledger(talks["id"], talks["id"], {}))
    ]


def _facts_of(sheet: dict[str, Any], talks: dict[str, Any], ledger: Ledger) -> Iterator[Fact]:
    sites = set(talks["installations"])
    for place in sheet["installations"]:
        if place["id"] in sites:
            yield Fact(ledger, "installations", place["id"], place)
    for agreement in sheet["agreements"]:
        if sites & set(agreement["installations"]):
            yield Fact(ledger, "agreements", agreement["id"], agreement)
    for section, listed in STATEMENTS.items():
        for number, one in enumerate(talks[listed], start=1):
            yield Fact(ledger, section, number, one)


def _read(path: Path) -> dict[str, Any]:
    # Every date stays the text that it is: a ledger says `2025-02~` as well as `2025-02-01`.
    loader: Any = type("DatesAsText", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": _UNDATED})
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 a safe one
    return content


_UNDATED: Final = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
