"""结算流程 flow: what may follow what in a pool's year, from the budget to the deposits' release.

A flow is its steps, each with its payments and the fingerprints of what it rests on, each naming
the step before it: it can be kept as a file after any step and gone on with later. The rules of
each step stand in `flow_steps`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from zhida.core.money import Unit, format_fen
from zhida.engines.errors import EngineError, unreadable

MONTHS = 12
_START = "start_value"


class Step(StrEnum):
    """环节: in the order of a year; months and reviews come more than once."""

    FUNDED = "funded"
    ADVANCED = "advanced"
    PREPAID = "prepaid"
    REVIEWED = "reviewed"
    SETTLED = "settled"
    RELEASED = "released"


TITLES: Mapping[Step, str] = {
    Step.FUNDED: "年初预算",
    Step.ADVANCED: "拨付预付金",
    Step.PREPAID: "月度预付",
    Step.REVIEWED: "特例单议",
    Step.SETTLED: "年度清算",
    Step.RELEASED: "返还质量保证金",
}

_AFTER: Mapping[Step, tuple[Step, ...]] = {
    Step.FUNDED: (Step.ADVANCED, Step.PREPAID),
    Step.ADVANCED: (Step.PREPAID,),
    Step.PREPAID: (Step.PREPAID, Step.REVIEWED, Step.SETTLED),
    Step.REVIEWED: (Step.PREPAID, Step.REVIEWED, Step.SETTLED),
    Step.SETTLED: (Step.RELEASED,),
    Step.RELEASED: (),
}


@dataclass(frozen=True, slots=True)
class Part:
    """机构份额: what a step does to one institution, in fen.

    `paid_fen` is paid out now; `gross_fen` what the year earned it; `deposit_fen` of it is kept;
    `deducted_fen` audits took off; `returned_fen` comes back to the pool: paid too much, or a
    deposit that isn't released.
    """

    institution: str
    paid_fen: int = 0
    gross_fen: int = 0
    deposit_fen: int = 0
    deducted_fen: int = 0
    returned_fen: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """已办环节: one step. `number` is the month, or the review's place among reviews; else 1.

    `rests_on` are the SHA-256 of what it was computed from, by name; `before` that of the step
    before, "" for the first.
    """

    step: Step
    number: int
    parts: tuple[Part, ...]
    rests_on: Mapping[str, str]
    before: str

    @property
    def digest(self) -> str:
        """指纹: SHA-256 of all that the step says, and so of all steps before it."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """机构余额: what an institution has had of the year, in fen."""

    paid_fen: int = 0
    deposit_fen: int = 0
    deducted_fen: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """结算流程: of one pool, kind of insurance and year, as far as it has come."""

    pool: str
    insutype: str
    year: int
    fund_fen: int
    taken: tuple[Taken, ...]

    @property
    def head(self) -> str:
        """The fingerprint of the last step, which stands for the whole flow."""
        return self.taken[-1].digest

    @property
    def start_value(self) -> Fraction | None:
        """年初点值: fen a point, as it was fixed with the budget; None where none was."""
        said = self.taken[0].rests_on.get(_START)
        return None if said is None else Fraction(said)

    def due(self, step: Step) -> int:
        """期: the number that a step would have now."""
        return 1 + sum(each.step is step for each in self.taken)

    def next_steps(self) -> tuple[Step, ...]:
        """可办环节: what may come now."""
        return tuple(
            step for step in _AFTER[self.taken[-1].step]
            if not (step is Step.PREPAID and self.due(step) > MONTHS)
            and not (step is Step.SETTLED and self.due(Step.PREPAID) <= MONTHS)
        )  # fmt: skip

    def standing(self) -> dict[str, Standing]:
        """机构余额: by institution."""
        found: dict[str, Standing] = {}
        for taken in self.taken:
            for part in taken.parts:
                found[part.institution] = _with(found.get(part.institution), taken.step, part)
        return found

    @property
    def in_pool_fen(self) -> int:
        """统筹基金余额: what is neither paid out nor kept as a deposit."""
        stands = self.standing().values()
        return self.fund_fen - sum(each.paid_fen + each.deposit_fen for each in stands)

    def take(
        self, step: Step, number: int, parts: Iterable[Part], rests_on: Mapping[str, str]
    ) -> Flow:
        """办理: the flow with one step more.

        Raises EngineError where the step can't come now, or pays more than there is.
        """
        last = self.taken[-1].step
        if step not in _AFTER[last]:
            then = "、".join(TITLES[each] for each in self.next_steps())
            raise EngineError(
                f"“{TITLES[last]}”之后不能办理“{TITLES[step]}”，"
                + (f"只能办理{then}" if then else "这一年已经结束")
            )
        due = self.due(step)
        if number != due:
            raise EngineError(f"“{TITLES[step]}”应办理第{due}期，不是第{number}期。请按次序办理")
        if step is Step.PREPAID and number > MONTHS:
            raise EngineError(f"一年只有{MONTHS}个月，月度预付已经办完")
        if step is Step.SETTLED and self.due(Step.PREPAID) <= MONTHS:
            raise EngineError(
                f"月度预付只办到第{self.due(Step.PREPAID) - 1}个月，满{MONTHS}个月才能年度清算"
            )
        taken = Taken(step, number, _in_order(parts), dict(rests_on), self.head)
        after = replace(self, taken=(*self.taken, taken))
        if after.in_pool_fen < 0:
            raise EngineError(
                f"“{TITLES[step]}”第{number}期使统筹区{self.pool}险种{self.insutype}的付款超出基金"
                f"{format_fen(-after.in_pool_fen, Unit.YUAN, places=2)}。"
                "请核对基金表的金额（以元计）和年初点值，或调低政策prepay_percent"
            )
        return after

    def without_last(self) -> Flow:
        """撤回: the flow as it was before its last step.

        Raises EngineError where only the budget is left.
        """
        if len(self.taken) == 1:
            raise EngineError(
                f"流程只有“{TITLES[Step.FUNDED]}”，没有可以撤回的环节。要改预算，请重新开始一个流程"
            )
        return replace(self, taken=self.taken[:-1])


def begin(
    pool: str,
    insutype: str,
    year: int,
    fund_fen: int,
    rests_on: Mapping[str, str],
    start_value: Fraction | None = None,
) -> Flow:
    """开始: a year's flow with its budget (fen) and the point value that its months pay by.

    >>> flow = begin("6501", "310", 2025, 1000, {})
    >>> flow.take(Step.SETTLED, 1, (), {})
    Traceback (most recent call last):
      ...
    zhida.engines.errors.EngineError: “年初预算”之后不能办理“年度清算”，只能办理拨付预付金、月度预付
    """
    if fund_fen < 0:
        raise EngineError(f"统筹区{pool}险种{insutype}的基金为负")
    budget = {"fund_fen": str(fund_fen), "pool": pool, "insutype": insutype, "year": str(year)}
    if start_value is not None:
        if start_value <= 0:
            raise EngineError(f"统筹区{pool}险种{insutype}的年初点值不大于零")
        budget[_START] = str(start_value)
    return Flow(
        pool, insutype, year, fund_fen, (Taken(Step.FUNDED, 1, (), {**rests_on, **budget}, ""),)
    )


def flow_text(flow: Flow) -> str:
    """The file of a flow, json; its last line of figures names the whole."""
    return json.dumps(asdict(flow) | {"head": flow.head}, ensure_ascii=False, indent=1) + "\n"


def read_flow(path: Path) -> Flow:
    """读流程: of such a file. Raises EngineError where it isn't one, or was changed by hand."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise unreadable(path, wrong, "结算流程") from wrong
    return flow_of(text, str(path))


