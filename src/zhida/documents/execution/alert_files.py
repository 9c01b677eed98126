"""预警文件 alert_files: a list of alerts as json and as xlsx."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from zhida.core.execution.alerts.alert import Alert, Colour
from zhida.core.execution.alerts.catalogue import rule
from zhida.core.money import Unit
from zhida.documents.ledger.cells import neutral
from zhida.documents.ledger.grids import plain
from zhida.documents.writing.replacing import replacing

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FILLS = {
    Colour.RED: "#F4B6B6",
    Colour.ORANGE: "#F8D0A8",
    Colour.YELLOW: "#FBF0A8",
    Colour.BLUE: "#BBD7F4",
    Colour.GREY: "#DADADA",
}


@dataclass(frozen=True, slots=True)
class AlertLine:
    """预警行: what a list shows of an alert. `number` is 0 and `state` "" for one not stored."""

    number: int
    colour: Colour
    rule: str
    name: str
    state: str
    region: str
    holder: str
    holder_name: str
    period: str
    fen: int
    sentence: str
    expected: str
    found: str
    since: datetime.date | None
    days: int | None
    raised_on: datetime.date | None
    gone_on: datetime.date | None
    basis: str
    mend: str
    status: str
    subject: tuple[str, str]

    @classmethod
    def of_found(cls, alert: Alert) -> AlertLine:
        """One that was only looked for."""
        return cls(
            0,
            alert.colour,
            alert.rule,
            rule(alert.rule).name,
            "",
            alert.region,
            alert.holder,
            alert.holder_name,
            alert.period,
            alert.fen,
            alert.sentence,
            alert.expected,
            alert.found,
            alert.since,
            alert.days,
            None,
            None,
            alert.basis,
            alert.mend,
            alert.status,
            (alert.subject.kind.value, alert.subject.key),
        )


def alerts_text(lines: Sequence[AlertLine]) -> str:
    """json: one object for each alert, money in fen, days as 2025-01-31."""
    return json.dumps(
        [asdict(each) | {"colour_word": f"{each.colour.label}色"} for each in lines],
        ensure_ascii=False,
        indent=1,
        default=str,
    )


_HEADS = {
    "编号": 8,
    "颜色": 6,
    "规则": 8,
    "名称": 18,
    "状态": 10,
    "区划": 10,
    "单位": 26,
    "金额（万元）": 14,
    "情况": 80,
    "应为": 24,
    "实为": 24,
    "起算": 12,
    "天数": 8,
    "首次预警": 12,
    "消除": 12,
    "改法": 40,
    "依据": 40,
}


def write_alerts(path: Path, lines: Sequence[AlertLine]) -> None:
    """xlsx: one row for each alert, its colour as a word and as a fill. No total: amounts overlap."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with replacing(path) as draft, xlsxwriter.Workbook(draft, options) as book:
        book.set_properties({"title": "预警清单", "created": _MADE})
        page = book.add_worksheet("预警")
        bold = book.add_format({"bold": True, "bg_color": "#EEF1F5"})
        folded = book.add_format({"text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0.00####", "valign": "top"})
        fills = {
            colour: book.add_format({"bg_color": fill, "valign": "top"})
            for colour, fill in _FILLS.items()
        }
        for column, (head, width) in enumerate(_HEADS.items()):
            page.set_column(column, column, width)
            page.write_string(0, column, head, bold)
        for at, each in enumerate(lines, 1):
            for column, cell in enumerate(_cells(each)):
                if isinstance(cell, int):
                    page.write_number(at, column, cell, folded)
                else:
                    page.write_string(at, column, neutral(cell), folded)
            page.write_string(at, 1, f"{each.colour.label}色", fills[each.colour])
            page.write_number(at, 7, Decimal(plain(each.fen, Unit.WAN_YUAN)), money)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, len(lines), len(_HEADS) - 1)
        page.set_landscape()
        page.set_paper(8)
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)


def _cells(each: AlertLine) -> tuple[str | int, ...]:
    return (
        each.number or "",
        "",
        each.rule,
        each.name,
        each.state,
        each.region,
        each.holder_name,
        "",
        each.sentence,
        each.expected,
        each.found,
        str(each.since or ""),
        "" if each.days is None else each.days,
        str(each.raised_on or ""),
        str(each.gone_on or ""),
        each.mend,
        each.basis,
    )
