"""Forms of a province: built, laid out and written, beside the bare libraries with the same cells.

python -m benchmarks forms [COUNTIES …]
"""

from __future__ import annotations

import datetime
import io
import json
import random
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeAlias, TypeVar

import docx
import typst
import xlsxwriter

from zhida.core.figures import Evidence, EvidenceKind
from zhida.core.forms.building import line_form
from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.forms.facts import LineFacts, Money
from zhida.core.forms.head import FormHead
from zhida.core.forms.shapes import head_words
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.notice import FundingSource, Target, TargetKind
from zhida.core.performance.indicators import Actual, Standing
from zhida.documents.writing.forms import AnyForm, form_files
from zhida.documents.writing.forms.files import layout_of
from zhida.documents.writing.notice import Format
from zhida.documents.writing.notice.layout import Grid, Issue, Line

T = TypeVar("T")
Laid: TypeAlias = tuple[Issue, list[tuple[str, ...]]]
"""A form laid out, with the table of what its figures rest on."""

_COUNTIES = 120
_LINES = 20  # quota lines of a county
_VOUCHERS = 4  # behind each figure
_DAY = datetime.date(2025, 6, 30)
_TYPST = b"""#let pieces = json(bytes(sys.inputs.pieces))
#set page(width: 420mm, height: 297mm)
#set text(font: "Noto Serif CJK SC", lang: "zh", size: 9pt)
#for piece in pieces {
  if type(piece) == str { par(piece) } else {
    table(columns: piece.columns, ..piece.cells.map(c =>
      table.cell(x: c.at(0), y: c.at(1), colspan: c.at(2), rowspan: c.at(3), c.at(4))))
  }
}"""
_INDICATORS = (
    ("产出指标", "数量指标", "开展经办培训次数", "≥4次", 4, "次"),
    ("产出指标", "质量指标", "培训合格率", "≥95%", 95, "%"),
    ("效益指标", "社会效益指标", "医保重要政策知晓率", "≥90%", 90, "%"),
    ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥90%", 90, "%"),
)


