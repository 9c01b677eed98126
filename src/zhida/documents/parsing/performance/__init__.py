"""绩效目标表 performance: tables of goals and indicators, in whatever state they were printed."""

from zhida.documents.parsing.performance.joining import joined_tables
from zhida.documents.parsing.performance.loose import loose_table
from zhida.documents.parsing.performance.spending import spending_in
from zhida.documents.parsing.performance.table import (
    is_performance_table,
    read_performance,
    read_performances,
)
from zhida.documents.parsing.performance.values import read_target

__all__ = [
    "is_performance_table",
    "joined_tables",
    "loose_table",
    "read_performance",
    "read_performances",
    "read_target",
    "spending_in",
]
