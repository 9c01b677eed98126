"""JSON: notices and findings for other programs, with names that stay.

The names are a public interface: `schema()` describes them, and a change that
takes one away is a new version. Amounts are integers in fen, absent is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import TextIO

from zhida.core.findings import Finding
from zhida.documents.outcomes import Checked, Outcome, Unreadable
from zhida.documents.writing.json.header import identity, money, obligation, where
from zhida.documents.writing.json.places import Json, places
from zhida.documents.writing.json.tables import (
    allocation_rows,
    allocation_table,
    form,
    spending,
    targets,
)

SCHEMA_ID = "urn:zhida:notices:1"
VERSION = "1.0"


def schema() -> dict[str, Json]:
    """The JSON Schema (draft 2020-12) of the whole output."""
    text = files(__package__).joinpath("notice.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Json] = json.loads(text)
    return loaded


def notice_object(checked: Checked) -> dict[str, Json]:
    """One notice with its findings, keys in their published order."""
    notice = checked.notice
    return {
        "files": [each.name for each in notice.files],
        **identity(notice),
        **money(notice),
        "allocation": allocation_rows(notice.allocation),
        "spending": [spending(each) for each in notice.spending],
        "forms": [form(each) for each in notice.forms],
        "targets": [targets(each) for each in notice.targets],
        "obligations": [obligation(each) for each in notice.obligations],
        "findings": [finding_object(each) for each in checked.findings],
        "allocation_tables": [
            allocation_table(table, number) for number, table in enumerate(notice.allocation, 1)
        ],
        "repairs": [
            {
                "sentence": each.sentence,
                "doubtful": each.doubtful,
                "sources": places(each.sources),
            }
            for each in notice.repairs
        ],
        "places": where(notice),
    }


def finding_object(finding: Finding) -> dict[str, Json]:
    """One finding; `expected`, `found` and `difference` are fen where money is meant."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "basis": finding.basis or None,
        "mend": finding.mend or None,
        "sources": places(finding.sources),
    }


def write_json(outcomes: Iterable[Outcome], stream: TextIO, *, compact: bool = False) -> None:
    """Write all outcomes as one JSON document, a notice at a time."""
    for piece in pieces(outcomes, compact=compact):
        stream.write(piece)


def pieces(outcomes: Iterable[Outcome], *, compact: bool = False) -> Iterator[str]:
    """The text of the JSON document, piece by piece: memory holds one notice."""
    line = "" if compact else "\n  "
    blank = "" if compact else " "
    head = {"schema": SCHEMA_ID, "version": VERSION}
    yield "{" + "".join(f'{line}"{key}":{blank}"{value}",' for key, value in head.items())
    yield f'{line}"notices":{blank}['
    errors: list[Unreadable] = []
    first = True
    for outcome in outcomes:
        if isinstance(outcome, Unreadable):
            errors.append(outcome)
            continue
        yield ("" if first else ",") + _item(notice_object(outcome), compact=compact)
        first = False
    yield ("" if first else line) + f'],{line}"errors":{blank}['
    yield ",".join(_item(_error(each), compact=compact) for each in errors)
    yield (line if errors else "") + ("]}" if compact else "]\n}\n")


def _item(value: Mapping[str, Json], *, compact: bool) -> str:
    if compact:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "\n    " + text.replace("\n", "\n    ")


def _error(each: Unreadable) -> dict[str, Json]:
    return {"file": each.file, "reason": each.reason, "hint": each.hint or None}