def main(*counties: int) -> None:
    """Print seconds for all forms of a province, by format, and the ratio to the bare library."""
    for count in counties or (_COUNTIES // 10, _COUNTIES, _COUNTIES * 10):
        forms, built = province(count)
        print(
            f"{count} counties × 4 forms, {_LINES} lines each, built in {1000 * built / len(forms):.2f} ms each"
        )
        laid = [layout_of(each) for each in forms]
        print(f"{'':6}{'seconds':>10}{'ms each':>10}{'bare s':>10}{'ours/bare':>11}")
        total, bare_total = built, 0.0
        ways: tuple[tuple[Format, Callable[[Laid], bytes]], ...] = (
            (Format.DOCX, bare_docx),
            (Format.XLSX, bare_xlsx),
            (Format.PDF, BarePdf()),
        )
        for kind, bare in ways:
            ours = partial(_ours, kind)
            ours(forms[0])
            bare(laid[0])
            own, other = _timed(ours, forms), _timed(bare, laid)
            total, bare_total = total + own, bare_total + other
            print(
                f"{kind.value:6}{own:10.1f}{1000 * own / len(forms):10.2f}"
                f"{other:10.1f}{own / other:11.2f}"
            )
        print(
            f"{'all':6}{total:10.1f}{1000 * total / len(forms):10.2f}"
            f"{bare_total:10.1f}{total / bare_total:11.2f}   building included"
        )


def province(counties: int) -> tuple[list[AnyForm], float]:
    """The four forms of each county, and the seconds that building them took."""
    given = [_facts(seed) for seed in range(counties)]
    start = time.perf_counter()
    forms: list[AnyForm] = []
    for seed, facts in enumerate(given):
        head = FormHead(
            f"65{seed:04}-finance", f"第{seed}县财政局", _DAY, "2025年第二季度",
            datetime.date(2025, 4, 1), _DAY, head_words("650100"),
        )  # fmt: skip
        forms += (
            line_form(kind, head, facts) for kind in ("feedback", "feedback_monthly", "quarterly")
        )
        fields = {"project": "医疗救助补助资金", "other": "国家医疗保障局", "unit": head.name}
        forms.append(self_evaluation(head.owner, 2025, fields, facts, ["提升服务水平。"], _goals()))
    return forms, time.perf_counter() - start


def _facts(seed: int) -> tuple[LineFacts, ...]:
    chance = random.Random(seed)
    return tuple(_line(chance, seed, at) for at in range(1, _LINES + 1))


def _line(chance: random.Random, seed: int, at: int) -> LineFacts:
    source = chance.choice([FundingSource.CENTRAL, FundingSource.PROVINCE])
    line = QuotaLine(
        Earmark(Book.QUOTA, 2025, "医疗救助补助资金", source, flag="01"),
        f"65{seed:04}-finance", f"县财社〔2025〕{at}号", f"市财社〔2025〕{at}号",
    )  # fmt: skip
    amount = chance.randint(10**6, 10**9) * 100
    paid = chance.choice([amount, amount * chance.randint(0, 99) // 100])
    money = partial(_money, chance)
    return LineFacts(
        line, money(amount), money(amount), money(paid), money(paid), money(paid // 2),
        line.upstream_document, datetime.date(2025, 1, 20), datetime.date(2025, 1, 6),
        datetime.date(2025, 1, 23), line.document, datetime.date(2025, 2, 10),
        "关于拨付2025年中央及自治区财政医疗救助补助资金的通知",
        "" if paid == amount else "待集中结算后支付。",
    )  # fmt: skip


def _money(chance: random.Random, fen: int) -> Money:
    parts = [fen // _VOUCHERS] * (_VOUCHERS - 1)
    parts.append(fen - sum(parts))
    return Money(
        fen,
        tuple(
            Evidence(EvidenceKind.VOUCHER, f"2025-{chance.randint(1, 10**6)}", "2025-03-01", each)
            for each in parts
        ),
    )


def _goals() -> list[Goal]:
    return [
        Goal(
            level1, level2, name,
            Target(TargetKind.RATE if unit == "%" else TargetKind.NUMBER, text, "≥", Decimal(value), unit),
            Actual(Standing.MEASURED, _DAY, Decimal(value)),
        )
        for level1, level2, name, text, value, unit in _INDICATORS
    ]  # fmt: skip


def _ours(kind: Format, form: AnyForm) -> bytes:
    return form_files(form, "表", formats=[kind])[0].data


def _timed(write: Callable[[T], bytes], things: Sequence[T]) -> float:
    start = time.perf_counter()
    for each in things:
        write(each)
    return time.perf_counter() - start


def _pieces(issue: Issue) -> list[str | Grid]:
    """The words of a form: lines and tables, without any look."""
    pieces: list[str | Grid] = []
    for annex in issue.annexes:
        pieces.append(annex.title)
        pieces += (each.text if isinstance(each, Line) else each for each in annex.pieces)
    return pieces


def bare_docx(laid: Laid) -> bytes:
    """The same words by python-docx alone, cells cached, nothing merged, no typefaces."""
    document = docx.Document()
    for piece in _pieces(laid[0]):
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        table = document.add_table(piece.height, piece.width, style="Table Grid")
        cells = table._cells
        for box in piece.boxes:
            cells[box.row * piece.width + box.column].text = box.text
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def bare_xlsx(laid: Laid) -> bytes:
    """The same cells by xlsxwriter alone, the table of origins too, without formats and formulas."""
    stored = io.BytesIO()
    issue, origins = laid
    with xlsxwriter.Workbook(stored, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for piece in (each for each in _pieces(issue) if isinstance(each, Grid)):
            for box in piece.boxes:
                if box.number is not None:
                    page.write_number(box.row, box.column, float(box.number))
                else:
                    page.write_string(box.row, box.column, box.text)
        page = book.add_worksheet()
        for row, texts in enumerate(origins):
            for column, text in enumerate(texts):
                page.write_string(row, column, text)
    return stored.getvalue()


class BarePdf:
    """The same cells by Typst alone, its compiler reused: plain paragraphs, merged cells."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(_TYPST)

    def __call__(self, laid: Laid) -> bytes:
        pieces = [
            piece
            if isinstance(piece, str)
            else {
                "columns": piece.width,
                "cells": [(b.column, b.row, b.columns, b.rows, b.text) for b in piece.boxes],
            }
            for piece in _pieces(laid[0])
        ]
        inputs = {"pieces": json.dumps(pieces, ensure_ascii=False)}
        made = self._compiler.compile(_TYPST, format="pdf", sys_inputs=inputs, pdf_tags=False)
        assert isinstance(made, bytes)
        return made
