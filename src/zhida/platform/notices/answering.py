"""决定存取 answering: people's decisions of a notice as JSON, and back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from zhida.core.booking import Answers, Mend
from zhida.core.notice import FundingSource


def to_json(answers: Answers) -> dict[str, object]:
    """决定 → JSON: only what was answered."""
    values: dict[str, object] = {
        "number": answers.number,
        "waived": dict(answers.waived),
        "mends": [{"row": m.row, "column": m.column, "fen": m.fen} for m in answers.mends],
        "payees": dict(answers.payees),
        "from_outside": answers.from_outside,
        "upstream": answers.upstream,
        "year": answers.year,
        "source": answers.source.value if answers.source else None,
        "fund": answers.fund,
        "date": answers.date.isoformat() if answers.date else None,
    }
    return {name: value for name, value in values.items() if value}


def from_json(stored: Mapping[str, Any]) -> Answers:
    """JSON → 决定.

    >>> from_json(to_json(Answers(mends=(Mend("天山区", "", 100),)))).mends[0].fen
    100
    """
    source, date = stored.get("source"), stored.get("date")
    return Answers(
        number=stored.get("number", ""),
        waived=MappingProxyType(dict(stored.get("waived", {}))),
        mends=tuple(Mend(m["row"], m["column"], m["fen"]) for m in stored.get("mends", ())),
        payees=MappingProxyType(dict(stored.get("payees", {}))),
        from_outside=stored.get("from_outside", ""),
        upstream=stored.get("upstream", ""),
        year=stored.get("year"),
        source=FundingSource(source) if source else None,
        fund=stored.get("fund", ""),
        date=datetime.date.fromisoformat(date) if date else None,
    )


def joined(before: Answers, now: Answers) -> Answers:
    """合并: what was answered before, and now; the newer of two answers to one thing."""
    mends = {(each.row, each.column): each for each in (*before.mends, *now.mends)}
    return Answers(
        number=now.number or before.number,
        waived=MappingProxyType({**before.waived, **now.waived}),
        mends=tuple(mends.values()),
        payees=MappingProxyType({**before.payees, **now.payees}),
        from_outside=now.from_outside or before.from_outside,
        upstream=now.upstream or before.upstream,
        year=now.year or before.year,
        source=now.source or before.source,
        fund=now.fund or before.fund,
        date=now.date or before.date,
    )
