"""绩效报表 performing: self-evaluations from the ledger and the goals in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.notice import Target as Printed
from zhida.core.performance.evaluation import SelfEvaluation
from zhida.core.performance.recorded import Recorded
from zhida.documents.parsing.performance.values import read_target
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.queries import actual_of, latest_values, sets_in_force
from zhida.platform.regions.models import Agency
from zhida.platform.reports.actions import Asked
from zhida.platform.reports.facts import line_facts


@dataclass(frozen=True, slots=True)
class Evaluated:
    """自评表: of one fund, with the value of each of its indicators as it is recorded.

    `documents` are the notices that brought the fund's money.
    """

    asked: Asked
    form: SelfEvaluation
    recorded: Recorded
    documents: frozenset[str]

    @property
    def fund(self) -> str:
        """资金名称."""
        return self.asked.period


def evaluations(agency: Agency, year: int, as_of: datetime.date) -> Iterator[Evaluated]:
    """自评表: one for each fund that the agency had money or goals of in a year."""
    facts = line_facts([agency.code], year, as_of)[agency.code]
    sets = sets_in_force(year, agency=agency.code)
    funds = dict.fromkeys(each.line.earmark.fund for each in facts)
    names = dict.fromkeys((*funds, *(_fund(each, list(funds)) for each in sets)))
    for fund in names:
        own = [each for each in facts if each.line.earmark.fund == fund]
        of_fund = [each for each in sets if _fund(each, list(funds)) == fund]
        reached = [goal for each in of_fund for goal in _goals(each, as_of)]
        form = self_evaluation(
            agency.code,
            year,
            _fields(agency, fund),
            own,
            [goal for each in of_fund for goal in each.goals],
            reached,
        )
        recorded = Recorded(form, tuple(each.actual for each in reached))
        documents = frozenset(each.issued_number for each in own if each.issued_number)
        yield Evaluated(Asked("selfeval", agency, year, fund, as_of), form, recorded, documents)


def printed(target: Target) -> Printed:
    """指标值: as the goal was set, or settled since."""
    return read_target(target.stated, target.set.year, target.name)


def _goals(each: TargetSet, as_of: datetime.date) -> Iterator[Goal]:
    targets = list(Target.objects.filter(set=each).select_related("set").order_by("ordinal"))
    values = latest_values([target.pk for target in targets], as_of)
    for target in targets:
        actual = actual_of(values.get(target.pk), target)
        yield Goal(target.level1, target.level2, target.name, printed(target), actual, target.unit)


def _fund(each: TargetSet, funds: Sequence[str]) -> str:
    """The fund that a set of goals is of: one of the ledger's whose name it bears, else its own."""
    own = each.fund or each.subject
    return next((fund for fund in funds if fund in (each.fund, each.subject) or fund in own), own)


def _fields(agency: Agency, fund: str) -> dict[str, str]:
    office = Agency.objects.filter(
        region_id=agency.region_id, kind=Agency.Kind.MEDICAL_SECURITY
    ).first()
    return {
        "project": fund,
        "office": office.name if office is not None else "",
        "unit": agency.name,
    }
