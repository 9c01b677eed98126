"""生成报表 actions: a form is made, kept with its files and hashes, and written into the journal."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zhida.core.findings import Finding
from zhida.documents.writing.forms import AnyForm, form_files
from zhida.documents.writing.notice import Format, IssuedFile
from zhida.documents.writing.notice.files import stem_of
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency
from zhida.platform.reports.models import Report, ReportFile
from zhida.platform.scope import scope

CONCEPT = "reports"


@dataclass(frozen=True, slots=True)
class Asked:
    """所要报表: which form, of whom, for what time."""

    kind: str
    agency: Agency
    year: int
    period: str
    as_of: datetime.date

    @property
    def stem(self) -> str:
        """The name of the files without their endings."""
        when = self.period or self.as_of.isoformat()
        return stem_of(f"{self.agency.code}-{self.kind}-{self.year}-{when}")


@dataclass(frozen=True, slots=True)
class Made:
    """所成报表: the report with its files; `fresh` where it wasn't there before."""

    report: Report
    files: tuple[IssuedFile, ...]
    fresh: bool


def make(
    actor: Actor,
    asked: Asked,
    form: AnyForm,
    formats: Collection[Format] = tuple(Format),
    findings: Sequence[Finding] = (),
) -> Made:
    """生成: keeps a form with its files.

    What was made before of the same data is not made again: its files are those that
    were kept, so a long run that was stopped goes on where it was. Raises `Forbidden`
    as the policy says.
    """
    with scope(actor.region):
        require(actor, "make_report", about(asked.agency.region_id))
        content = digest_of(form)
        same = {
            "kind": asked.kind,
            "agency": asked.agency,
            "year": asked.year,
            "period": asked.period,
            "as_of": asked.as_of,
        }
        last = Report.objects.filter(**same).order_by("-edition").first()
        known = last is not None and last.content == content
        kept = _kept(last, formats) if last is not None and known else {}
        missing = [each for each in formats if each not in kept]
        if last is None or not known:
            last = Report.objects.create(
                **same,
                region_id=asked.agency.region_id,
                edition=last.edition + 1 if last is not None else 1,
                content=content,
                findings=[{"code": each.code, "sentence": each.sentence} for each in findings],
                made_by=actor.name,
            )
        made = form_files(form, asked.stem, formats=missing) if missing else ()
        ReportFile.objects.bulk_create(
            ReportFile(
                report=last,
                name=each.name,
                format=each.format.value,
                content=each.data,
                sha256=each.sha256,
            )
            for each in made
        )
        if made:
            record(actor, "make_report", CONCEPT, str(last.pk), None, _outline(last, made))
        ready = {**kept, **{each.format: each for each in made}}
        return Made(last, tuple(ready[each] for each in formats), bool(made))


def digest_of(form: AnyForm) -> str:
    """内容摘要: of all that a form says and rests on, in hexadecimal digits."""
    return hashlib.sha256(repr(form).encode()).hexdigest()


def _kept(report: Report, formats: Collection[Format]) -> dict[Format, IssuedFile]:
    rows = ReportFile.objects.filter(report=report, format__in=[each.value for each in formats])
    return {
        Format(each.format): IssuedFile(
            each.name, Format(each.format), bytes(each.content), each.sha256
        )
        for each in rows
    }


def _outline(report: Report, made: Sequence[IssuedFile]) -> dict[str, object]:
    return {
        "kind": report.kind,
        "agency": report.agency.code,
        "year": report.year,
        "period": report.period,
        "as_of": report.as_of.isoformat(),
        "edition": report.edition,
        "files": {each.name: each.sha256 for each in made},
    }
