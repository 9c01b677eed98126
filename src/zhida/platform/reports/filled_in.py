"""填好的表 filled in: a form that came back filled in is read, held against itself, and handed in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.utils import timezone

from zhida.core.findings import Finding, Severity
from zhida.core.forms.checking import check_form
from zhida.core.forms.form import FormTable
from zhida.core.ledger import LedgerError
from zhida.documents.parsing.forms.filled import read_filled
from zhida.documents.reading import read_document
from zhida.platform.access.policy import Actor
from zhida.platform.obligations.models import Filing
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked
from zhida.platform.reports.asking import wanted
from zhida.platform.reports.filing import documents_of, hand_in


def hand_in_filled(actor: Actor, name: str, content: bytes, typed: str = "") -> tuple[Filing, ...]:
    """报送填好的表: a docx, xlsx or PDF, on every open duty of the actor's agency that it answers.

    `typed` is the period as the sender told it; else the form is as of its own day. Raises
    `LedgerError` for a form that isn't known, has errors, or that no duty asks for.
    """
    form, findings = _read(name, content)
    home = Agency.objects.get(code=actor.agency)
    asked = _asked(typed, form, home)
    if worst := [each for each in findings if each.severity.rank <= Severity.ERROR.rank]:
        raise LedgerError(f"表中有{len(worst)}处错误，没有报送：{worst[0].sentence}{worst[0].mend}")
    told = documents_of(form) if not asked.period else None
    return hand_in(actor, asked, {name: content}, told, day=timezone.localdate())


def _read(name: str, content: bytes) -> tuple[FormTable, list[Finding]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read = read_filled(read_document(path))
    if read.form is None:
        raise LedgerError(f"“{name}”里没有认得的报表。请用本系统的表样填报")
    return read.form, [*read.findings, *check_form(read.form)]


def _asked(typed: str, form: FormTable, home: Agency) -> Asked:
    """The duty's form, year and period, as the sender told them; else as of the form's day."""
    day = form.as_of.isoformat()
    this = wanted({"kind": form.kind, "period": typed or day}, home)
    if this.period.last != form.as_of:
        raise LedgerError(f"表上的数据截至{form.as_of}，与报告期{typed}不符。请核对")
    return Asked(form.kind, home, this.period.last.year, this.period.name, this.period.last)
