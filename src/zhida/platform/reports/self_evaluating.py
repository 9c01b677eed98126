"""自评办理 self_evaluating: the self-evaluation that is printed is the one that is filed.

One way in: the form, as the system fills it or as it came back from whoever filled it,
is held against the ledger and the recorded values, worked out, and filed with its file.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.parameters import ParameterError
from zhida.core.performance.evaluation import SelfEvaluation
from zhida.core.performance.recompute import Recomputed, recompute
from zhida.core.regions import body_part
from zhida.documents.parsing.evaluation import read_self_evaluations
from zhida.documents.writing.notice import Format, IssuedFile
from zhida.platform.access.policy import Actor
from zhida.platform.obligations.models import Filing
from zhida.platform.performance.evaluating import evaluate
from zhida.platform.performance.evaluation_models import Evaluation
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked, make
from zhida.platform.reports.filing import hand_in
from zhida.platform.reports.performing import Evaluated, evaluations
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Compared:
    """核对结果: a form that was filled in, worked out and held against what the system has.

    `documents` are the notices that brought the fund's money, () where the ledger has none.
    """

    fund: str
    year: int
    found: Recomputed
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filed:
    """已自评: what was filed, with the form as it was worked out, and its files."""

    evaluation: Evaluation
    fund: str
    found: Recomputed
    documents: frozenset[str] = frozenset()
    files: tuple[IssuedFile, ...] = ()


def one_form(name: str, content: bytes) -> SelfEvaluation:
    """自评表: the one form of a file. Raises `LedgerError` where it has none or several."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        found = read_self_evaluations(path)
    if len(found) != 1:
        raise LedgerError(
            _("{name}里有{n}张自评表，一次报送一张。请分成各自的文件。").format(
                name=name, n=len(found)
            )
        )
    return found[0]


def file_own(
    actor: Actor,
    agency: Agency,
    year: int,
    as_of: datetime.date,
    *,
    fund: str = "",
    opinion: str = "",
    formats: Collection[Format] = (Format.DOCX,),
) -> tuple[Filed, ...]:
    """自评: files the forms that the system fills, of one fund or of all; all of them or none.

    Raises `LedgerError` where there is neither money nor goals, or one can't be filed.
    """
    with scope(actor.region):
        own = [each for each in evaluations(agency, year, as_of) if fund in ("", each.fund)]
        if not own:
            raise LedgerError(_nothing(agency, year, fund))
        return tuple(_file_one(actor, each, opinion, formats) for each in own)


def compare(
    agency: Agency, form: SelfEvaluation, *, fund: str = "", year: int | None = None
) -> Compared:
    """核对: a form that was filled in, held against what the system has of the same; writes nothing.

    `fund` and `year` stand in where the form names none. In the caller's scope. Raises
    `LedgerError` where the form is another unit's or of another year, or names no fund.
    """
    of_year = _year(form, year)
    _belongs(form, agency)
    known = list(evaluations(agency, of_year, datetime.date(of_year, 12, 31)))
    own = _own(known, fund or _field(form, "project"))
    name = own.fund if own is not None else fund or _field(form, "project")
    if not name:
        raise LedgerError("自评表没有写资金（项目）名称，不知是哪项资金。请用--fund写明")
    found = _worked_out(form, of_year, own)
    return Compared(name, of_year, found, own.documents if own is not None else frozenset())


def file_form(
    actor: Actor,
    agency: Agency,
    form: SelfEvaluation,
    file: tuple[str, bytes],
    *,
    fund: str = "",
    year: int | None = None,
    opinion: str = "",
) -> Filed:
    """自评: files a form that was filled in, held against what the system has of the same.

    `fund` and `year` stand in where the form names none. Raises `LedgerError` where the
    form is another unit's, of another year or fund, or names none.
    """
    with scope(actor.region):
        held = compare(agency, form, fund=fund, year=year)
        evaluation = _evaluate(actor, agency, held.fund, held.found, opinion, file)
        return Filed(evaluation, held.fund, held.found, held.documents)


def file_forms(
    actor: Actor,
    agency: Agency,
    forms: Sequence[tuple[SelfEvaluation, tuple[str, bytes]]],
    *,
    fund: str = "",
    year: int | None = None,
    opinion: str = "",
    duty: int | None = None,
    day: datetime.date | None = None,
) -> tuple[tuple[Filed, ...], tuple[Filing, ...]]:
    """报送自评表: forms that were filled in, together on the duty that asks for them; all or none.

    Raises `LedgerError` as `file_form` does, for forms of several years or two files of one
    name, and where no duty is open.
    """
    with scope(actor.region):
        files = dict(file for _, file in forms)
        if len(files) < len(forms):
            raise LedgerError("两个文件同名，报送后分不清。请改名，每项资金一个文件")
        filed = tuple(
            file_form(actor, agency, form, file, fund=fund, year=year, opinion=opinion)
            for form, file in forms
        )
        return filed, hand_in_evaluations(actor, agency, filed, files, duty=duty, day=day)


