"""账上数字的来历 origins: every figure of the ledger opens what it is made of, down to the vouchers.

    {% figure value href lens.unit %}   with   href = step_href(asked)  or  balance_href(line, kind)

A figure is taken apart where it has parts: by step, then by region, holder, line and account;
an account by its vouchers, or by months where they are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.execution.progress import STEPS
from zhida.core.ledger.chart import kinds, verb_name
from zhida.core.notice.appropriations import FundingSource
from zhida.documents.writing.words import FUNDING
from zhida.platform.ledger.figures import ALL, AVAILABLE, REGION, Asked, region_tree, sums, total
from zhida.platform.pages.labels import label
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind
from zhida.platform.regions.fiscal_tree import LEVELS
from zhida.platform.regions.models import Agency, Region

MOST = 300
"""Vouchers that are listed one by one; more are summed by month, those of a month by day."""


def step_href(asked: Asked) -> str:
    """来历网址: of the sum of what stands in the steps of `asked`."""
    return f"{reverse('ledger-origin')}?{asked.query}"


def rate_href(asked: Asked) -> str:
    """来历网址: of the rate, paid ÷ available, of the same accounts; its steps don't matter."""
    return f"{reverse('ledger-origin-rate')}?{replace(asked, steps=ALL).query}"


def balance_href(
    year: int, line: int, kind: str, counterpart: str = "", on: date | None = None
) -> str:
    """来历网址: of one account: a line's number, the kind, and for whom where in transit."""
    return step_href(Asked(year, line=line, kind=kind, counterpart=counterpart, on=on))


def origin_of(asked: Asked, words: str = "") -> Origin:
    """来历: of what stands in the steps of `asked`: its value and the parts that sum to it."""
    title = words or described(asked)
    if asked.kind and asked.line is not None and not asked.below:
        return _of_account(asked, title)
    items, narrowed = _parts(asked)
    if len(items) == 1 and narrowed is not None:  # a figure of one part is that part
        return origin_of(narrowed, title)
    names = (
        "、".join(label(STEPS[each]) for each in asked.steps) if asked.steps != ALL else _("各环节")
    )
    formula = (
        _("{names}结存，由下列各项相加").format(names=names)
        if items
        else _("{names}没有结存").format(names=names)
    )
    return Origin(title, total(asked), Kind.MONEY, formula, items)


def rate_of(asked: Asked) -> Origin:
    """支出进度的来历: paid ÷ available, each of which opens in turn."""
    paid, available = replace(asked, steps=("paid",)), replace(asked, steps=AVAILABLE)
    over, under = total(paid), total(available)
    return Origin(
        _("{what} 支出进度").format(what=described(replace(asked, steps=ALL))),
        Fraction(over, under) if under else None,
        Kind.RATE,
        _("支出进度 = 已支付 ÷ 可用（收到的减去预计的）；没有可用资金的没有进度"),
        [Item(_("已支付"), over, step_href(paid)), Item(_("可用"), under, step_href(available))],
        adds=False,
    )


def described(asked: Asked) -> str:
    """所问之事 in words: whose money, of which year and fund, in which steps, as of when."""
    parts = [_("{year}年度").format(year=asked.year)]
    if asked.region:
        name = _one(Region.objects.filter(code=asked.region).values_list("full_name", flat=True))
        parts.append(f"{name}{_('本级') if asked.own else _('及下级')}")
    if asked.level is not None:
        parts.append(f"{label(LEVELS.get(asked.level, ''))}{label(_UNITS.get(asked.units, ''))}")
    elif asked.units:
        parts.append(label(_UNITS.get(asked.units, "")))
    if asked.holder:
        parts.append(_one(Agency.objects.filter(code=asked.holder).values_list("name", flat=True)))
    if asked.line is not None:
        parts.append(
            _line_names([asked.line]).get(asked.line, _("指标{line}").format(line=asked.line))
        )
    if asked.below:
        parts.append(_("连同下达的"))
    parts += [asked.fund, source_name(asked.source)]
    parts += [_("标识{flag}").format(flag=asked.flag)] if asked.flag else []
    parts += [asked.document] if asked.document else []
    if asked.kind:
        parts.append(label(kinds()[asked.kind].name) if asked.kind in kinds() else asked.kind)
        if asked.counterpart:
            names = Agency.objects.filter(code=asked.counterpart).values_list("name", flat=True)
            parts.append(_("往{name}").format(name=_one(names)))
    elif asked.steps == AVAILABLE:
        parts.append(_("可用"))
    elif asked.steps != ALL:
        parts.append("、".join(label(STEPS[each]) for each in asked.steps))
    if asked.period:
        parts.append(_("{period}的变动").format(period=asked.period))
    if asked.on:
        parts.append(_("截至{on}").format(on=asked.on))
    return " ".join(filter(None, parts))


