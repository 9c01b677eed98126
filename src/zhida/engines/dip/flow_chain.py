"""流程的续办 flow chain: whether a flow goes on with an earlier edition of itself, and where it doesn't."""

from __future__ import annotations

from itertools import zip_longest

from zhida.engines.dip.flow import TITLES, Flow, Part, Step, Taken

_WORDS = {"paid_fen": "付出", "gross_fen": "应分", "deposit_fen": "保证金",
          "deducted_fen": "扣款", "returned_fen": "退回"}  # fmt: skip
_MOST = 3


def contradictions(earlier: Flow, later: Flow) -> tuple[str, ...]:
    """不一致: what differs of the first step in which they part, a Chinese sentence each; none where
    `later` has all steps of `earlier`, and perhaps more.

    >>> from zhida.engines.dip.flow import begin
    >>> contradictions(begin("6501", "310", 2025, 1000, {}), begin("6501", "310", 2025, 900, {}))
    ('年初预算：基金由10.00元变为9.00元',)
    """
    for before, after in zip_longest(earlier.taken, later.taken):
        if before is None or (after is not None and before.digest == after.digest):
            continue
        return tuple(
            f"{step_name(before)}：{each}" for each in _differences(earlier, later, before, after)
        )
    return ()


def step_name(taken: Taken) -> str:
    """环节名: with its number where a step comes more than once."""
    often = taken.step in (Step.PREPAID, Step.REVIEWED)
    return TITLES[taken.step] + (f"第{taken.number}期" if often else "")


def _differences(earlier: Flow, later: Flow, before: Taken, after: Taken | None) -> list[str]:
    if after is None:
        return ["新的流程没有这一环节"]
    if before.step is not after.step:
        return [f"新的流程在这里办理的是{step_name(after)}"]
    if earlier.fund_fen != later.fund_fen:
        return [f"基金由{_yuan(earlier.fund_fen)}元变为{_yuan(later.fund_fen)}元"]
    was, now = ({part.institution: part for part in each.parts} for each in (before, after))
    found = []
    for code in sorted(was.keys() | now.keys()):
        one, other = was.get(code, Part(code)), now.get(code, Part(code))
        for name, words in _WORDS.items():
            if getattr(one, name) != getattr(other, name):
                amounts = f"{_yuan(getattr(one, name))}元变为{_yuan(getattr(other, name))}元"
                found.append(f"机构{code}{words}由{amounts}")
    if len(found) > _MOST:
        found = [*found[:_MOST], f"等共{len(found)}处"]
    return found or ["金额相同，但所据的文件或前面的环节不同"]


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"