def file_made_forms(
    actor: Actor,
    agency: Agency,
    year: int,
    as_of: datetime.date,
    *,
    fund: str = "",
    formats: Collection[Format] = (Format.DOCX,),
    opinion: str = "",
    duty: int | None = None,
    day: datetime.date | None = None,
) -> tuple[tuple[Filed, ...], tuple[Filing, ...]]:
    """报送自评表: those that the system fills (`file_own`), on the duty that asks for them."""
    with scope(actor.region):
        filed = file_own(actor, agency, year, as_of, fund=fund, opinion=opinion, formats=formats)
        files = {file.name: file.data for each in filed for file in each.files}
        return filed, hand_in_evaluations(actor, agency, filed, files, duty=duty, day=day)


def hand_in_evaluations(
    actor: Actor,
    agency: Agency,
    filed: Sequence[Filed],
    files: Mapping[str, bytes],
    *,
    duty: int | None = None,
    day: datetime.date | None = None,
) -> tuple[Filing, ...]:
    """报送自评表: what was evaluated, on the open duties of its year."""
    years = {each.found.score.policy.year for each in filed}
    if len(years) != 1:
        raise LedgerError(f"自评表有{len(years)}个年度，不能一次报送。请分年度报送")
    year = years.pop()
    asked = Asked("selfeval", agency, year, "", datetime.date(year, 12, 31))
    documents = frozenset().union(*(each.documents for each in filed))
    return hand_in(actor, asked, files, documents, duty=duty, day=day)


def _file_one(actor: Actor, own: Evaluated, opinion: str, formats: Collection[Format]) -> Filed:
    files = make(actor, own.asked, own.form, formats).files
    found = _worked_out(own.form, own.asked.year, own)
    file = (files[0].name, files[0].data)
    evaluation = _evaluate(actor, own.asked.agency, own.fund, found, opinion, file)
    return Filed(evaluation, own.fund, found, own.documents, files)


def _evaluate(
    actor: Actor,
    agency: Agency,
    fund: str,
    found: Recomputed,
    opinion: str,
    file: tuple[str, bytes],
) -> Evaluation:
    reached = [claim.row.actual.text for claim in found.claims]
    return evaluate(
        actor,
        fund,
        found.score,
        reached,
        agency=agency.code,
        opinion=opinion,
        form=file,
        findings=found.findings,
    )


def _worked_out(form: SelfEvaluation, year: int, own: Evaluated | None) -> Recomputed:
    try:
        return recompute(form, year, own.recorded if own is not None else None)
    except ParameterError as error:
        raise LedgerError(str(error)) from error


def _own(known: Sequence[Evaluated], named: str) -> Evaluated | None:
    """What the system has of the fund that a form names; its only one where it names none."""
    if not named:
        return known[0] if len(known) == 1 else None
    same = [each for each in known if each.fund == named]
    near = [each for each in known if each.fund in named or named in each.fund]
    return next(iter(same or (near if len(near) == 1 else [])), None)


def _year(form: SelfEvaluation, given: int | None) -> int:
    if form.year is None and given is None:
        raise LedgerError("自评表没有写年度。请用--year写明")
    if form.year is not None and given is not None and form.year != given:
        raise LedgerError(
            f"自评表是{form.year}年度的，--year写的是{given}。请核对文件，或去掉--year"
        )
    year = form.year if form.year is not None else given
    assert year is not None
    return year


def _belongs(form: SelfEvaluation, agency: Agency) -> None:
    """Refused where the form says that it is another unit's."""
    unit = _field(form, "unit")
    if unit and not any(_alike(unit, name) for name in _names(agency)):
        raise LedgerError(
            f"自评表的资金使用单位是“{unit}”，不是{agency.name}。请核对文件，或用--agency写明单位"
        )


def _alike(unit: str, name: str) -> bool:
    return unit in name or name in unit


def _names(agency: Agency) -> Iterator[str]:
    yield agency.name
    if place := body_part(agency.name):
        yield place


def _field(form: SelfEvaluation, key: str) -> str:
    return next((each.value.value or "" for each in form.fields if each.key == key), "")


def _nothing(agency: Agency, year: int, fund: str) -> str:
    of_fund = f"“{fund}”" if fund else ""
    return (
        f"{agency.name}{year}年{of_fund}既没有资金，也没有绩效目标，无从自评。"
        "请核对年度和资金名称；绩效目标在“绩效—登记绩效目标”登记，或用 zhida targets set"
    )