_UNITS = {"units": gettext_lazy("用款单位"), "offices": gettext_lazy("主管部门")}


def source_name(source: str) -> str:
    """来源: the word for a source of money by its code; "" for none."""
    return (
        _("{funding}资金").format(funding=label(FUNDING[FundingSource(source)]))
        if source in set(FundingSource)
        else source
    )


def _parts(asked: Asked) -> tuple[list[Item], Asked | None]:
    """The parts of a figure, and what the last of them asks for."""
    if len(asked.steps) > 1:
        kept = [replace(asked, steps=(each,)) for each in asked.steps]
        return _items((each, label(STEPS[each.steps[0]]), total(each)) for each in kept)
    if asked.line is not None and not asked.below:
        return _accounts(asked)
    if asked.line is not None or asked.holder:
        return _lines(asked)
    if asked.own:
        return _holders(asked)
    return _regions(asked)


def _items(found: Iterable[tuple[Asked, str, int]]) -> tuple[list[Item], Asked | None]:
    items, last = [], None
    for narrowed, words, fen in found:
        if fen:
            items.append(Item(words, fen, step_href(narrowed)))
            last = narrowed
    return items, last


def _regions(asked: Asked) -> tuple[list[Item], Asked | None]:
    """The region itself, and each below it with all that lies there; of a level, each of it."""
    own = {code: fen for (code,), fen in sums(asked, REGION).items() if fen}
    names = dict(Region.objects.filter(code__in=_heads(asked, own)).values_list("code", "name"))
    if asked.level is not None:
        narrow = replace(asked, level=None, own=True)
        return _items((replace(narrow, region=c), names[c], own[c]) for c in sorted(own))
    heads = _heads(asked, own)
    fens: dict[str, int] = {}
    for code, fen in own.items():
        fens[heads[code]] = fens.get(heads[code], 0) + fen
    here = [(replace(asked, own=True), _("本级"), own.get(asked.region, 0))]
    below = [
        (replace(asked, region=code), names[code], fens[code])
        for code in sorted(fens)
        if code != asked.region
    ]
    return _items([*here, *below])


def _heads(asked: Asked, codes: Iterable[str]) -> dict[str, str]:
    """For each region the one directly below the asked one under which it lies (or itself)."""
    if asked.level is not None:
        return {code: code for code in codes}
    tree = region_tree(asked)
    heads = {}
    for code in codes:
        head = code
        while head != asked.region and tree.get(head, asked.region) != asked.region:
            head = tree[head] or asked.region
        heads[code] = head
    return heads | {head: head for head in heads.values()}


def _holders(asked: Asked) -> tuple[list[Item], Asked | None]:
    fens = sums(asked, "g.code", "g.name")
    narrow = replace(asked, region="", own=False, units="")
    return _items(
        (replace(narrow, holder=code), name, fen) for (code, name), fen in sorted(fens.items())
    )


def _lines(asked: Asked) -> tuple[list[Item], Asked | None]:
    fens = {line: fen for (line,), fen in sorted(sums(asked, "a.line_id").items()) if fen}
    names = _line_names(fens)
    narrow = replace(asked, holder="", below=False, region="", document="")
    narrow = replace(narrow, fund="", source="", flag="")
    return _items((replace(narrow, line=line), names[line], fen) for line, fen in fens.items())


