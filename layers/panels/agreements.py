"""An agreement in full: its own history, apart from that of the site and of the talks."""

from typing import TYPE_CHECKING

from layers.citing import counted
from layers.extend import Block, Card, Facts, Line, Paragraph, Status, Text
from layers.panels.corrections import correction_lines
from layers.panels.status import history_lines, standing_lines
from layers.panels.wording import marked, muted, period, plain, voices
from layers.records import Agreement
from layers.terms import Payment, Term

if TYPE_CHECKING:
    from layers.scene import Scene


def agreement_blocks(agreement: Agreement, scene: "Scene") -> tuple[Block, ...]:
    """The agreement as a card: status with whose word it is, parties, dates, term, payments, history."""
    standing = scene.standing(agreement)
    status = Status("agreement_status", standing.status, standing.disputed) if standing else None
    lines = tuple(Paragraph(line) for line in standing_lines(standing, "agreement_status", scene))
    rows = (
        ("Agreement", (_kind(agreement, scene),)),
        ("Parties", (plain(voices(agreement.parties, scene)),) if agreement.parties else ()),
        ("Signed", (plain(agreement.signed.label()),) if agreement.signed else ()),
        ("In force", (plain(f"since {agreement.in_force.label()}"),) if agreement.in_force else ()),
        ("Ratified", _ratified(agreement, scene)),
        ("Term", (_term(agreement.term, scene),) if agreement.term else ()),
        ("Payments", tuple(_payment(payment, scene) for payment in agreement.payments)),
        ("Relations", _relations(agreement, scene)),
        ("History", history_lines(agreement.status, "agreement_status", scene)),
        ("Note", (plain(agreement.note),) if agreement.note else ()),
        ("Corrected", correction_lines(agreement.id, scene)),
    )
    return (Card(agreement.id, scene.name(agreement), status, (*lines, Facts(rows))),)


def _kind(agreement: Agreement, scene: "Scene") -> Line:
    text = scene.label("agreement_text", agreement.text).lower()
    line = (Text(scene.label("agreement_type", agreement.type)), muted(f"· text: {text}"))
    return marked(line, agreement.sources) if agreement.sources else line


def _ratified(agreement: Agreement, scene: "Scene") -> tuple[Line, ...]:
    return tuple(
        marked(plain(f"{scene.actor_name(one.party)}, {one.date.label()}"), one.sources)
        for one in agreement.ratified
    )


def _term(term: Term, scene: "Scene") -> Line:
    """How long it runs; without a known first day no last day is worked out."""
    words = [
        counted(term.years, "year") if term.years else "",
        "open-ended" if term.open_ended else "",
        period(term.from_, None),
        f"counted from {scene.label('term_basis', term.from_basis).lower()}" if term.from_basis else "",
        f"until {term.until.label()}" if term.until else "",
        _renewal(term),
        _notice(term),
        term.note,
    ]
    line = plain(", ".join(filter(None, words)))
    return marked(line, term.sources) if term.sources else line


def _renewal(term: Term) -> str:
    if term.renewal is None:
        return ""
    how = {True: "renewed automatically", False: "renewable by consent", None: "renewable"}[
        term.renewal.automatic
    ]
    return f"{how} for {counted(term.renewal.years, 'year')}" if term.renewal.years else how


def _notice(term: Term) -> str:
    if term.notice is None:
        return ""
    length = f"{counted(term.notice.months, 'month')} of notice" if term.notice.months else "notice"
    return f"{length} {term.notice.before}".strip()


def _payment(payment: Payment, scene: "Scene") -> Line:
    who = [
        scene.actor_name(payment.payer) if payment.payer else "",
        scene.actor_name(payment.payee) if payment.payee else "",
    ]
    amount = f"{payment.amount:,g} {payment.currency}".strip() if payment.amount is not None else ""
    if payment.amount is not None and payment.amount >= 1_000_000:
        amount = f"{payment.amount / 1_000_000:,g} million {payment.currency}".strip()
    words = [
        " to ".join(filter(None, who)),
        "free of charge"
        if payment.free
        else " ".join(filter(None, (amount, f"per {payment.per}" if payment.per else ""))),
        period(payment.from_, payment.to),
    ]
    basis = scene.label("payment_basis", payment.basis).lower()
    line = (
        Text(", ".join(filter(None, words))),
        muted(" · ".join(filter(None, (f"· {basis}", payment.note)))),
    )
    return marked(line, payment.sources)


def _relations(agreement: Agreement, scene: "Scene") -> tuple[Line, ...]:
    lines = []
    for relation in agreement.relations:
        other = scene.dataset.agreements.get(relation.to)
        name = scene.name(other) if other else relation.to
        lines.append(plain(f"{scene.label('agreement_relation', relation.kind)} {name}"))
    return tuple(lines)
