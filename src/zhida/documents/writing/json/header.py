"""通知要素: the head of a notice as JSON: names, money, codes, duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhida.core.notice import (
    Appropriation,
    Attachments,
    Basis,
    Codes,
    CodeStatement,
    Notice,
    Obligation,
)
from zhida.core.provenance import Stated
from zhida.documents.writing.json.places import Json, amount, place, place_or_null, scalar, stated

_STATED = (
    "doc_number",
    "title",
    "date",
    "fund",
    "sub_fund",
    "budget_year",
    "status",
    "availability",
    "disclosure",
)
_SCHEMES = ("income", "transfer_function", "function", "gov_econ", "dept_econ")


def identity(notice: Notice) -> dict[str, Json]:
    """What the notice is called, from whom, to whom, when and for which money."""
    return {
        "doc_number": stated(notice.doc_number),
        "issuers": [each.value for each in notice.issuers],
        "addressees": [each.value for each in notice.addressees],
        "copy_to": [each.value for each in notice.copy_to],
        "title": stated(notice.title),
        "date": stated(notice.date),
        "fund": stated(notice.fund),
        "sub_fund": stated(notice.sub_fund),
        "budget_year": stated(notice.budget_year),
        "status": stated(notice.status),
        "basis": [_basis(each) for each in _upstream_first(notice.basis)],
    }


def money(notice: Notice) -> dict[str, Json]:
    """The total and the appropriations, and on what terms they are given."""
    return {
        "total": amount(notice.total),
        "appropriations": [_appropriation(each) for each in notice.appropriations],
        "availability": stated(notice.availability),
        "disclosure": stated(notice.disclosure),
        "attachments": _attachments(notice.attachments),
    }


def where(notice: Notice) -> dict[str, Json]:
    """The place of each single value of the head, and whether it is confirmed."""
    found: dict[str, Json] = {}
    for name in _STATED:
        value: Stated[Any] | None = getattr(notice, name)
        if value is not None:
            found[name] = {**place(value.source), "confirmed": value.confirmed}
    for name in ("issuers", "addressees", "copy_to"):
        values: tuple[Stated[str], ...] = getattr(notice, name)
        found[name] = [{**place(each.source), "confirmed": each.confirmed} for each in values]
    if notice.total.source is not None:
        found["total"] = {**place(notice.total.source), "confirmed": notice.total.confirmed}
    return found


def obligation(duty: Obligation) -> Mapping[str, Json]:
    """A duty; `due` is the deadline as printed, `due_date` the day where it is known."""
    return {
        "who": duty.who,
        "what": duty.what,
        "to_whom": duty.to_whom,
        "due": duty.due.text or None,
        "due_date": scalar(duty.due.date),
        "consequence": duty.consequence,
        "kind": duty.due.kind.value,
        "event": duty.due.event,
        "days": duty.due.days,
        "working": duty.due.working,
        "recurrence": duty.due.recurrence,
        "place": place(duty.source),
    }


def _upstream_first(basis: tuple[Basis, ...]) -> list[Basis]:
    return sorted(basis, key=lambda each: not each.upstream)


def _basis(each: Basis) -> Json:
    return {
        "doc_number": None if each.number is None else str(each.number),
        "title": each.title or None,
        "status": each.status.value if each.status else None,
        "upstream": each.upstream,
        "place": place(each.source),
    }


def _appropriation(each: Appropriation) -> Json:
    return {
        "source": each.source.value if each.source else None,
        "budget_kind": each.kind.value if each.kind else None,
        "purpose": each.purpose,
        "total": amount(each.total),
        "codes": {scheme: [one.code for one in getattr(each.codes, scheme)] for scheme in _SCHEMES},
        "flag": None
        if each.flag is None
        else {
            "regime": each.flag.regime.value,
            "code": each.flag.code,
            "label": each.flag.label or None,
            "partial": each.flag.partial,
        },
        "project": None
        if each.project is None
        else {"code": each.project.code, "name": each.project.name},
        "label": each.label or None,
        "code_names": _names(each.codes),
        "place": place_or_null(each.place or each.total.source),
    }


def _names(codes: Codes) -> Json:
    stated_codes: tuple[CodeStatement, ...] = codes.all
    return {each.code: each.name for each in stated_codes if each.name}


def _attachments(attachments: Attachments) -> Json:
    return {
        "listed": [each.title for each in attachments.listed],
        "found": [each.title for each in attachments.found],
        "listed_labels": [each.label for each in attachments.listed],
        "found_labels": [each.label for each in attachments.found],
    }
