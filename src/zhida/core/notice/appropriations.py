"""预算指标 appropriations: the money that a notice issues, by source and purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.money import ABSENT, Amount
from zhida.core.provenance import Source


class FundingSource(StrEnum):
    """资金来源: the level of government whose money it is."""

    CENTRAL = "central"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    LOCAL = "local"  # 地方, level not stated
    OTHER = "other"


class BudgetKind(StrEnum):
    """预算种类: the budget that the money belongs to (预算法 art. 5)."""

    GENERAL = "general"  # 一般公共预算
    GOVERNMENT_FUND = "government_fund"  # 政府性基金, 彩票公益金 among them
    STATE_CAPITAL = "state_capital"  # 国有资本经营
    SOCIAL_INSURANCE = "social_insurance"  # 社会保险基金


class Scheme(StrEnum):
    """科目类别: which classification a code belongs to."""

    INCOME = "income"  # 收入分类科目
    TRANSFER_FUNCTION = "transfer_function"  # 转移支付支出功能分类科目 (230…)
    FUNCTION = "function"  # 支出功能分类科目
    GOV_ECON = "gov_econ"  # 政府预算支出经济分类科目 (5xx)
    DEPT_ECON = "dept_econ"  # 部门预算支出经济分类科目 (3xx)


@dataclass(frozen=True, slots=True)
class CodeStatement:
    """科目: one classification code as stated. `code` is digits only.

    `name` is the name printed beside it ("" where none), `year` that of the
    classification if stated; `kind` and `funding` say for which part of the
    money it holds, None meaning all. `in_table` is true where a table states
    it, `column` then being the measure column (0-based) it stands over.
    """

    scheme: Scheme
    code: str
    name: str
    source: Source
    year: int | None = None
    kind: BudgetKind | None = None
    funding: FundingSource | None = None
    in_table: bool = False
    column: int | None = None


class Regime(StrEnum):
    """监管方式: none (before FY2020), direct funds (直达资金), or standing supervision (追踪)."""

    NONE = "none"
    DIRECT = "direct"
    TRACKED = "tracked"


@dataclass(frozen=True, slots=True)
class Flag:
    """直达资金标识: regime and code as stated.

    `code` is "01", "02", "09" or None where only words are printed; `label`
    the words after it. `partial` is true where the notice says that only a
    part of the money is flagged, `scope` being its words for that part.
    """

    regime: Regime
    code: str | None
    label: str
    source: Source
    partial: bool = False
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """项目: project code and name of the transfer, either may be missing."""

    code: str | None
    name: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Codes:
    """科目组: the codes that hold for one appropriation, in order of statement."""

    income: tuple[CodeStatement, ...] = ()
    transfer_function: tuple[CodeStatement, ...] = ()
    function: tuple[CodeStatement, ...] = ()
    gov_econ: tuple[CodeStatement, ...] = ()
    dept_econ: tuple[CodeStatement, ...] = ()

    @property
    def all(self) -> tuple[CodeStatement, ...]:
        """Every code of the five classifications."""
        return self.income + self.transfer_function + self.function + self.gov_econ + self.dept_econ


@dataclass(frozen=True, slots=True)
class Appropriation:
    """预算指标: an amount of one source, budget kind and purpose, with its codes.

    A notice with money of one kind has one appropriation, equal to its total;
    one with central, lottery and provincial money has three. `label` is what
    the text calls it ("彩票公益金").
    """

    source: FundingSource | None
    kind: BudgetKind | None
    purpose: str | None
    label: str
    total: Amount = ABSENT
    codes: Codes = Codes()
    flag: Flag | None = None
    project: Project | None = None
    place: Source | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """本级项目: a project that the issuer spends on itself, with its amount."""

    name: str
    purpose: str | None
    amount: Amount
    source: Source
