"""病种付费 disease: a pool's invented lists through the engine's stages, and what they came to, taken in.

The commands write the files, as they would at a bureau. The year before the last is settled and
booked; of the last one the months that are over are prepaid, and all of them settled; one insurance
is booked, the other submitted.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from zhida.cli.dip.check import check
from zhida.cli.dip.monitor import monitor
from zhida.cli.dip.running import policy_of, running
from zhida.cli.dip.simulate import simulate
from zhida.engines.dip import stages
from zhida.engines.dip.budget import Basis, budget
from zhida.engines.dip.flow import begin
from zhida.engines.dip.flow_steps import prepay
from zhida.engines.dip.flow_year import flow_year, months_of
from zhida.engines.dip.measured import VALUE, Measured
from zhida.engines.dip.settlement import Pool
from zhida.engines.dip.side_tables import read_codes
from zhida.engines.dip.synthetic import Plan, write_years
from zhida.engines.dip.synthetic_diseases import properties
from zhida.engines.exact import total
from zhida.platform.access.policy import Actor, Role
from zhida.platform.dip.installed import install
from zhida.platform.dip.models import Result
from zhida.platform.dip.recording import record
from zhida.platform.dip.settling import approve_settlement, submit_settlement

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

CASES, DISEASES, INSTITUTIONS = 2_400, 24, 12
_GROWTH = Fraction(1, 20)
_BOOKED_FIRST = "310"
"""Of the last year's flows, the one that is approved already."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """医保部门: of a prefecture, with who drafts and who reviews there."""

    region: str
    name: str

    @property
    def pool(self) -> str:
        """统筹区: the first four digits."""
        return self.region[:4]

    @property
    def drafter(self) -> Actor:
        """经办."""
        return self._actor("经办", Role.DRAFTER)

    @property
    def reviewer(self) -> Actor:
        """审核."""
        return self._actor("审核", Role.REVIEWER)

    def _actor(self, words: str, role: Role) -> Actor:
        agency = f"{self.region}-medical-security"
        return Actor(f"{self.name}医保{words}", agency, self.region, role, "medical_security")


def taken_in(bureau: Bureau, years: tuple[int, ...], until: datetime.date) -> int:
    """收取: of the last two of three years; of the year that `until` lies in, the months before it.

    Installs the directory, and answers how many lists there were. Months that weren't over have none.
    """
    with tempfile.TemporaryDirectory(prefix="zhida-dip-demo-") as name, _quiet():
        folder = Path(name)
        plan = Plan(CASES, years=years, pools=(bureau.pool,), institutions=INSTITUTIONS,
                    diseases=DISEASES)  # fmt: skip
        truth = write_years(folder / "lists", plan)
        months = _over(folder / "lists", bureau.pool, until)
        codes = folder / "codes"
        codes.mkdir()
        rows = [f"{code},{named}\n" for code, named in sorted(properties(truth.diseases).items())]
        (codes / "properties.csv").write_text("code,property\n" + "".join(rows), "utf-8")
        with running("演示") as engine:
            measured = _measured(engine, folder, bureau.pool, years)
            for year in years[1:]:
                if months[year]:
                    settled = _year(engine, bureau, folder, year, measured, months[year])
                    _decided(bureau, settled, all_=year != years[-1])
    return truth.lists


def _measured(engine: Backend, folder: Path, pool: str, years: Sequence[int]) -> Measured:
    """The directory of all years, in force beside an older one that was made of the first."""
    policy, codes = policy_of(None), read_codes(folder / "codes")
    older, newer = folder / f"病种目录{years[0]}.csv", folder / f"病种目录{years[-1]}.csv"
    first = stages.ingest(engine, folder / "lists" / f"pool={pool}" / f"year={years[0]}", policy)
    stages.build_directory(engine, first.cases, codes, policy, older)
    cases = stages.ingest(engine, folder / "lists", policy).cases
    rules = stages.build_directory(engine, cases, codes, policy, newer)
    grouped, scores = folder / "grouped.parquet", folder / "measured.json"
    stages.group(engine, cases, rules, codes, policy, grouped)
    found = stages.score(engine, grouped, rules, policy, scores)
    now = timezone.localtime()
    install(older, folder / "codes", None, {}, now - datetime.timedelta(days=365))
    install(newer, folder / "codes", scores, {}, now)
    return found


