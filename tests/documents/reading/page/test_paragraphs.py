"""Printed lines make the paragraphs that the writer wrote."""

from __future__ import annotations

from zhida.documents.reading.page.line import Line
from zhida.documents.reading.page.paragraphs import margins_of, passages, run_over

WIDE = 28


def page(*lines: tuple[str, int]) -> list[str]:
    """The paragraphs of a page of 28 hanzi a line; each line with its indent in hanzi."""
    made = [
        Line(text, 100 + 16 * indent, 28 * row, 100 + 16 * (indent + len(text)), 28 * row + 16, 16)
        for row, (text, indent) in enumerate(lines)
    ]
    return [one.text for one in passages(made, margins_of(made, 600))]


FULL = "现" * WIDE
FIRST = "根" * (WIDE - 2)


def test_full_lines_run_on_to_the_last_line_of_the_paragraph() -> None:
    assert page((FIRST, 2), (FULL, 0), ("如下：", 0), (FIRST, 2)) == [
        FIRST + FULL + "如下：",
        FIRST,
    ]


def test_an_indented_line_begins_a_paragraph_even_after_a_full_line() -> None:
    assert page((FIRST, 2), (FULL, 0), (FIRST, 2), (FULL, 0)) == [FIRST + FULL, FIRST + FULL]


def test_a_numbered_line_begins_a_paragraph_even_flush_left() -> None:
    assert page((FULL, 0), ("一、收入列某科目", 0), (FULL, 0))[1] == "一、收入列某科目"


def test_a_line_that_ended_early_for_a_bracket_still_runs_on() -> None:
    short = "资" * (WIDE - 4)
    lines = (FIRST, 2), (short, 0), ("〔2020〕149号）要求", 0), (FIRST, 2), (FULL, 0)
    assert page(*lines)[0] == FIRST + short + "〔2020〕149号）要求"


def test_a_page_of_short_lines_keeps_them_apart() -> None:
    assert page(("抄送：市审计局", 0), ("某市财政局办公室", 0)) == [
        "抄送：市审计局",
        "某市财政局办公室",
    ]


def test_a_paragraph_runs_over_the_page_end() -> None:
    lines = [Line(FULL, 100, 28 * row, 100 + 16 * WIDE, 28 * row + 16, 16) for row in range(3)]
    margins = margins_of(lines, 600)
    [whole] = passages(lines, margins)
    heading = passages([Line("附件1", 100, 0, 148, 16, 16)], margins)[0]
    rest = passages([Line("要求执行。", 100, 0, 180, 16, 16)], margins)[0]
    indented = passages([Line("二是执行。", 132, 0, 212, 16, 16)], margins)[0]
    assert run_over(whole, rest)
    assert not run_over(whole, indented)
    assert not run_over(heading, rest)


def test_a_centred_title_is_no_measure_of_where_lines_end() -> None:
    """Below a title, one line that ends far from the page's edge is a paragraph that is over."""
    title = Line("财政专项资金使用情况跟踪反馈汇总表", 175, 0, 661, 18, 18)
    note = Line("说明：合计只含已报单位。", 99, 400, 471, 412, 12)
    assert margins_of([title, note], 840) is None
