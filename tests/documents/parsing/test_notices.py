"""通知: made-up notices of many places and layouts are read whole, as an officer reads them.

Each notice of tests/cases/notices stands beside a toml of the same name that
says what it states. Only the fields that the toml names are compared; amounts
are in 万元. A notice in the notation of tools/specimens is written as docx
first, one whose name ends in 附件 as an xlsx beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from specimens.notation import load
from specimens.office import to_docx, to_xlsx
from zhida.core.findings import Severity
from zhida.core.money import Amount, Unit, format_fen
from zhida.core.notice import AllocationTable, Flag, Measure, MeasureKind, Notice, PerformanceTable
from zhida.core.rules import check
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.notice import parse
from zhida.documents.reading import read_document

FOLDER = Path(__file__).parents[2] / "cases" / "notices"
CASES = sorted(FOLDER.glob("*.toml"))


def notice_of(case: Path, folder: Path) -> Notice:
    """Read the files of a case; specimens are written to `folder` first."""
    files = sorted(p for p in FOLDER.glob(f"{case.stem}*") if p.suffix != ".toml")
    return parse([read_document(_written(file, folder)) for file in files])


def _written(file: Path, folder: Path) -> Path:
    if file.suffix != ".notice":
        return file
    if file.stem.endswith("附件"):
        to_xlsx({"附件": load(file)}, folder / f"{file.stem}.xlsx")
        return folder / f"{file.stem}.xlsx"
    to_docx(load(file), folder / f"{file.stem}.docx")
    return folder / f"{file.stem}.docx"


def amount(stated: Amount) -> str:
    return (
        stated.state.value
        if stated.fen is None
        else format_fen(stated.fen, Unit.WAN_YUAN).removesuffix("万元")
    )


def text(stated: Any) -> str:
    """The value of a statement as clean text, "" for none."""
    value = stated.value if stated is not None else ""
    return clean(str(getattr(value, "value", value))).text


def flag(stated: Flag | None) -> str:
    return f"{stated.regime.value} {stated.code or ''}".strip() if stated else ""


def appropriations(notice: Notice) -> list[str]:
    return [
        " | ".join(
            (
                each.source.value if each.source else "",
                each.kind.value if each.kind else "",
                amount(each.total),
                " ".join(sorted({code.code for code in each.codes.all})),
                flag(each.flag),
            )
        )
        for each in notice.appropriations
    ]


def obligations(notice: Notice) -> list[str]:
    return [
        " | ".join(
            clean(each or "").text
            for each in (
                duty.who,
                duty.what,
                duty.to_whom,
                duty.due.text,
                str(duty.due.date or ""),
                duty.consequence,
            )
        )
        for duty in notice.obligations
    ]


def cell(measure: Measure | None) -> str:
    if measure is None:
        return "-"
    if measure.amount is not None:
        return "-" if measure.amount.fen is None else amount(measure.amount)
    if measure.count is not None:
        return str(measure.count)
    return measure.text or "-"


def columns(table: AllocationTable) -> list[str]:
    return [
        " | ".join(
            (
                column.header,
                column.role.value if column.kind is MeasureKind.MONEY else column.kind.value,
                column.funding.value if column.funding else "",
            )
        )
        for column in table.columns
    ]


def rows(table: AllocationTable) -> list[str]:
    return [
        " | ".join(
            (
                row.recipient,
                row.kind.value,
                table.rows[row.parent].recipient if row.parent is not None else "",
                *(cell(row.measure(at)) for at in range(len(table.columns))),
            )
        )
        for row in table.rows
    ]


def amounts(table: PerformanceTable) -> list[str]:
    return [f"{each.kind} {amount(each.amount)}" for each in table.amounts]


def values(table: PerformanceTable) -> list[str]:
    return [
        f"{each.level1}/{each.level2}/{each.name} | "
        f"{each.target.comparator or ''}{each.target.value if each.target.value is not None else each.target.text}"
        f"{(each.target.unit or '') if each.target.value is not None else ''}"
        for each in table.indicators
    ]


def attachments(listed: Any) -> list[str]:
    return [f"{each.label} {clean(each.title).text}".strip() for each in listed]


FIELDS: dict[str, Callable[[Notice], Any]] = {
    "number": lambda n: str(n.doc_number.value) if n.doc_number else "",
    "title": lambda n: text(n.title),
    "issuers": lambda n: [text(each) for each in n.issuers],
    "addressees": lambda n: [text(each) for each in n.addressees],
    "copy_to": lambda n: [text(each) for each in n.copy_to],
    "date": lambda n: text(n.date),
    "fund": lambda n: text(n.fund),
    "sub_fund": lambda n: text(n.sub_fund),
    "year": lambda n: n.budget_year.value if n.budget_year else None,
    "status": lambda n: text(n.status),
    "upstream": lambda n: [str(b.number or b.title) for b in n.basis if b.upstream],
    "total": lambda n: amount(n.total),
    "appropriations": appropriations,
    "disclosure": lambda n: text(n.disclosure),
    "available": lambda n: n.availability is not None,
    "flags": lambda n: [flag(each) for each in n.flags],
    "projects": lambda n: [each.code or "" for each in n.projects],
    "listed": lambda n: attachments(n.attachments.listed),
    "found": lambda n: attachments(n.attachments.found),
    "obligations": obligations,
    "spending": lambda n: [f"{each.name} | {amount(each.amount)}" for each in n.spending],
    "forms": lambda n: [f"{clean(each.title).text} | {len(each.columns)}" for each in n.forms],
    "units": lambda n: [each.unit.label if each.unit else "" for each in n.allocation],
    "columns": lambda n: [columns(each) for each in n.allocation],
    "rows": lambda n: [rows(each) for each in n.allocation],
    "scopes": lambda n: [f"{text(each.scope)} | {len(each.indicators)}" for each in n.targets],
    "target_amounts": lambda n: [amounts(each) for each in n.targets],
    "values": lambda n: [line for each in n.targets for line in values(each)],
    "errors": lambda n: [
        f"{each.code} | {each.sentence}"
        for each in check(n)
        if each.severity in (Severity.FATAL, Severity.ERROR)
    ],
}


def _squeezed(value: Any) -> Any:
    if isinstance(value, list):
        return [_squeezed(each) for each in value]
    if isinstance(value, str):
        return "|".join(part.strip() for part in clean(value).text.split("|"))
    return value


def _matches(field: str, wanted: Any, found: Any) -> bool:
    if field == "values":
        return all(each in found for each in wanted)
    if field in ("errors", "obligations"):
        return len(wanted) == len(found) and all(map(_line_matches, wanted, found))
    return bool(wanted == found)


def _line_matches(wanted: str, found: str) -> bool:
    """Part by part; an expected part need only stand within the found one, "" must be empty."""
    pairs = list(zip(wanted.split("|"), found.split("|"), strict=False))
    return all(part in other and (bool(part) or not other) for part, other in pairs)


def _unlike(notice: Notice, expected: dict[str, Any]) -> Iterator[str]:
    for field, stated in expected.items():
        wanted, found = _squeezed(stated), _squeezed(FIELDS[field](notice))
        if not _matches(field, wanted, found):
            yield f"{field}:\n    应为 {wanted}\n    读作 {found}"


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_notice_is_read_as_an_officer_reads_it(path: Path, tmp_path: Path) -> None:
    expected = tomllib.loads(path.read_text("utf-8"))
    expected.setdefault("errors", [])
    unlike = list(_unlike(notice_of(path, tmp_path), expected))
    assert not unlike, path.stem + "\n" + "\n".join(unlike)
