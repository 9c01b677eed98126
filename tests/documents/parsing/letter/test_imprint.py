"""版记: dates, copies and disclosure at the end."""

from __future__ import annotations

import datetime

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter import imprint
from zhida.documents.parsing.letter.passages import Passage, passage_of


def lines(*texts: str) -> list[Passage]:
    return [passage_of(text, Source("x")) for text in texts]


def test_signed_and_printed_are_told_apart() -> None:
    tail = lines("某县财政局", "2023年5月6日", "某县财政局办公室", "2023年5月8日印发")
    signed, printed = imprint.signed_date(tail), imprint.printed_date(tail)
    assert signed and signed.value == datetime.date(2023, 5, 6)
    assert printed and printed.value == datetime.date(2023, 5, 8)
    assert [body.value for body in imprint.signature(tail)] == ["某县财政局"]


def test_signature_and_day_on_one_line() -> None:
    tail = lines("某县财政局  某县医疗保障局 2023年5月6日")
    assert [b.value for b in imprint.signature(tail)] == ["某县财政局", "某县医疗保障局"]
    signed = imprint.signed_date(tail)
    assert signed and signed.value == datetime.date(2023, 5, 6)


def test_printing_split_over_two_lines() -> None:
    printed = imprint.printed_date(lines("某局办公室 2023年5月8日", "印发"))
    assert printed and printed.value == datetime.date(2023, 5, 8)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("抄送：市审计局，本局国库科、预算科。",), ["市审计局", "本局国库科", "预算科"]),
        (
            ("抄报：省财政厅（社保处、预算处）", "抄送：市医保局"),
            ["省财政厅（社保处、预算处）", "市医保局"],
        ),
        (
            ("抄送：市审计局，市纪委监委、", "市人大财经委。"),
            ["市审计局", "市纪委监委", "市人大财经委"],
        ),
        (("抄 送 ： 市审计局", "某局办公室", "2023年5月8日印发"), ["市审计局"]),
        (("抄送：市审计局 某局办公室2023年5月8日印发",), ["市审计局某局办公室"]),
        (("某县财政局",), []),
    ],
)
def test_copies(texts: tuple[str, ...], expected: list[str]) -> None:
    assert [each.value for each in imprint.copies(lines(*texts))] == expected


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("信息公开选项：主动公开", "主动公开"),
        ("公开方式: 依申请公开", "依申请公开"),
        ("（此件公开发布）", "主动公开"),
        ("（此件不公开）", "不予公开"),
        ("（此件依申请公开）", "依申请公开"),
        ("公开属性：不予公开", "不予公开"),
        ("某县财政局", None),
    ],
)
def test_disclosure(text: str, meaning: str | None) -> None:
    found = imprint.disclosure(lines(text))
    assert (found.value if found else None) == meaning