def _year(
    engine: Backend, bureau: Bureau, folder: Path, year: int, measured: Measured, months: int
) -> list[Result]:
    """What a year's commands write, taken in; answers its flows."""
    grouped, scores = folder / "grouped.parquet", folder / "measured.json"
    lists = folder / "lists" / f"pool={bureau.pool}" / f"year={year}"
    made = [folder / f"{words}-{year}.json" for words in ("质控", "监测", "模拟")]
    table = folder / f"基金-{year}.csv"
    funds = _funds(engine, grouped, year, measured)
    rows = [f"{pool},{kind},{fen * months // 1200}\n" for (pool, kind), fen in funds.items()]
    table.write_text("pool,insutype,fund\n" + "".join(rows), "utf-8")
    check(lists, folder / "codes", report=made[0])
    monitor(grouped, scores, year, made[1], lists)
    simulate(grouped, scores, scores, table, year, made[2], policy=["high_cost=standard"])
    flows = folder / f"flows-{year}"
    _flows(engine, grouped, scores, year, funds, measured, months, flows)
    settled = sorted(flows.iterdir())
    today = datetime.datetime.now(datetime.UTC).astimezone().date()
    taken = record(bureau.drafter, bureau.region, year, today, [*made, *settled], grouped,
                   inpatient=INSTITUTIONS + 1)  # fmt: skip
    return [each.result for each in taken if each.result.insutype]


def _decided(bureau: Bureau, flows: list[Result], *, all_: bool) -> None:
    """Submitted, and approved: all of them, or those of one insurance."""
    today = datetime.datetime.now(datetime.UTC).astimezone().date()
    for each in flows:
        submit_settlement(bureau.drafter, int(each.pk))
        if all_ or each.insutype == _BOOKED_FIRST:
            approve_settlement(bureau.reviewer, int(each.pk), today)


def _funds(engine: Backend, grouped: Path, year: int, measured: Measured) -> dict[Pool, int]:
    """A year's budget of each pool: what it paid in the year before, and a twentieth more."""
    table = stages.read_grouped(engine, grouped, measured.directory)
    sums = table.filter(table.year == year - 1).group_by(["pool", "insutype"])
    found = engine.to_pyarrow(sums.agg(fen=total(table.fund_fen)).order_by("pool", "insutype"))
    return {
        (row["pool"], row["insutype"]): budget(
            Basis(last_fen=row["fen"], growth=_GROWTH), policy_of(None)
        )
        for row in found.to_pylist()
    }


def _flows(
    engine: Backend, grouped: Path, scores: Path, year: int, funds: Mapping[Pool, int],
    measured: Measured, months: int, out: Path,
) -> None:  # fmt: skip
    """A whole year is settled; of a running one the months that are over are prepaid."""
    policy = policy_of(None)
    scored = stages.scored_year(engine, grouped, year, measured, policy)
    rests_on = stages.fingerprints({"grouped": grouped, "scores": scores})
    if months == 12:
        done = flow_year(engine, scored, year, funds, measured, policy, {}, rests_on)
        stages.write_flows(out, [each.flow for each in done])
        return
    value, by_month, flows = Fraction(measured.value, VALUE), months_of(engine, scored, {}), []
    for pool, fund in sorted(funds.items()):
        flow = begin(*pool, year, fund, rests_on, value)
        for number in range(1, months + 1):
            rows = by_month.get((pool, number), [])
            flow = prepay(flow, number, rows, value, measured.places, policy, rests_on)
        flows.append(flow)
    stages.write_flows(out, flows)


def _over(lists: Path, pool: str, until: datetime.date) -> dict[int, int]:
    """Takes away the months that weren't over on a day; how many each year has left."""
    left: dict[int, int] = {}
    for folder in sorted((lists / f"pool={pool}").iterdir()):
        year = int(folder.name.removeprefix("year="))
        for month in folder.iterdir():
            if (year, int(month.name.removeprefix("month="))) >= (until.year, until.month):
                shutil.rmtree(month)
        left[year] = len(list(folder.iterdir()))
    return left


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What the commands tell is not told again."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield
