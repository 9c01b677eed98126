"""接续 passing on: what a notice from above hands down unchanged to the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zhida.core.notice.appropriations import (
    Appropriation,
    Codes,
    CodeStatement,
)
from zhida.core.notice.identity import Basis
from zhida.core.notice.issuing.draft import DraftError, Line
from zhida.core.notice.notice import Notice
from zhida.core.notice.obligations import Obligation
from zhida.core.provenance import Source

_PASSING = "230"  # 转移性支出: replaced where the money is spent


def lines_of(
    upstream: Notice,
    functions: Mapping[str, CodeStatement] | None = None,
    transfer: Sequence[CodeStatement] = (),
) -> tuple[Line, ...]:
    """接续指标: the lines that a notice brings; source, budget, flag and project stay as they are.

    `functions` gives for a function code of the notice the issuer's own, which
    refines it (款 → 项) or replaces a 230 code; `transfer` are the codes under
    which the issuer passes money on, given to the lines of their budget that
    have none. Raises `DraftError` for a code that does not refine.
    """
    return tuple(
        Line(
            each.source,
            each.kind,
            _passed_on(each, functions or {}, transfer),
            each.flag,
            each.project,
            each.label if len(upstream.appropriations) > 1 else "",
            each.purpose,
        )
        for each in upstream.appropriations
    )


def basis_of(upstream: Notice) -> tuple[Basis, ...]:
    """依据: the notice itself as the one from above, then the methods that it rests on."""
    number = upstream.doc_number.value if upstream.doc_number else None
    title = upstream.title.value if upstream.title else ""
    status = upstream.status.value if upstream.status else None
    source = upstream.title.source if upstream.title else Source("上级通知")
    methods = tuple(each for each in upstream.basis if not each.upstream)
    return (Basis(number, title, status, True, source), *methods)


def duties_of(upstream: Notice, issuer: str) -> tuple[Obligation, ...]:
    """接续义务: the dated duties of a notice, owed to the issuer of the next one.

    Who owes them is left to the addressees of the next notice.
    """
    return tuple(
        replace(
            each,
            who=None,
            what=each.what.replace(each.to_whom, issuer) if each.to_whom else each.what,
            to_whom=issuer if each.to_whom else None,
        )
        for each in upstream.obligations
        if each.due.text
    )


def _passed_on(
    line: Appropriation, functions: Mapping[str, CodeStatement], transfer: Sequence[CodeStatement]
) -> Codes:
    own = [functions.get(code.code, code) for code in line.codes.function]
    for given, refined in zip(line.codes.function, own, strict=True):
        if not refined.code.startswith(given.code) and not given.code.startswith(_PASSING):
            raise DraftError(f"支出功能分类科目{refined.code}不是{given.code}的细化科目")
    passing = line.codes.transfer_function or tuple(
        code for code in transfer if code.kind in (None, line.kind)
    )
    return replace(line.codes, function=tuple(own), transfer_function=passing)
