"""结算数字的来历 settlement origins: from a sum to its steps or institutions, to the row of a step, to vouchers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.engines.dip.flow_chain import step_name
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.grids import insurance, pool_name
from zhida.platform.dip.models import Result, State
from zhida.platform.dip.settlement_grids import figure_href
from zhida.platform.dip.settlement_sums import COMPOSED, FIELDS, Sums, sums_of
from zhida.platform.dip.settling import flow_in
from zhida.platform.ledger.fund_vouchers import document_of
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.sources import Item, Origin


def origin_of(lens: Lens, each: Result, sums: Sums, asked: Mapping[str, str]) -> Origin:
    """来历: of a field of one institution or all, of one step or all. Raises Http404 where none is."""
    field, institution, said = (
        asked.get("field", ""),
        asked.get("institution", ""),
        asked.get("step", ""),
    )
    if said and not (said.isascii() and said.isdigit() and int(said) < len(sums.flow.taken)):
        raise Http404
    if (institution and institution not in sums.institutions) or (
        institution and field in ("fund", "left")
    ):
        raise Http404
    step = int(said) if said else None
    if field == "balance" and step is not None and not institution:
        return _balance(lens, each, sums, step)
    if field not in FIELDS:
        raise Http404
    value, title = sums.of(field, institution, step), _title(each, sums, field, institution, step)

    def item(
        words: str, fen: int, name: str, code: str = institution, at: int | None = step
    ) -> Item:
        return Item(words, fen, figure_href(lens, each.pk, name, code, at))

    placed = _placed(lens, each, sums, step)
    if field in COMPOSED:
        items = [
            item((_("减：") if sign < 0 else "") + str(FIELDS[name]), sign * fen, name)
            for name, sign in COMPOSED[field]
            if (fen := sums.of(name, institution, step))
        ]
        return Origin(title, value, formula=_formula(field), items=items, **placed)
    parts = sums.parts(field, institution, step)
    if institution and step is None and len(parts) != 1:
        items = [item(step_name(sums.flow.taken[one.step]), one.fen, field, institution, one.step)
                 for one in parts]  # fmt: skip
        return Origin(title, value, formula=_("各环节之和"), items=items, **placed)
    if not institution and field != "fund":
        by_institution: dict[str, int] = {}
        for one in parts:
            by_institution[one.institution] = by_institution.get(one.institution, 0) + one.fen
        items = [item(code, fen, field, code) for code, fen in sorted(by_institution.items())]
        return Origin(title, value, formula=_("各机构之和"), items=items, **placed)
    leaf = parts[0].step if parts else step
    return Origin(title, value, formula=_("流程文件里的一行"), adds=False,
                  **_placed(lens, each, sums, leaf))  # fmt: skip


def total_origin(lens: Lens, found: Sequence[Result], field: str) -> Origin:
    """合计的来历: of a field over the settlements of a year. Raises Http404 where none is."""
    if field not in FIELDS or not found:
        raise Http404
    sums = [(each, sums_of(flow_in(each)).of(field)) for each in found]
    items = [Item(_settlement(each), fen, figure_href(lens, each.pk, field)) for each, fen in sums]
    title = _("{year}年结算　{field}").format(year=lens.year, field=FIELDS[field])
    value = sum(fen for _each, fen in sums)
    return Origin(title, value, formula=_("各统筹区、各险种之和"), items=items)


def _balance(lens: Lens, each: Result, sums: Sums, step: int) -> Origin:
    items = [
        Item(step_name(sums.flow.taken[step - 1]) + _("之后的余额"), sums.balance(step - 1),
             figure_href(lens, each.pk, "balance", step=step - 1))
    ] if step else []  # fmt: skip
    for name, sign in (("fund", 1), ("paid", -1), ("held", -1)):
        if fen := sums.of(name, step=step):
            words = (_("减：") if sign < 0 else "") + str(FIELDS[name])
            items.append(Item(words, sign * fen, figure_href(lens, each.pk, name, step=step)))
    title = _title(each, sums, "left", "", step)
    return Origin(title, sums.balance(step), formula=_("基金 − 已付 − 尚存保证金，到这一环节为止"),
                  items=items, **_placed(lens, each, sums, step))  # fmt: skip


def _title(each: Result, sums: Sums, field: str, institution: str, step: int | None) -> str:
    of = _settlement(each)
    where = [of, institution] if institution else [of]
    if step is not None:
        where.append(step_name(sums.flow.taken[step]))
    return "　".join([*where, str(FIELDS[field])])


def _settlement(each: Result) -> str:
    return _("{pool} {insurance} {year}年").format(
        pool=pool_name(each.pool), insurance=insurance(each.insutype), year=each.year
    )


def _formula(field: str) -> str:
    signs = [(" − " if sign < 0 else " + ") + str(FIELDS[name]) for name, sign in COMPOSED[field]]
    return "".join(signs).removeprefix(" + ")


def _placed(lens: Lens, each: Result, sums: Sums, step: int | None) -> dict[str, Any]:
    """Where it stands: in the file, and once it is booked on the vouchers of the step."""
    told: dict[str, Any] = {
        "place": _("{name}（第{edition}版）").format(name=each.name, edition=each.edition),
        "place_href": page_of(lens, "dip-settlement", each.pk),
    }
    if each.decided_by and each.state == State.BOOKED:
        told["confirmed"] = f"{each.decided_by} {each.decided_at:%Y-%m-%d}"
    if step is None:
        return told
    taken = sums.flow.taken[step]
    rests = tuple(f"{name}：{value}" for name, value in sorted(taken.rests_on.items()))
    told["notes"] = (_("环节指纹 {digest}").format(digest=taken.digest), *rests)
    if each.state == State.BOOKED:
        told["place"] = _("医保基金账凭证：{document}").format(
            document=document_of(sums.flow, taken)
        )
        told["place_href"] = _vouchers(lens, each.year, document_of(sums.flow, taken))
    return told


def _vouchers(lens: Lens, year: int, document: str) -> str:
    asked = {"document": document, "year": year, "region": lens.region, "unit": lens.unit}
    return f"{reverse('ledger-vouchers')}?{urlencode(asked)}"
