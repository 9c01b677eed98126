"""扣减: as the tables of a finance officer say, exact to the fen, never below zero."""

from __future__ import annotations

import csv
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.execution.penalties import Party, PenaltyProposal, propose
from zhida.core.execution.penalty_schemes import (
    CutGoes,
    PassThrough,
    penalty_scheme,
    penalty_schemes,
)
from zhida.core.ledger import LedgerError
from zhida.core.money import Unit, fen_of

TABLE = Path(__file__).parents[2] / "cases" / "execution" / "penalties.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
CASES = [(name, list(rows)) for name, rows in groupby(ROWS, key=lambda row: row["案例"])]
PREFECTURE = {"某市": Fraction(61), "另市": Fraction(95)}


def fen(yuan: str) -> int:
    return fen_of(yuan, Unit.YUAN)


@pytest.mark.parametrize(("name", "rows"), CASES, ids=[name for name, _ in CASES])
def test_a_case_is_as_its_table_says(name: str, rows: list[dict[str, str]]) -> None:
    parties = [
        Party(
            row["地方"],
            row["地方"],
            fen(row["基数元"]),
            Fraction(row["考核数"]) if row["考核数"] else None,
            "",
            row["上级"],
        )
        for row in rows
    ]
    above = [
        Party(code, code, 0, PREFECTURE[code])
        for code in dict.fromkeys(row["上级"] for row in rows)
        if code
    ]
    done = propose(penalty_scheme(rows[0]["办法"], 2025), parties, above)
    assert [(each.cut_fen, each.returned_fen) for each in done.cuts] == [
        (fen(row["扣减元"]), fen(row["分回元"])) for row in rows
    ]
    holds(done)


def holds(done: PenaltyProposal) -> None:
    """All that was there is still there, and nobody owes anything."""
    assert sum(each.kept_fen for each in done.cuts) + done.reserve_fen == done.base_fen
    assert all(0 <= each.cut_fen <= each.party.base_fen for each in done.cuts)
    assert all(each.kept_fen >= 0 and each.arithmetic for each in done.cuts)
    if done.scheme.cut_goes is CutGoes.RESERVE:
        assert done.reserve_fen == done.cut_fen


SCHEMES = st.sampled_from(penalty_schemes(2025))
BASES = st.integers(0, 10**13)
MEASURES = st.none() | st.fractions(0, 120, max_denominator=1000)


@given(SCHEMES, st.lists(st.tuples(BASES, MEASURES, st.sampled_from("PQR")), max_size=12))
def test_cuts_are_exact_and_never_below_zero(
    scheme: object, drawn: list[tuple[int, Fraction | None, str]]
) -> None:
    parties = [
        Party(f"{i}", f"{i}县", base, measure, "", above)
        for i, (base, measure, above) in enumerate(drawn)
    ]
    above = [Party(code, code, 0, Fraction(50)) for code in "PQR"]
    done = propose(scheme, parties, above)  # type: ignore[arg-type]
    holds(done)
    if done.scheme.pass_through is PassThrough.NONE:
        exact = sum(
            (
                done.scheme.band_of(each.measure).cut_of(each.base_fen)
                for each in parties
                if each.measure is not None
            ),
            Fraction(0),
        )
        assert done.cut_fen == exact.numerator // exact.denominator


@given(st.lists(BASES, min_size=1, max_size=12), st.fractions(0, 120, max_denominator=100))
def test_what_is_passed_on_keeps_the_proportion_within_one_fen(
    bases: list[int], measure: Fraction
) -> None:
    parties = [Party(f"{i}", f"{i}县", base, None, "", "P") for i, base in enumerate(bases)]
    done = propose(penalty_scheme("rate-down", 2025), parties, [Party("P", "某市", 0, measure)])
    (city,) = done.above
    assert done.cut_fen == city.cut_fen
    for each in done.cuts:
        share = Fraction(city.cut_fen * each.party.base_fen, max(1, sum(bases)))
        assert abs(each.cut_fen - share) < 1


@given(st.permutations(range(6)))
def test_the_order_of_rows_makes_no_difference(order: list[int]) -> None:
    parties = [Party(f"{i}", f"{i}县", 33, Fraction(70)) for i in range(6)]
    done = propose(penalty_scheme("rate-reserve", 2025), [parties[i] for i in order])
    cut = {each.party.code: each.cut_fen for each in done.cuts}
    first = propose(penalty_scheme("rate-reserve", 2025), parties)
    assert cut == {each.party.code: each.cut_fen for each in first.cuts}


def test_every_scheme_begins_at_nothing_and_says_what_it_rests_on() -> None:
    for scheme in penalty_schemes(2025):
        assert scheme.bands[-1].start == 0, scheme.code
        assert scheme.basis and scheme.source and scheme.status == "local"


def test_an_unknown_scheme_is_refused_with_those_there_are() -> None:
    with pytest.raises(LedgerError, match="没有名为“率”的扣减办法。可用的有：rate（执行进度扣减）"):
        penalty_scheme("率", 2025)
