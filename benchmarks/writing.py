"""Issued notices: how fast they are written, beside the bare libraries with the same words.

python -m benchmarks writing [COUNT]
"""

from __future__ import annotations

import datetime
import io
import json
import random
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

import docx
import typst
import xlsxwriter

from zhida.core import regions
from zhida.core.money import Amount, AmountState
from zhida.core.notice import (
    Basis,
    Codes,
    CodeStatement,
    DocumentNumber,
    Flag,
    FundingSource,
    Indicator,
    Notice,
    PerformanceTable,
    Regime,
    Scheme,
    SourceAmount,
    Status,
    Target,
    TargetKind,
)
from zhida.core.notice.issuing import Draft, Line, Share, notice_of
from zhida.core.provenance import Source, Stated
from zhida.documents.writing.notice import issue_of, to_docx, to_pdf, to_xlsx
from zhida.documents.writing.notice.layout import Grid
from zhida.documents.writing.notice.layout import Line as Printed

_HERE = Source("拟稿")
_COUNT = 3_000
_BARE = 200  # notices that the slower, bare libraries write
_FUND = "医疗服务与保障能力提升补助资金"
_TITLE = f"关于下达{_FUND}的通知"
_INDICATORS = (
    ("产出指标", "数量指标", "开展经办培训次数", "≥4次", 4, "次"),
    ("产出指标", "质量指标", "培训合格率", "≥95%", 95, "%"),
    ("效益指标", "社会效益指标", "医保重要政策知晓率", "≥90%", 90, "%"),
    ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥90%", 90, "%"),
)
_TYPST = b"""#let pieces = json(bytes(sys.inputs.pieces))
#set text(font: "Noto Serif CJK SC", lang: "zh")
#for piece in pieces {
  if type(piece) == str { par(piece) } else { table(columns: piece.columns, ..piece.cells) }
}"""
_RULED = "Table Grid"


def main(count: int = _COUNT) -> None:
    """Print milliseconds a notice for each format, and the ratio to the bare library."""
    start = time.perf_counter()
    made = [notice_of(draft(seed)) for seed in range(count)]
    seconds = (time.perf_counter() - start) / count
    print(f"{count} notices of a city to its counties, built in {1000 * seconds:.2f} ms each")
    print(f"{'':6}{'first':>10}{'ms each':>10}{'KiB each':>10}{'bare':>10}{'ours/bare':>11}")
    ways: tuple[tuple[str, Callable[[Notice], bytes], Callable[[Notice], bytes]], ...] = (
        ("docx", to_docx, bare_docx),
        ("xlsx", to_xlsx, bare_xlsx),
        ("pdf", to_pdf, BarePdf()),
    )
    for name, ours, bare in ways:
        first = _timed(ours, made[:1])
        each = _timed(ours, made)
        bare(made[0])
        other = _timed(bare, made[:_BARE])
        size = len(ours(made[0])) / 1024
        print(
            f"{name:6}{1000 * first:10.1f}{1000 * each:10.2f}{size:10.1f}"
            f"{1000 * other:10.2f}{each / other:11.2f}"
        )


def _timed(write: Callable[[Notice], bytes], notices: Sequence[Notice]) -> float:
    """Seconds a notice."""
    start = time.perf_counter()
    for notice in notices:
        write(notice)
    return (time.perf_counter() - start) / len(notices)


def draft(seed: int) -> Draft:
    """A draft of a city to all its counties; the same seed gives the same draft."""
    chance = random.Random(seed)
    cities = [place for place in regions.children("430000") if regions.children(place.code)]
    city = chance.choice(cities)
    year = chance.randint(2022, 2024)
    shares = tuple(
        Share(county.name, (chance.randint(1, 10**5) * 10_000,), county)
        for county in regions.children(city.code)
    )
    codes = Codes(
        income=(
            CodeStatement(Scheme.INCOME, "1100249", "医疗卫生共同财政事权转移支付收入", _HERE),
        ),
        function=(CodeStatement(Scheme.FUNCTION, "2101505", "医疗保障政策管理", _HERE),),
    )
    flag = Flag(Regime.DIRECT, "01", "中央直达资金", _HERE)
    return Draft(
        number=DocumentNumber(f"{city.name[0]}财社", year, seed % 900 + 1),
        date=datetime.date(year, 6, 14),
        issuers=(f"{city.name}财政局", f"{city.name}医疗保障局"),
        addressees=tuple(f"{share.recipient}财政局" for share in shares),
        fund=_FUND,
        year=year,
        status=Status.FORMAL,
        lines=(Line(FundingSource.CENTRAL, None, codes, flag),),
        shares=shares,
        basis=(Basis(DocumentNumber("湘财社", year, 60), _TITLE, Status.FORMAL, True, _HERE),),
        copy_to=(f"{city.name}审计局",),
        disclosure="主动公开",
        targets=(_goals(city.name, year, sum(share.fens[0] for share in shares)),),
    )  # fmt: skip


def _goals(place: str, year: int, fen: int) -> PerformanceTable:
    indicators = tuple(
        Indicator(
            level1, level2, name,
            Target(TargetKind.RATE if unit == "%" else TargetKind.NUMBER, text, "≥", Decimal(value), unit),
            _HERE,
        )
        for level1, level2, name, text, value, unit in _INDICATORS
    )  # fmt: skip
    return PerformanceTable(
        "", "", Stated(place, _HERE), None, Stated(year, _HERE),
        (("转移支付名称", Stated(_FUND, _HERE)),),
        (SourceAmount("total", "年度金额", Amount(fen, AmountState.NUMBER)),),
        (Stated("提升经办服务水平。", _HERE),), indicators, _HERE,
    )  # fmt: skip


def _pieces(notice: Notice) -> list[str | Grid]:
    """The words of a notice: lines and tables, without any look."""
    issue = issue_of(notice)
    pieces: list[str | Grid] = [line.text for line in issue.letter]
    for annex in issue.annexes:
        pieces.append(annex.title)
        pieces += (each.text if isinstance(each, Printed) else each for each in annex.pieces)
    return [*pieces, *(line.text for line in issue.imprint)]


def bare_docx(notice: Notice) -> bytes:
    """The same words by python-docx alone, cells cached, nothing merged, no typefaces."""
    document = docx.Document()
    for piece in _pieces(notice):
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        table = document.add_table(piece.height, piece.width, style=_RULED)
        cells = table._cells
        for box in piece.boxes:
            cells[box.row * piece.width + box.column].text = box.text
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def bare_xlsx(notice: Notice) -> bytes:
    """The same cells by xlsxwriter alone, without formats and formulas."""
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored, {"in_memory": True}) as book:
        for annex in issue_of(notice).annexes:
            page = book.add_worksheet()
            for grid in (piece for piece in annex.pieces if isinstance(piece, Grid)):
                for box in grid.boxes:
                    page.write_string(box.row, box.column, box.text)
    return stored.getvalue()


class BarePdf:
    """The same words by Typst alone, its compiler reused: plain paragraphs and tables."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(_TYPST)

    def __call__(self, notice: Notice) -> bytes:
        pieces = [
            piece
            if isinstance(piece, str)
            else {"columns": piece.width, "cells": [box.text for box in piece.boxes]}
            for piece in _pieces(notice)
        ]
        inputs = {"pieces": json.dumps(pieces, ensure_ascii=False)}
        made = self._compiler.compile(_TYPST, format="pdf", sys_inputs=inputs, pdf_tags=False)
        assert isinstance(made, bytes)
        return made
