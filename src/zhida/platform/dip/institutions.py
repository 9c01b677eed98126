"""机构 institutions: what the results that stand say of each institution, side by side.

Nothing is computed that the engine has not said; shares are formed of its whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhida.engines.dip.flow import Step, flow_of
from zhida.platform.dip.models import Kind, Result, State
from zhida.platform.dip.queries import newest, standing

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measures:
    """监测值: of one result, by pool, institution ("" for the pool) and name."""

    result: Result
    rows: Mapping[tuple[str, str, str], Row]

    @property
    def pools(self) -> list[str]:
        """统筹区: in order."""
        return sorted({pool for pool, _, _ in self.rows})

    def of(self, pool: str, institution: str) -> dict[str, Row]:
        """指标值: by the measure's name."""
        return {
            name: row
            for (of, code, name), row in self.rows.items()
            if (of, code) == (pool, institution)
        }

    def institutions(self, pool: str) -> list[str]:
        """机构: those that a pool has, by code."""
        return sorted({code for of, code, _ in self.rows if of == pool and code})


@dataclass(frozen=True, slots=True)
class Institution:
    """机构: its row of the quality report, its level, and whether the year's settlement has it."""

    code: str
    level: str = ""
    quality: Row | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Institutions:
    """各机构: of a region's year, by code, with the results that they were read from.

    `inpatient` is how many institutions have inpatients, as it was recorded; None where it wasn't.
    """

    institutions: tuple[Institution, ...] = ()
    quality: Result | None = None
    measures: Measures | None = None
    inpatient: int | None = None
    coverage: Result | None = None
    flows: tuple[Result, ...] = field(default=())

    @property
    def settled(self) -> int:
        """有清算的机构: how many."""
        return sum(each.settled for each in self.institutions)

    @property
    def asked(self) -> int | None:
        """应覆盖的机构: those with inpatients; where they weren't recorded, those known here."""
        return self.inpatient or len(self.institutions) or None

    @property
    def covered(self) -> Fraction | None:
        """机构覆盖率; None where there is nothing to form it of."""
        whole = self.asked
        if whole is None or not (self.flows or self.coverage):
            return None
        return Fraction(self.settled, whole)


def measures_of(result: Result) -> Measures:
    """监测值: of a monitoring result."""
    rows = {
        (row["pool"], row["fixmedins_code"], row["name"]): row for row in result.body["measures"]
    }
    return Measures(result, rows)


def settled_institutions(found: list[Result]) -> set[str]:
    """有清算的机构: of the flows that are settled, and of what was recorded of settlements.

    A flow that was sent back settles nobody.
    """
    codes: set[str] = set()
    for each in found:
        if each.kind == Kind.FLOW and each.state != State.SENT_BACK:
            for taken in flow_of(each.text, each.name).taken:
                if taken.step is Step.SETTLED:
                    codes |= {part.institution for part in taken.parts}
        elif each.kind == Kind.COVERAGE:
            codes |= set(each.body["coverage"]["settled"] or ())
    return codes


def institutions_of(region: str, year: int) -> Institutions:
    """各机构: all that any result of the year names."""
    found = standing(region, year)
    of = {each.kind: each for each in found}
    quality, monitoring = of.get(Kind.QUALITY), of.get(Kind.MONITORING)
    coverage, simulation = of.get(Kind.COVERAGE), of.get(Kind.SIMULATION)
    rows = {row["fixmedins_code"]: row for row in quality.body["by_institution"]} if quality else {}
    measures = measures_of(monitoring) if monitoring else None
    tried = simulation.body["institutions"] if simulation else []
    levels = {row["fixmedins_code"]: row["level"] for row in tried}
    settled = settled_institutions(found)
    codes = {*rows, *levels, *settled}
    if measures is not None:
        codes |= {institution for _, institution, _ in measures.rows if institution}
    return Institutions(
        tuple(
            Institution(code, levels.get(code, ""), rows.get(code), code in settled)
            for code in sorted(codes)
        ),
        quality,
        measures,
        coverage.body["coverage"]["inpatient"] if coverage else None,
        coverage,
        tuple(each for each in found if each.kind == Kind.FLOW),
    )


def monitored_years(region: str, years: list[int]) -> dict[int, Measures]:
    """历年监测: by year, those that have a result."""
    found = {year: newest(region, year, Kind.MONITORING) for year in years}
    return {year: measures_of(each) for year, each in found.items() if each is not None}
