"""资金来源的词 funding: which level's money, and of which budget, a phrase speaks of."""

from __future__ import annotations

import re

from zhida.core.notice import BudgetKind, FundingSource

_SOURCES: tuple[tuple[FundingSource, re.Pattern[str]], ...] = tuple(
    (source, re.compile(pattern))
    for source, pattern in (
        (FundingSource.CENTRAL, r"中央|国家级|国家补助"),
        (FundingSource.PROVINCE, r"省级|省财政|省本级|省补|自治区|省一般|省彩票|直辖市|^省"),
        (
            FundingSource.PREFECTURE,
            r"市级|州级|盟级|地区级|市财政|市本级|州财政|州本级|市补|^市|^州",
        ),
        (FundingSource.COUNTY, r"县级|区级|旗级|县区|区县|县财政|区财政|县本级|县补|^县|^区"),
        (FundingSource.LOCAL, r"地方|本级"),
    )
)
_KINDS: tuple[tuple[BudgetKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (BudgetKind.GOVERNMENT_FUND, r"彩票|公益金|政府性基金|基金预算"),
        (BudgetKind.STATE_CAPITAL, r"国有资本经营"),
        (BudgetKind.SOCIAL_INSURANCE, r"社会保险基金"),
        (BudgetKind.GENERAL, r"一般公共预算|公共财政预算|一般预算"),
    )
)


def funding_source_of(text: str) -> FundingSource | None:
    """The level whose money a phrase names, the highest where it names several.

    >>> funding_source_of("自治区一般公共预算")
    <FundingSource.PROVINCE: 'province'>
    """
    return next((source for source, pattern in _SOURCES if pattern.search(text)), None)


def budget_kind_of(text: str) -> BudgetKind | None:
    """The budget that a phrase names; lottery welfare money is a government fund.

    >>> budget_kind_of("中央彩票公益金")
    <BudgetKind.GOVERNMENT_FUND: 'government_fund'>
    """
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
