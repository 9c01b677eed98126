"""目标分解页 views: the goals of a set against those below, and what a division would give each."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.performance.quantities import Factors
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.performance.actions import CONCEPT
from zhida.platform.performance.decomposing import (
    MOST,
    compared,
    divided,
    factors_of_parts,
    known_factors,
    parts_of,
    pasted_factors,
)
from zhida.platform.performance.decomposing_grids import gap_origin, gaps_table, split_table
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.value_origins import amount_origin

_PASTED = "pasted"
_MONEY = "parts"


@page("see")
def target_gaps(looking: Looking, number: int) -> HttpResponse:
    """上下级核对: counts add up, money is equal, rates don't fall below, both ways."""
    held = _set(number)
    found = compared(held)
    context = {"tab": "goals", "held": held, "found": found}
    tables = [gaps_table(found, looking.lens)] if found.found else []
    if found.found:
        context["open"] = sum(not each.holds for each in found.found.rollups)
    return show(looking, "performance/gaps.html", context, tables, concept=CONCEPT)


@page("see")
def gaps_origin(looking: Looking, number: int) -> HttpResponse:
    """相差的来历: the parts of a sum and what the whole asks."""
    found, asked = compared(_set(number)), looking.request.GET.get("target", "")
    for each in found.found.rollups if found.found else ():
        if each.whole is not None and str(found.whole.number_of(each.whole)) == asked:
            origin = gap_origin(each, found)
            if origin is not None:
                return show_origin(looking, origin)
    raise Http404


@page("see")
def amount(looking: Looking, number: int) -> HttpResponse:
    """目标表资金的来历: as printed in the table that the goals came in."""
    held = _set(number)
    if held.amount_fen is None:
        raise Http404
    return show_origin(looking, amount_origin(held))


@page("see")
def target_split(looking: Looking, number: int) -> HttpResponse:
    """向下级拆分: by a factor of the notice, of the money below, or pasted; a preview alone."""
    held = _set(number)
    query = looking.request.GET
    pasted, least = query.get("factors", "")[: MOST + 1], query.get("minimum", "").strip()
    fault = ""
    sources: dict[str, Factors] = dict(known_factors(held))
    if (money := factors_of_parts(parts_of(held))) is not None:
        sources[_MONEY] = money
    if pasted.strip():
        try:
            sources[_PASTED] = pasted_factors(pasted)
        except LedgerError as wrong:
            fault = str(wrong)
    options = _options(sources)
    chosen = query.get("factor", "") or (f"{_PASTED}|" if _PASTED in sources else "")
    if chosen == f"{_PASTED}|" and _PASTED in sources and sources[_PASTED].factors:
        chosen = f"{_PASTED}|{sources[_PASTED].factors[0].name}"
    tables = []
    source, _bar, name = chosen.partition("|")
    if source in sources and not fault:
        try:
            shares = divided(held, sources[source], name or None, _least(least))
            numbers = list(
                Target.objects.filter(set=held).order_by("ordinal").values_list("pk", flat=True)
            )
            parts = sources[source].parts
            scope = held.scope or held.agency.name
            tables = [split_table(scope, parts, shares, looking.lens, numbers)]
        except LedgerError as wrong:
            fault = str(wrong)
    context = {
        "tab": "goals",
        "held": held,
        "options": options,
        "chosen": chosen,
        "pasted": pasted,
        "minimum": least,
        "fault": fault,
    }
    return show(looking, "performance/split.html", context, tables, concept=CONCEPT)


def _options(sources: dict[str, Factors]) -> list[tuple[str, str]]:
    words = {_PASTED: _("粘贴的因素表"), _MONEY: _("下级目标表")}
    return [
        (f"{source}|{each.name}", f"{words.get(source, source)}：{each.name}")
        for source, given in sources.items()
        for each in given.factors
    ]


def _least(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise LedgerError(_("最低数“{text}”不是不小于零的整数。").format(text=text[:20]))
    return int(text)


def _set(number: int) -> TargetSet:
    found = TargetSet.objects.select_related("agency", "document").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
