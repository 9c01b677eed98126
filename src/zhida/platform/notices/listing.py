"""收文清单 listing: the notices of a year within a region and below, by what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Func, IntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from zhida.platform.notices.models import Document, State
from zhida.platform.regions.queries import within


@dataclass(frozen=True, slots=True)
class Wanted:
    """筛选: "" asks for nothing. `worst` is "error" (fatal ones too), "warning" or "none"."""

    year: int
    region: str
    fund: str = ""
    state: str = ""
    worst: str = ""
    text: str = ""


def listed(wanted: Wanted) -> QuerySet[Document]:
    """收文清单: with `fund`, `fen` (the printed total), `errors` and `warnings`, the newest first."""
    found = (
        within(Document.objects.filter(Q(year=wanted.year) | Q(year=None)), wanted.region)
        .select_related("agency")
        .defer("notice", "findings", "answers")
        .annotate(
            fund=KT("notice__fund"),
            fen=Cast(KT("notice__total__fen"), BigIntegerField()),
            errors=_count('@.severity == "fatal" || @.severity == "error"'),
            warnings=_count('@.severity == "warning"'),
        )
    )
    if wanted.fund:
        found = found.filter(fund=wanted.fund)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.text:
        found = found.filter(Q(number__contains=wanted.text) | Q(title__contains=wanted.text))
    if wanted.worst == "error":
        found = found.filter(errors__gt=0)
    elif wanted.worst == "warning":
        found = found.filter(errors=0, warnings__gt=0)
    elif wanted.worst == "none":
        found = found.filter(errors=0, warnings=0)
    return found.order_by("-date", "-pk")


def ready(wanted: Wanted, region: str) -> list[Document]:
    """可入账: those listed of one region that have a number, aren't booked, and whose errors, if
    any, somebody answered for; whether each can be booked is for the booking to say.
    """
    found = listed(wanted).filter(state=State.CONFIRMED, region_id=region)
    with_findings = found.defer(None).defer("notice")[:AT_ONCE]
    return [each for each in with_findings if not _open_errors(each)]


AT_ONCE = 200
"""How many notices are booked at once, at most."""


def _open_errors(document: Document) -> bool:
    waived = document.answers.get("waived", {})
    return any(
        each["severity"] in _ERRORS and not waived.get(each["code"]) for each in document.findings
    )


_ERRORS = ("fatal", "error")


def funds(year: int, region: str) -> list[str]:
    """资金: those of the notices of a year."""
    found = listed(Wanted(year, region)).order_by().values_list(KT("notice__fund"), flat=True)
    return sorted(each for each in found.distinct() if each)


def _count(test: str) -> Func:
    """How many findings pass a test of the JSON path language, which holds no quote of SQL's."""
    return Func(
        F("findings"),
        template=f"jsonb_array_length(jsonb_path_query_array(%(expressions)s, '$[*] ? ({test})'))",
        output_field=IntegerField(),
    )
