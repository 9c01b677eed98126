"""分配 allocation: money divided among recipients so that every total holds to the last unit."""

from zhida.core.allocation.certificate import Certificate, fault, tie_number
from zhida.core.allocation.margins import AllocationError, ColumnTotal, LineTotal, Margins
from zhida.core.allocation.rounding import RoundedTable, round_table
from zhida.core.allocation.units import RoundingUnit

__all__ = [
    "AllocationError",
    "Certificate",
    "ColumnTotal",
    "LineTotal",
    "Margins",
    "RoundedTable",
    "RoundingUnit",
    "fault",
    "round_table",
    "tie_number",
]
