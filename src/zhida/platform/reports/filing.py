"""报送报表 filing: a form is made and handed in on the duties that ask for it, in one act."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.timezone import localdate

from zhida.core.findings import Finding, Severity
from zhida.core.forms.form import FormTable, Words
from zhida.core.forms.shapes import shape, shapes
from zhida.core.ledger import LedgerError
from zhida.core.obligations import state_on
from zhida.documents.writing.forms import AnyForm
from zhida.documents.writing.notice import Format
from zhida.platform.access.policy import Actor
from zhida.platform.obligations import actions as duties
from zhida.platform.obligations.models import Duty, Filing
from zhida.platform.obligations.queries import deeds_of
from zhida.platform.obligations.selecting import OPEN
from zhida.platform.reports.actions import Asked, Made, make
from zhida.platform.scope import scope

DUTY_FORMS = {"selfeval": "self_evaluation"}
"""How duties call a form that has another name here."""


@dataclass(frozen=True, slots=True)
class Filed:
    """已报: the form that was made, and what was handed in with it."""

    made: Made
    filings: tuple[Filing, ...]


def make_and_file(
    actor: Actor,
    asked: Asked,
    form: AnyForm,
    formats: Collection[Format] = tuple(Format),
    findings: Collection[Finding] = (),
    *,
    duty: int | None = None,
    day: datetime.date | None = None,
) -> Filed:
    """编报并报送: makes a form and files its files on every open duty that it answers.

    `duty` names one duty; else they are found by the form, its period and, for a form due
    after a receipt, by the notices that it has in its rows. Nothing is filed that has an
    error. Raises `LedgerError` where it has, or where no duty is open.
    """
    worst = [each for each in findings if each.severity.rank <= Severity.ERROR.rank]
    if worst:
        raise LedgerError(
            f"{asked.agency.name}的表有{len(worst)}处错误，没有报送（{worst[0].code}："
            f"{worst[0].sentence}）。请{worst[0].mend}"
        )
    told = documents_of(form) if asked.period == "" and isinstance(form, FormTable) else None
    with scope(actor.region):
        made = make(actor, asked, form, formats, list(findings))
        files = {each.name: each.data for each in made.files}
        return Filed(made, hand_in(actor, asked, files, told, duty=duty, day=day))


def hand_in(
    actor: Actor,
    asked: Asked,
    files: Mapping[str, bytes],
    documents: Collection[str] | None = None,
    *,
    duty: int | None = None,
    day: datetime.date | None = None,
) -> tuple[Filing, ...]:
    """报送: files on every open duty that they answer, or on the one that is named.

    `documents` are the notices whose money the files tell of; a duty that another notice
    brought stays open. Raises `LedgerError` where no duty is open.
    """
    with scope(actor.region):
        numbers = [duty] if duty is not None else _open(asked, documents, day or localdate())
        return tuple(duties.file(actor, each, files, day=day) for each in numbers)


def _open(asked: Asked, documents: Collection[str] | None, on: datetime.date) -> list[int]:
    """The numbers of the duties that are open and that a form answers."""
    mine = duties_of(asked)
    if documents is not None:
        mine = [each for each in mine if not each.document or each.document in documents]
    name = shape(asked.kind).title.format(place="")
    if not mine:
        raise LedgerError(
            f"{asked.agency.name}没有应报{asked.period}{name}的任务，没有报送。"
            "请先用 zhida due born 产生任务，或用 --duty 写明编号"
        )
    found = [each.pk for each in mine if state_on(each.due, deeds_of(each), on) in OPEN]
    if not found:
        states = "、".join(
            f"任务{each.pk}{state_on(each.due, deeds_of(each), on).label}" for each in mine
        )
        raise LedgerError(
            f"{asked.agency.name}的{asked.period}{name}已办（{states}），没有再报。"
            "要改报，请接收单位先用 zhida due send-back 退回"
        )
    return found


def duties_of(asked: Asked) -> list[Duty]:
    """任务: what an agency owes of a form for a period, whatever became of it."""
    periods = [asked.period]
    if shape(asked.kind).period == "year":
        periods = [str(asked.year), ""]
    found = Duty.objects.filter(
        owner=asked.agency,
        form__in=_called(asked.kind),
        period__in=periods,
        year=asked.year,
    )
    return list(found.order_by("due", "pk"))


def _called(kind: str) -> list[str]:
    """What duties call a form; a sum of others' is filed where one of them is owed."""
    into = {each.kind for each in shapes().values() if each.rolls_into == kind}
    return [DUTY_FORMS.get(each, each) for each in sorted({kind, *into})]


def documents_of(form: FormTable) -> frozenset[str]:
    """文号: of the notices that a form has in its rows."""
    places = [at for at, column in enumerate(form.columns) if column.key == "number"]
    cells = [row[at] for row in form.rows for at in places]
    return frozenset(each.text for each in cells if isinstance(each, Words) and each.text)
