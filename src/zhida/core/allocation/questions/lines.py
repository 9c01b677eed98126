"""资金核对 lines: does the money of each pool line add up, under the right flag and account?"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core import funds
from zhida.core.allocation.questions.draft import Ask, Draft, LineFacts, Question
from zhida.core.classification import history, lookup, name_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime, Scheme
from zhida.core.provenance import Source
from zhida.core.rules import law
from zhida.core.rules.codes.accounts import budget_of
from zhida.core.rules.regime.model import flag_names, of_fund

TRACKED = "追踪"
_LOCAL = (FundingSource.PROVINCE, FundingSource.PREFECTURE, FundingSource.COUNTY)

_SUM = Question(
    "A101", "各地之和不等于资金", Severity.ERROR, law.QUOTA_BINDING, "核对方案，使各地之和等于资金"
)
_FLAG_MISSING = Question(
    "A111",
    "缺直达资金或追踪标识",
    Severity.ERROR,
    law.DIRECT_FUNDS,
    "核对上级文件，在方案的这项资金写明 flag",
)
_FLAG_WRONG = Question(
    "A112", "标识与资金不符", Severity.ERROR, law.DIRECT_FUNDS, "按上级文件的标识改正 flag"
)
_CODE = Question(
    "A121", "科目不存在或当年无效", Severity.ERROR, law.CLASSIFICATION, "改列预算年度当年的科目"
)
_PURPOSE = Question(
    "A122", "科目与资金用途不符", Severity.ERROR, law.SPEND_BY_ACCOUNT, "改列该项资金的功能科目"
)
_BUDGET = Question(
    "A123", "科目与预算种类不符", Severity.ERROR, law.SEPARATE_BUDGETS, "改列该种预算的科目"
)


def sums(draft: Draft) -> Iterator[Finding]:
    """Each pool line against the year's money of all recipients."""
    for j, line in enumerate(draft.lines):
        found = sum(row[j] for row in draft.entitled)
        if found != line.total:
            figure = draft.unit.figure
            yield _SUM.finding(
                f"“{line.name}”各地合计{figure(found)}万元，资金为{figure(line.total)}万元，"
                f"相差{figure(abs(found - line.total))}万元。",
                line.place,
                expected=line.total * draft.unit.fen,
                found=found * draft.unit.fen,
            )


def flags(draft: Draft) -> Iterator[Finding]:
    """The flag of each line, and of each recipient that states its own."""
    for j, line in enumerate(draft.lines):
        yield from _flag(draft.year, line, line.flag, f"“{line.name}”", line.place)
        for recipient in draft.recipients:
            stated = recipient.flags.get(j)
            if stated is not None and stated != (line.flag or ""):
                yield _FLAG_WRONG.finding(
                    f"“{recipient.name}”的“{line.name}”标识为“{stated}”，"
                    f"该项资金的标识为“{line.flag or '无'}”；标识在分配中保持不变。",
                    recipient.place,
                    expected=line.flag or "无",
                    found=stated,
                )


def _flag(
    year: int, line: LineFacts, flag: str | None, what: str, place: Source
) -> Iterator[Finding]:
    central = line.source is FundingSource.CENTRAL and line.kind is not BudgetKind.GOVERNMENT_FUND
    rule = of_fund(line.fund, year)
    if flag is not None and flag != TRACKED and flag not in flag_names():
        known = "、".join(f"{code} {name}" for code, name in flag_names().items())
        yield _FLAG_WRONG.finding(
            f"{what}的标识“{flag}”不在标识表中，可用的有{known}和“{TRACKED}”。", place, found=flag
        )
    elif flag == "01" and line.source in _LOCAL:
        yield _FLAG_WRONG.finding(
            f"{what}是地方资金，不能标“01 {flag_names()['01']}”。", place, found=flag
        )
    elif rule is None or not (central or flag):
        return
    elif rule.regime is Regime.NONE and flag is not None:
        yield _FLAG_WRONG.finding(
            f"{year}年度还没有直达资金标识，{what}却标“{flag}”。", place, expected="无", found=flag
        )
    elif rule.regime is not Regime.NONE and central and flag is None:
        wanted = TRACKED if rule.regime is Regime.TRACKED else "直达资金标识"
        yield _FLAG_MISSING.finding(
            f"{rule.fund or line.fund or what}在{year}年度应有“{wanted}”，方案没有写明"
            + ("。" if rule.certain else "；年度清单未经核对，请看上级文件。"),
            place,
            expected=wanted,
            severity=None if rule.certain and rule.fund else Severity.HINT,
        )
    elif flag is not None and (flag == TRACKED) != (rule.regime is Regime.TRACKED):
        wanted = TRACKED if rule.regime is Regime.TRACKED else "直达资金标识"
        yield _FLAG_WRONG.finding(
            f"{what}标“{flag}”，{year}年度应为“{wanted}”。",
            place,
            expected=wanted,
            found=flag,
            severity=None if rule.certain else Severity.WARNING,
        )


def accounts(draft: Draft) -> Iterator[Finding]:
    """The function codes of each line, and of each recipient that states its own."""
    for j, line in enumerate(draft.lines):
        pairs = [(line.function, f"“{line.name}”", line.place)]
        for recipient in draft.recipients:
            if j in recipient.functions:
                what = f"“{recipient.name}”的“{line.name}”"
                pairs.append((recipient.functions[j], what, recipient.place))
        for code, what, place in pairs:
            if code:
                yield from _account(draft.year, line, Scheme.FUNCTION, code, what, place)
        if line.transfer_function:
            yield from _account(
                draft.year,
                line,
                Scheme.TRANSFER_FUNCTION,
                line.transfer_function,
                f"“{line.name}”",
                line.place,
            )


def _account(
    year: int, line: LineFacts, scheme: Scheme, code: str, what: str, place: Source
) -> Iterator[Finding]:
    rows = history(scheme, code)
    if not lookup(scheme, code, year):
        known = f"（{rows[-1].name}）在{year}年无效" if rows else "不在科目表中"
        severity = None if rows else Severity.WARNING
        yield _CODE.finding(f"{what}的科目{code}{known}。", place, found=code, severity=severity)
        return
    called = f"{code}{name_of(scheme, code, year) or ''}"
    kind = budget_of(scheme, code, year)
    if line.kind is not None and kind is not None and kind is not line.kind:
        yield _BUDGET.finding(
            f"{what}列{called}，这个科目属于另一种预算。", place, expected=line.kind, found=kind
        )
    fund = funds.get(line.fund) if line.fund else None
    if scheme is Scheme.FUNCTION and fund is not None and fund.allows_function(code) is False:
        right = "、".join(fund.functions)
        yield _PURPOSE.finding(
            f"{what}列{called}，{fund.name}的支出功能科目是{right}。",
            place,
            expected=right,
            found=code,
            severity=None if fund.status == "attested" else Severity.WARNING,
        )


QUESTIONS = (_SUM, _FLAG_MISSING, _FLAG_WRONG, _CODE, _PURPOSE, _BUDGET)
ASKED: tuple[Ask, ...] = (sums, flags, accounts)
