"""质控报告 quality_report: how each institution uploads: in time, complete, returned, how late.

A quantile of days is the smallest number of days within which at least that share of the lists
came in (nearest rank), so that it is always a number that occurred.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.mapping_report import percent
from zhida.engines.dip.quality_rules import quality_rules, rules_version
from zhida.engines.dip.report_files import ReportTable, Value
from zhida.engines.dip.result_columns import BANDS, QUALITY_COLUMNS, RULE_COLUMNS

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Institution:
    """机构质控: the lists of one institution, each counted once, by its latest upload.

    `latencies`: days from discharge to the first upload → lists; `unknown`: lists of which these
    days can't be told, or that came before discharge. `returned`: lists whose latest upload
    stands returned; `resubmitted`: lists uploaded more than once; `passed`: lists whose latest
    upload breaks no rule that returns it.
    """

    code: str
    lists: int
    passed: int
    returned: int
    resubmitted: int
    unknown: int
    latencies: Mapping[int, int]

    def in_time(self, days: int) -> int:
        """Lists that first came within so many days."""
        return sum(lists for latency, lists in self.latencies.items() if latency <= days)

    def quantile(self, percent: int) -> int | None:
        """The days within which so many percent of the lists came; None without a list.

        >>> Institution("H", 4, 4, 0, 0, 0, {1: 1, 3: 2, 9: 1}).quantile(50)
        3
        """
        known = sum(self.latencies.values())
        reached = 0
        for latency in sorted(self.latencies):
            reached += self.latencies[latency]
            if reached * 100 >= known * percent:
                return latency
        return None

    def timely(self, days: int, least_percent: int) -> bool:
        """及时上传的机构: at least so many percent of its lists came within so many days."""
        return self.lists > 0 and self.in_time(days) * 100 >= self.lists * least_percent

    def bands(self) -> list[int]:
        """Lists by band of days, the longer ones last."""
        counted = [0] * (len(BANDS) + 1)
        for latency, lists in self.latencies.items():
            at = next((n for n, (last, _) in enumerate(BANDS) if latency <= last), len(BANDS))
            counted[at] += lists
        return counted


@dataclass(frozen=True, slots=True)
class QualityReport:
    """质控报告: institutions by code; how many lists break each rule; uploads in all."""

    institutions: tuple[Institution, ...]
    broken: Mapping[str, int]
    uploads: int
    upload_days: int
    timely_percent: int

    @property
    def lists(self) -> int:
        """All lists, each counted once."""
        return sum(each.lists for each in self.institutions)

    @property
    def in_time(self) -> int:
        """Lists that first came in time."""
        return sum(each.in_time(self.upload_days) for each in self.institutions)

    @property
    def timely_institutions(self) -> int:
        """Institutions that upload in time."""
        return sum(each.timely(self.upload_days, self.timely_percent) for each in self.institutions)

    def tables(self) -> list[ReportTable]:
        """The report as tables."""
        return [self._institutions(), self._rules()]

    def facts(self) -> dict[str, object]:
        """What the whole comes to, with the terms it rests on."""
        return {
            "qltctrl_ver": rules_version(),
            "upload_days": self.upload_days,
            "timely_percent": self.timely_percent,
            "uploads": self.uploads,
            "lists": self.lists,
            "in_time": self.in_time,
            "institutions": len(self.institutions),
            "timely_institutions": self.timely_institutions,
        }

    def _institutions(self) -> ReportTable:
        rows: list[Sequence[Value]] = [
            [each.code, each.lists, each.in_time(self.upload_days),
             rate(each.in_time(self.upload_days), each.lists),
             "是" if each.timely(self.upload_days, self.timely_percent) else "否",
             each.passed, rate(each.passed, each.lists), each.returned, each.resubmitted,
             each.quantile(50), each.quantile(90), each.quantile(100), each.unknown, *each.bands()]
            for each in self.institutions
        ]  # fmt: skip
        return ReportTable("by_institution", "各机构", QUALITY_COLUMNS, rows)

    def _rules(self) -> ReportTable:
        rows: list[Sequence[Value]] = [
            [rule.code, rule.title, rule.dimension, rule.level, "是" if rule.returned else "否",
             self.broken.get(rule.code, 0), rule.mend]
            for rule in quality_rules()
        ]  # fmt: skip
        return ReportTable("by_rule", "各规则", RULE_COLUMNS, rows)


def rate(part: int, whole: int) -> str:
    """A share in percent, rounded down to hundredths.

    >>> rate(2, 3), rate(0, 0)
    ('66.66%', '')
    """
    return percent(part * 10_000 // whole if whole else None)


def report(
    engine: Backend, lists: ir.Table, checked: ir.Table, upload_days: int, timely_percent: int
) -> QualityReport:
    """质控报告: of lists and what `quality.check_lists` said of them."""
    house = lists.fixmedins_code.fill_null("").strip()
    known = lists.mutate(
        house=house,
        declared=lists.dcla_time.try_cast("timestamp").date(),
        discharged=lists.dscg_time.try_cast("timestamp").date(),
        latest=lists.dcla_time.max().over(group_by=lists.setl_id),
    ).filter(lambda table: table.setl_id.notnull())
    standing = known.dcla_time.identical_to(known.latest)
    per_list = known.group_by("setl_id").agg(
        house=known.house.max(),
        days=known.declared.min().delta(known.discharged.max(), unit="day"),
        copies=known.count(),
        returned=(standing & (known.stas_type == "3")).fill_null(False).any(),
    )
    grouped = per_list.group_by(["house", "days"]).agg(
        listed=per_list.count(),
        returned=per_list.returned.cast("int64").sum(),
        resubmitted=(per_list.copies > 1).cast("int64").sum(),
    )
    rows = engine.to_pyarrow(grouped).to_pylist()
    passed = _passed(engine, checked)
    return QualityReport(
        tuple(_institution(house, each, passed) for house, each in sorted(_by_house(rows).items())),
        _broken(engine, checked),
        int(lists.count().to_pyarrow().as_py()),
        upload_days,
        timely_percent,
    )


def _by_house(rows: Sequence[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in rows:
        found[str(row["house"])].append(row)
    return found


def _institution(
    house: str, rows: Sequence[Mapping[str, object]], passed: Mapping[str, int]
) -> Institution:
    latencies: Counter[int] = Counter()
    unknown = 0
    for row in rows:
        days, listed = row["days"], int(str(row["listed"]))
        if isinstance(days, int) and days >= 0:
            latencies[days] += listed
        else:
            unknown += listed
    return Institution(
        house,
        unknown + sum(latencies.values()),
        passed.get(house, 0),
        sum(int(str(row["returned"])) for row in rows),
        sum(int(str(row["resubmitted"])) for row in rows),
        unknown,
        dict(sorted(latencies.items())),
    )


def _passed(engine: Backend, checked: ir.Table) -> dict[str, int]:
    """Lists by institution whose standing upload isn't returned by a rule."""
    standing = checked.filter(~checked.superseded & checked.setl_id.notnull())
    per_list = standing.group_by("setl_id").agg(
        house=standing.fixmedins_code.fill_null("").strip().max(),
        fine=(standing.retn_flag == "0").all(),
    )
    fine = per_list.filter(per_list.fine)
    counted = fine.group_by("house").agg(listed=fine.count())
    return {row["house"]: row["listed"] for row in engine.to_pyarrow(counted).to_pylist()}


def _broken(engine: Backend, checked: ir.Table) -> dict[str, int]:
    """How many standing uploads break each rule; several fields of one list count once."""
    standing = checked.filter(~checked.superseded)
    codes = standing.select(
        code=standing.detl_list.map(lambda each: each.qltctrl_chk_rslt.substr(0, 3))
        .unique()
        .unnest()
    )
    counted = codes.group_by("code").agg(listed=codes.count())
    return {row["code"]: row["listed"] for row in engine.to_pyarrow(counted).to_pylist()}
