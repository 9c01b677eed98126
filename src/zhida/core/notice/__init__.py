"""通知 notice: the typed notice. One module per part, all names are here."""

from zhida.core.notice.allocation import (
    AllocationTable,
    Column,
    ColumnRole,
    Measure,
    MeasureKind,
    Row,
    RowKind,
)
from zhida.core.notice.appropriations import (
    Appropriation,
    BudgetKind,
    Codes,
    CodeStatement,
    Flag,
    FundingSource,
    Project,
    Regime,
    Scheme,
    Spending,
)
from zhida.core.notice.forms import FilledCell, Form
from zhida.core.notice.identity import (
    Attachment,
    Attachments,
    Basis,
    DocumentNumber,
    FundMention,
    Status,
    YearMention,
)
from zhida.core.notice.notice import AmountMention, File, Notice, Repair
from zhida.core.notice.obligations import Deadline, DeadlineKind, Obligation
from zhida.core.notice.targets import (
    Indicator,
    PerformanceTable,
    SourceAmount,
    Target,
    TargetKind,
)

__all__ = [
    "AllocationTable", "AmountMention", "Appropriation", "Attachment", "Attachments", "Basis",
    "BudgetKind", "CodeStatement", "Codes", "Column", "ColumnRole", "Deadline", "DeadlineKind",
    "DocumentNumber", "File", "FilledCell", "Flag", "Form", "FundMention", "FundingSource",
    "Indicator", "Measure", "MeasureKind", "Notice", "Obligation", "PerformanceTable", "Project",
    "Regime", "Repair", "Row", "RowKind", "Scheme", "SourceAmount", "Spending", "Status", "Target",
    "TargetKind", "YearMention",
]  # fmt: skip
