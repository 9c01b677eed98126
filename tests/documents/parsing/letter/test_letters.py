"""Made-up letters of many styles: each file of tests/cases/letters says what it must be read as.

Only the fields that a file names are compared. Amounts are written as an
officer writes them ("85420.6万元"), codes as [scheme, code] or [scheme, code,
name], appropriations as [source, budget, amount, codes].
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zhida.core.money import Amount, Unit, fen_of
from zhida.core.provenance import Source
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.letter import Letter, read_letter
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import Segment

CASES = sorted((Path(__file__).parents[3] / "cases" / "letters").glob("*.toml"))


def letter_of(text: str, file: str = "通知.txt") -> Letter:
    lines = enumerate(text.splitlines(), 1)
    blocks = tuple(
        Paragraph(line, Source(file, block=number, line=number))
        for number, line in lines
        if line.strip()
    )
    return read_letter(Segment("", None, (), blocks))


def fen(written: str) -> int:
    found = re.fullmatch(r"([\d.]+)(\D+)", written)
    assert found, written
    return fen_of(found[1], next(unit for unit in Unit if unit.label == found[2]))


def _value(stated: Any) -> Any:
    return None if stated is None else stated.value


def _matches(amount: Amount, written: str) -> bool:
    return amount.fen == fen(written)


GETTERS: dict[str, Callable[[Letter], Any]] = {
    "number": lambda letter: str(_value(letter.doc_number)),
    "issuers": lambda letter: [each.value for each in letter.issuers],
    "addressees": lambda letter: [each.value for each in letter.addressees],
    "copy_to": lambda letter: [each.value for each in letter.copy_to],
    "title": lambda letter: _value(letter.title),
    "signed": lambda letter: _value(letter.signed),
    "printed": lambda letter: _value(letter.printed),
    "fund": lambda letter: _value(letter.fund),
    "sub_fund": lambda letter: _value(letter.sub_fund),
    "year": lambda letter: _value(letter.budget_year),
    "status": lambda letter: _value(letter.status),
    "availability": lambda letter: _value(letter.availability),
    "disclosure": lambda letter: _value(letter.disclosure),
    "total_state": lambda letter: letter.total.state.value,
    "attachments": lambda letter: [[a.label, a.title] for a in letter.attachments],
    "flags": lambda letter: [[f.regime.value, f.code or "", f.partial] for f in letter.flags],
    "projects": lambda letter: [[p.code or "", p.name or ""] for p in letter.projects],
    "basis": lambda letter: [
        [str(b.number or ""), b.status.value if b.status else "", b.upstream] for b in letter.basis
    ],
    "sums": lambda letter: [
        [s.total.printed, [p.printed for _, p in s.parts]] for s in letter.sums
    ],
    "paragraphs": lambda letter: len(letter.paragraphs),
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_letter_is_read_as_the_case_says(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    letter = letter_of(case["text"], case.get("file", "通知.txt"))
    expected: dict[str, Any] = case["expect"]
    unread: list[str] = []
    for field, wanted in expected.items():
        found = _found(letter, field, wanted)
        if found != wanted:
            unread.append(f"{field}: 应为 {wanted!r}，读作 {found!r}")
    assert not unread, case["name"] + "\n" + "\n".join(unread)


def _wrapped(text: str, width: int) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    cut = [line[at : at + width] for line in lines for at in range(0, len(line), width)]
    return "\n\n".join(cut)


def _wide(text: str) -> str:
    return text.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})


def _blanks(text: str) -> str:
    """A blank after every seventh hanzi, as recognition leaves them."""
    return re.sub(r"((?:[\u4e00-\u9fff]){7})(?=[\u4e00-\u9fff])", r"\1 ", text)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "28 characters a line": lambda text: _wrapped(text, 28),
    "37 characters a line": lambda text: _wrapped(text, 37),
    "wide digits": _wide,
    "blanks between hanzi": _blanks,
    "empty lines": lambda text: text.replace("\n", "\n\n"),
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_layout_of_a_letter_changes_nothing(path: Path) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    if not case.get("any_layout", True):
        assert "any_layout_why" in case, "say why this letter does not stand another layout"
        return
    plain = _essence(letter_of(case["text"]))
    for name, layout in LAYOUTS.items():
        assert _essence(letter_of(layout(case["text"]))) == plain, name


def _essence(letter: Letter) -> dict[str, Any]:
    return {
        "number": str(_value(letter.doc_number)),
        "title": clean(letter.title.value).text if letter.title else None,
        "year": _value(letter.budget_year),
        "status": _value(letter.status),
        "total": (letter.total.fen, letter.total.state),
        "issuers": [clean(each.value).text for each in letter.issuers],
        "addressees": [clean(each.value).text for each in letter.addressees],
        "codes": [(code.scheme, code.code, clean(code.name).text) for code in letter.codes],
        "parts": [(a.source, a.kind, a.total.fen) for a in letter.appropriations],
        "flags": [(flag.regime, flag.code, flag.partial) for flag in letter.flags],
        "basis": [(str(each.number), each.upstream) for each in letter.basis],
        "due": [(duty.due.date, duty.due.recurrence) for duty in letter.obligations],
        "attachments": [(a.label, clean(a.title).text) for a in letter.attachments],
        "dates": (_value(letter.signed), _value(letter.printed)),
        "disclosure": _value(letter.disclosure),
    }


def _found(letter: Letter, field: str, wanted: Any) -> Any:
    if field in GETTERS:
        return GETTERS[field](letter)
    if field == "total":
        return wanted if _matches(letter.total, wanted) else letter.total
    if field == "codes":
        return _codes(letter, wanted)
    if field == "appropriations":
        return _appropriations(letter, wanted)
    if field == "obligations":
        return _obligations(letter, wanted)
    assert field == "repairs", field
    said = [repair.sentence for repair in letter.repairs]
    return [w if any(w in sentence for sentence in said) else said for w in wanted]


def _codes(letter: Letter, wanted: list[list[str]]) -> list[list[str]]:
    found = [[c.scheme.value, c.code, c.name] for c in letter.codes]
    lengths = [len(each) for each in wanted] + [3] * len(found)
    return [each[:length] for each, length in zip(found, lengths, strict=False)]


def _appropriations(letter: Letter, wanted: list[list[Any]]) -> list[list[Any]]:
    found = []
    for each, row in zip(letter.appropriations, [*wanted, *[None] * 9], strict=False):
        amount = row[2] if row and _matches(each.total, row[2]) else each.total.printed
        codes = [code.code for code in each.codes.all]
        found.append([each.source or "", each.kind or "", amount, codes])
    return found


def _obligations(letter: Letter, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for duty, row in zip(letter.obligations, [*wanted, *[{}] * 9], strict=False):
        due = duty.due
        values = {
            "who": duty.who,
            "what": duty.what,
            "to": duty.to_whom,
            "kind": due.kind.value,
            "text": due.text,
            "date": due.date,
            "event": due.event,
            "days": due.days,
            "working": due.working,
            "recurrence": due.recurrence,
            "consequence": duty.consequence,
        }
        found.append({key: values[key] for key in row} if row else values)
    return found
