"""流程里的特例单议 flow reviews: reviews of a pool's year, whose outcomes stand until it is settled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.flow import Flow, Step
from zhida.engines.dip.flow_steps import review
from zhida.engines.dip.flow_tables import read_outcomes
from zhida.engines.dip.measured import Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.special_cases import Outcome, Published, review_cases
from zhida.engines.errors import EngineError

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

OUTCOMES = "outcomes"
"""What a review rests on: the SHA-256 of its file of outcomes."""


@dataclass(frozen=True, slots=True)
class Given:
    """评议结果: of all files given; `new` are those that no review of the flow rests on."""

    outcomes: tuple[Outcome, ...]
    new: tuple[str, ...]


def given_outcomes(flow: Flow, files: Sequence[Path], places: int) -> Given:
    """各次评议: of the flow's reviews and of new ones. Raises EngineError where a file of an earlier
    review is missing (it can't be counted or paid then), or is there twice."""
    outcomes = tuple(each for path in files for each in read_outcomes(path, places))
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    if len(set(digests)) != len(digests):
        raise EngineError("同一份评议结果给出了两次")
    done = {
        each.rests_on.get(OUTCOMES, ""): each.number
        for each in flow.taken
        if each.step is Step.REVIEWED
    }
    if missing := [number for digest, number in done.items() if digest not in digests]:
        raise EngineError(
            f"缺第{missing[0]}期特例单议的评议结果（或文件在评议后改动过）。请把各期的文件都给出"
        )
    return Given(outcomes, tuple(each for each in digests if each not in done))


def review_flow(
    engine: Backend,
    scored: ir.Table,
    flow: Flow,
    files: Sequence[Path],
    measured: Measured,
    policy: Policy,
    rests_on: dict[str, str],
) -> tuple[Flow, Published]:
    """特例单议: the flow with one review more, and what is to be published of the year so far.

    `files` are the outcomes of all reviews, `scored` the cases of the flow's pool. Raises
    EngineError where not exactly one file is new, or the pool asks for more than its quota.
    """
    given = given_outcomes(flow, files, measured.places)
    if len(given.new) != 1:
        raise EngineError(
            f"给出的评议结果里有{len(given.new)}份没有办理过，每次特例单议应有1份新的"
        )
    _, (published,) = review_cases(engine, scored, given.outcomes, measured, policy)
    counts = {
        name: str(getattr(published, name)) for name in ("discharges", "quota", "asked", "granted")
    }
    told = {**rests_on, **counts, OUTCOMES: given.new[0]}
    return review(flow, flow.due(Step.REVIEWED), told), published


def reviewed(
    engine: Backend,
    scored: ir.Table,
    flow: Flow,
    files: Sequence[Path],
    measured: Measured,
    policy: Policy,
) -> ir.Table:
    """评议后的病例: with the points that the flow's reviews gave, to settle the year by.

    Raises EngineError where a file of a review is missing, or one was never reviewed.
    """
    given = given_outcomes(flow, files, measured.places)
    if given.new:
        raise EngineError("有评议结果还没有办理特例单议。请先用zhida dip step review办理")
    if not given.outcomes:
        return scored
    return review_cases(engine, scored, given.outcomes, measured, policy)[0]
