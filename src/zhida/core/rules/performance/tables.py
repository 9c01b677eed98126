"""绩效目标表 tables: the performance tables of a notice, and how they stand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.findings import Severity
from zhida.core.notice import (
    Indicator,
    Notice,
    PerformanceTable,
    TargetKind,
)
from zhida.core.provenance import Source
from zhida.core.rules.performance.names import bare_name, quoted
from zhida.core.rules.scopes import total_of


@dataclass(frozen=True, slots=True)
class Filed:
    """一项指标: an indicator and the table in which it stands."""

    table: PerformanceTable
    indicator: Indicator

    @property
    def name(self) -> str:
        """The indicator's name in quotation marks."""
        return quoted(self.indicator.name)

    def weigh(self, severity: Severity) -> Severity:
        """A severity for this row: a warning at most where its reading is in doubt."""
        sure = self.indicator.confirmed and self.indicator.repaired is None
        return severity if sure or severity.rank > Severity.WARNING.rank else Severity.WARNING

    @property
    def sources(self) -> tuple[Source, ...]:
        """The cell of the name, and that of the value where it is known."""
        value = self.indicator.value_source
        return (self.indicator.source,) + ((value,) if value else ())


def is_template(table: PerformanceTable) -> bool:
    """Whether a table is a form that nobody has filled: most of its values are placeholders."""
    if table.template:
        return True
    held = [each for each in table.indicators if each.target.kind is TargetKind.TEMPLATE]
    return len(held) * 2 > len(table.indicators)


def filled_tables(notice: Notice) -> tuple[PerformanceTable, ...]:
    """The tables that are not left as a form."""
    return tuple(table for table in notice.targets if not is_template(table))


def filed(notice: Notice) -> Iterator[Filed]:
    """Every indicator of every filled table, in order; a row that stands twice only once."""
    for table in filled_tables(notice):
        seen: set[tuple[str, str, str]] = set()
        for indicator in table.indicators:
            key = (indicator.level2, bare_name(indicator.name), indicator.target.text)
            if key not in seen:
                seen.add(key)
                yield Filed(table, indicator)


def by_name(notice: Notice) -> dict[str, list[Filed]]:
    """The indicators of the filled tables by their bare name, in order of first sight."""
    groups: dict[str, list[Filed]] = {}
    for each in filed(notice):
        groups.setdefault(bare_name(each.indicator.name), []).append(each)
    return groups


def family(notice: Notice) -> tuple[PerformanceTable, tuple[PerformanceTable, ...]] | None:
    """上下级: the table of the whole and those of its parts, None where there is no such set."""
    return family_of(filled_tables(notice))


def family_of(
    tables: Sequence[PerformanceTable],
) -> tuple[PerformanceTable, tuple[PerformanceTable, ...]] | None:
    """上下级: of some tables that of the whole and those of its parts.

    The whole is the one table whose amount equals the sum of all others
    (two at least), or whose place contains the places of all others.
    """
    if len(tables) < 3:
        return None
    for whole in tables:
        parts = tuple(table for table in tables if table is not whole)
        if _adds_up(whole, parts) or _contains(whole, parts):
            return whole, parts
    return None


def _adds_up(whole: PerformanceTable, parts: tuple[PerformanceTable, ...]) -> bool:
    amounts = [total_of(table) for table in (whole, *parts)]
    fens = [amount.fen for amount in amounts if amount is not None and amount.fen]
    return len(fens) == len(amounts) and fens[0] == sum(fens[1:])


def _contains(whole: PerformanceTable, parts: tuple[PerformanceTable, ...]) -> bool:
    code = whole.region.code if whole.region else ""
    return bool(code) and all(
        part.region is not None and part.region.parent == code for part in parts
    )
