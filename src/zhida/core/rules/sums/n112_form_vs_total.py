"""反馈表预填金额不符: 跟踪反馈表中预填的金额应当等于下达总额或其中一项。

Amounts that the issuer filled into a feedback form before sending it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure, merge, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N112",
    name="反馈表预填金额不符",
    severity=Severity.ERROR,
    explanation="随文下发的反馈表中已填的下达金额，应当等于本文下达总额，或等于某一来源、某一单位的数额。",
    basis=FIGURES_EXACT,
    mend="按本文下达数改正预填金额，注意反馈表的计量单位（元或万元）。",
    bad="下达3347万元；反馈表（单位：元）预填3,347,000.00",
    good="下达3347万元；反馈表（单位：元）预填33,470,000.00",
)

_RECEIVERS_OWN = ("支出", "执行", "进度", "结余", "结转", "配套", "自筹")


@RULE.check
def form_vs_total(notice: Notice) -> Iterator[Finding]:
    """A finding for each form whose filled amounts are none of the notice's."""
    total = figure(notice.total)
    if total is None:
        return
    known = [total, *_known(notice)]
    for form in notice.forms:
        cells = [
            figure(cell.amount)
            for cell in form.cells
            if not any(word in cell.column for word in _RECEIVERS_OWN)
        ]
        filled = [cell for cell in cells if cell is not None]
        together = merge(filled)
        if together is None or any(agree(together, one) for one in known):
            continue
        strangers = [one for one in filled if not any(agree(one, amount) for amount in known)]
        for cell in strangers:
            unit = form.unit or Unit.YUAN
            yield RULE.finding(
                f"《{form.title}》预填{format_fen(cell.fen, unit)}，本文下达总额为"
                f"{format_fen(total.fen, unit)}，{margins.gap(cell.fen, total.fen, unit)}。",
                expected=total.fen,
                found=cell.fen,
                sources=margins.places(cell, total),
                severity=weigh(RULE.severity, cell, total),
            )


def _known(notice: Notice) -> Iterator[Figure]:
    """Every other amount of the notice that a form may rightly repeat."""
    amounts = [one.total for one in notice.appropriations]
    amounts += [
        measure.amount
        for table in notice.allocation
        for row in table.rows
        for measure in row.measures
        if measure.amount is not None
    ]
    for amount in amounts:
        one = figure(amount)
        if one is not None:
            yield one
    for table in notice.allocation:
        for row in table.rows:
            whole = margins.row_amount(table, row)
            if whole is not None:
                yield whole