def flow_of(text: str, path: str) -> Flow:
    """流程: of the text of such a file, which is called `path` in what is refused."""
    try:
        given = json.loads(text)
        head = given.pop("head")
        taken = tuple(
            Taken(
                Step(each["step"]), each["number"], tuple(Part(**part) for part in each["parts"]),
                each["rests_on"], each["before"],
            )
            for each in given.pop("taken")
        )  # fmt: skip
        flow = Flow(taken=taken, **given)
        _ = flow.start_value, flow_text(flow)
    except (
        ValueError, TypeError, KeyError, AttributeError, IndexError, ZeroDivisionError,
    ) as wrong:  # fmt: skip
        raise EngineError(
            f"“{path}”不是结算流程。请用zhida dip step begin或zhida dip settle --flow写出"
        ) from wrong
    before = ""
    for each in flow.taken:
        if each.before != before:
            raise EngineError(
                f"“{path}”的“{TITLES[each.step]}”第{each.number}期与前面的环节不相连，"
                "写出后被改动过。请用没有改动的文件，或重新办理"
            )
        before = each.digest
    first = flow.taken[0].rests_on if flow.taken else {}
    said = (flow.pool, flow.insutype, str(flow.year), str(flow.fund_fen))
    if said != tuple(first.get(name) for name in ("pool", "insutype", "year", "fund_fen")):
        raise EngineError(f"“{path}”的统筹区、年度或基金与年初预算不一致")
    if before != head:
        raise EngineError(f"“{path}”的内容与指纹不符，写出后被改动过。请重新生成")
    return flow


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    ordered = tuple(sorted(parts, key=lambda part: part.institution))
    for one, other in pairwise(ordered):
        if one.institution == other.institution:
            raise EngineError(f"机构{one.institution}在同一环节出现两次")
    for part in ordered:
        amounts = {name: fen for name, fen in asdict(part).items() if name != "institution"}
        if min(amounts.values()) < 0:
            raise EngineError(f"机构{part.institution}的金额为负。请核对所据的文件")
    return ordered


def _with(held: Standing | None, step: Step, part: Part) -> Standing:
    held = held or Standing()
    if step is Step.RELEASED:
        return replace(
            held,
            paid_fen=held.paid_fen + part.paid_fen,
            deposit_fen=held.deposit_fen - part.paid_fen - part.returned_fen,
        )
    return replace(
        held,
        paid_fen=held.paid_fen + part.paid_fen - part.returned_fen,
        deposit_fen=held.deposit_fen + part.deposit_fen,
        deducted_fen=part.deducted_fen
        if step is Step.SETTLED
        else held.deducted_fen + part.deducted_fen,
    )