def _accounts(asked: Asked) -> tuple[list[Item], Asked | None]:
    fens = sums(asked, "a.kind", "a.counterpart_id")
    to = {agency for _kind, agency in fens if agency is not None}
    known = {each.pk: each for each in Agency.objects.filter(pk__in=to)}
    found = []
    for (kind, agency), fen in sorted(fens.items(), key=lambda each: (each[0][0], each[0][1] or 0)):
        receiver = known.get(agency)
        words = label(kinds()[kind].name) + (
            _("，往{name}").format(name=receiver.name) if receiver else ""
        )
        narrowed = replace(asked, kind=kind, counterpart=receiver.code if receiver else "")
        found.append((narrowed, words, fen))
    return _items(found)


def _of_account(asked: Asked, title: str) -> Origin:
    asked = replace(asked, steps=ALL)
    accounts = [number for (number,) in sums(replace(asked, on=None, period=""), "a.id")]
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "accounts": accounts,
            "year": asked.year,
            "on": asked.on,
            "period": asked.period,
        }
        cursor.execute(_COUNTED, values)
        (number,) = cursor.fetchone() or (0,)
        if number > MOST and len(asked.period) < len("2025-03-01"):
            cursor.execute(_PERIODS, values | {"size": 10 if asked.period else 7})
            items = [
                Item(
                    _("{period}的变动").format(period=period),
                    fen,
                    step_href(replace(asked, period=period)),
                    note=_("{n}笔").format(n=n),
                )
                for period, fen, n in cursor.fetchall()
            ]
        else:
            cursor.execute(_TRANSFERS, values)
            items = [_transfer(*row) for row in cursor.fetchall()]
    notes = (_("进账为正，出账为负；冲销与被冲销的都列出。"),)
    place = reverse("ledger-line", args=[asked.line])
    return Origin(
        title, total(asked), Kind.MONEY, _("账户结存 = 历次进账 − 历次出账"), items,
        place=_("指标"), place_href=place, notes=notes,
    )  # fmt: skip


def _transfer(
    year: int, number: int, ordinal: int, verb: str, document: str, day: date, fen: int
) -> Item:
    href = reverse("ledger-voucher", args=[year, number])
    words = _("凭证{year}-{number}第{ordinal}行").format(year=year, number=number, ordinal=ordinal)
    return Item(words, fen, href, note=f"{label(verb_name(verb))}，{document}，{day}")


_MOVED = """
FROM (
    SELECT t.year, t.voucher_id, t.ordinal, t.fen FROM ledger_transfer t
    WHERE t.debit_id = ANY(%(accounts)s) AND t.year = %(year)s
    UNION ALL
    SELECT t.year, t.voucher_id, t.ordinal, -t.fen FROM ledger_transfer t
    WHERE t.credit_id = ANY(%(accounts)s) AND t.year = %(year)s
) AS t
JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
WHERE (%(on)s::date IS NULL OR v.document_date <= %(on)s)
  AND (%(period)s = '' OR starts_with(v.document_date::text, %(period)s))
"""
_COUNTED = f"SELECT count(*) {_MOVED}"
_PERIODS = f"""
SELECT left(v.document_date::text, %(size)s), sum(t.fen)::bigint, count(*) {_MOVED}
GROUP BY 1 ORDER BY 1
"""
_TRANSFERS = f"""
SELECT t.year, t.voucher_id, t.ordinal, v.verb, v.document, v.document_date, t.fen {_MOVED}
ORDER BY v.booked_at, v.id, t.ordinal
"""


def _line_names(numbers: Iterable[int]) -> Mapping[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id, g.name || ' ' || l.document FROM ledger_line l"
            " JOIN regions_agency g ON g.id = l.holder_id WHERE l.id = ANY(%s)",
            [list(numbers)],
        )
        return dict(cursor.fetchall())


def _one(names: Iterable[str]) -> str:
    return next(iter(names), "")
