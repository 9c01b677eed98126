"""对应上级指标 matching: the lines of the holder that a notice's money comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.booking.elements import Elements
from zhida.core.booking.faults import fault
from zhida.core.booking.known import Held
from zhida.core.findings import Finding
from zhida.core.ledger import Earmark, QuotaLine


@dataclass(slots=True)
class Purse:
    """一行可用的钱: what is left of a line while a notice is being divided."""

    line: QuotaLine
    pending: int
    expected: int
    released: int = 0

    def free(self, early: bool) -> int:
        """可下达: what may still be passed on, expected money before the year begins."""
        if early and self.line.advance:
            return self.expected
        ready = self.pending
        if not early and self.line.advance and not self.line.condition:
            ready += self.expected
        return ready

    def take(self, fen: int, early: bool) -> bool:
        """Take out; answers whether it was expected money."""
        if early and self.line.advance:
            self.expected -= fen
            return True
        from_pending = min(fen, self.pending)
        self.pending -= from_pending
        self.expected -= fen - from_pending
        self.released += fen - from_pending
        return False


def purses(
    elements: Elements, held: tuple[Held, ...], upstream: tuple[str, ...]
) -> tuple[list[Purse], list[Finding]]:
    """对应的指标行: those of the same money that came with the notices above, none where none did."""
    wanted = elements.earmark
    fitting = [
        each for each in held if each.line.document in upstream and _same(each.line.earmark, wanted)
    ]
    named = [each for each in fitting if each.line.earmark.purpose == wanted.purpose]
    if wanted.purpose and named:
        fitting = named
    earmarks = {each.line.earmark for each in fitting}
    if len(earmarks) > 1:
        parts = "、".join(sorted({each.purpose or each.project or "未分项" for each in earmarks}))
        sentence = f"“{elements.label}”在{'、'.join(upstream)}中对应几种指标（{parts}）。"
        return [], [fault("B308", sentence)]
    findings = _differences(elements, next(iter(earmarks))) if earmarks else []
    return [Purse(each.line, each.pending, each.expected) for each in fitting], findings


def _same(one: Earmark, other: Earmark) -> bool:
    return (one.book, one.year, one.fund, one.source, one.kind) == (
        other.book,
        other.year,
        other.fund,
        other.source,
        other.kind,
    )


def _differences(elements: Elements, above: Earmark) -> list[Finding]:
    """What the notice says otherwise than the line above: the fixed elements must not change."""
    own, found = elements.earmark, []
    if elements.states_flag and (own.regime, own.flag) != (above.regime, above.flag):
        found.append(
            fault(
                "B303",
                f"“{elements.label}”的标识为{_flag(own)}，上级指标为{_flag(above)}。",
                expected=_flag(above),
                found=_flag(own),
            )
        )
    if elements.states_project and own.project != above.project:
        code = "B303" if above.project else "B310"
        found.append(
            fault(
                code,
                f"“{elements.label}”的项目代码为{own.project}，"
                f"上级指标{'为' + above.project if above.project else '没有项目代码'}。",
                expected=above.project,
                found=own.project,
            )
        )
    if own.purpose and above.purpose and own.purpose != above.purpose:
        found.append(
            fault(
                "B310",
                f"“{elements.label}”的子项为“{own.purpose}”，上级指标为“{above.purpose}”。",
                expected=above.purpose,
                found=own.purpose,
            )
        )
    return found


def _flag(earmark: Earmark) -> str:
    names = {"none": "无标识", "direct": "直达资金", "tracked": "追踪"}
    return f"{earmark.flag} {names[earmark.regime]}".strip()


def root_line(elements: Elements, holder: str, number: str) -> QuotaLine:
    """首次接收的指标行: what comes from outside this ledger under a number."""
    return QuotaLine(
        elements.earmark,
        holder,
        number,
        advance=elements.advance,
        transfer_function=elements.transfer_function,
        function=elements.function,
    )


def child_line(
    elements: Elements,
    parent: QuotaLine,
    holder: str,
    number: str,
    purpose: str,
    condition: str,
    passes_on: bool,
) -> QuotaLine:
    """下级指标行: what the receiver has under the notice's number, hanging on the sender's line.

    The function code refines the parent's or replaces its 230 code; where the
    notice says none, the parent's holds on.
    """
    return replace(
        parent,
        holder=holder,
        document=number,
        upstream_document=parent.document,
        condition=condition if parent.advance else "",
        transfer_function=elements.transfer_function if passes_on else "",
        function=elements.function or parent.function,
        gov_econ=elements.gov_econ,
        dept_econ=elements.dept_econ,
        implementing_project=purpose,
        parent=parent.digest,
        carried_from=None,
    )


def coarser(elements: Elements, parent: QuotaLine) -> Finding:
    """A warning that a function code doesn't refine the parent's."""
    return fault(
        "B304",
        f"“{elements.label}”列入{elements.function}，上级指标列入{parent.function}。",
        expected=parent.function,
        found=elements.function,
    )


def refines(parent: QuotaLine, function: str) -> bool:
    """Whether a function code refines the parent's, or replaces a passing level's.

    >>> from zhida.core.ledger import Book
    >>> from zhida.core.notice import FundingSource
    >>> above = QuotaLine(Earmark(Book.QUOTA, 2021, "医疗救助补助资金", FundingSource.CENTRAL),
    ...     "650000-finance", "财社〔2020〕149号", function="21015")
    >>> refines(above, "2101504"), refines(above, "2101301")
    (True, False)
    """
    return not function or not parent.function or function.startswith(parent.function)
