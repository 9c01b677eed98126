"""功能科目与资金用途不符: 支出功能科目应当属于这项资金的用途。

Function codes against those that the fund may be booked under.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import name_of
from zhida.core.findings import Finding, Severity
from zhida.core.funds import Fund, get
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import Use, of_scheme, year_of
from zhida.core.rules.law import SPEND_BY_ACCOUNT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N304",
    name="支出功能科目与资金用途不符",
    severity=Severity.ERROR,
    explanation="每项资金有其支出功能科目；列入别的类、款，等于改变资金用途。",
    basis=SPEND_BY_ACCOUNT,
    mend="改列该项资金的功能科目；确需列其他科目的，说明依据。",
    bad="医疗救助补助资金列2080902（军队移交政府的离退休人员安置）",
    good="医疗救助补助资金列2101301 城乡医疗救助",
)

_CLASS_DIGITS = 3


@RULE.check
def function_of_fund(notice: Notice) -> Iterator[Finding]:
    """One finding for each code that is not the fund's, with all its places."""
    fund = get(notice.fund.value) if notice.fund else None
    if fund is None:
        return
    strange: dict[str, list[Use]] = {}
    for use in of_scheme(notice, Scheme.FUNCTION):
        if _is_strange(fund, use.code):
            strange.setdefault(use.code, []).append(use)
    for code, found in strange.items():
        name = name_of(Scheme.FUNCTION, code, year_of(notice, found[0].statement))
        right = "、".join(each + (name_of(Scheme.FUNCTION, each) or "") for each in fund.functions)
        called = f"（{name}）" if name else found[0].statement.name
        yield RULE.finding(
            f"{found[0].place}将{fund.name}列入{code}{called}，该资金的支出功能科目是{right}。",
            expected=right,
            found=code,
            sources=tuple(use.source for use in found),
            severity=RULE.severity if fund.status == "attested" else Severity.WARNING,
        )


def _is_strange(fund: Fund, code: str) -> bool:
    """Whether a code is not the fund's.

    A fund that was not read in a source may have more accounts than our table
    knows: then only another class (类) is strange.
    """
    if fund.allows_function(code) is not False:
        return False
    if any(_is_digit_short(code, own) for own in fund.functions):
        return False  # told as a matter of length
    if fund.status == "attested":
        return True
    classes = {own[:_CLASS_DIGITS] for own in fund.functions}
    return code[:_CLASS_DIGITS] not in classes


def _is_digit_short(code: str, own: str) -> bool:
    return len(code) % 2 == 0 and any(own[:i] + own[i + 1 :] == code for i in range(len(own)))
