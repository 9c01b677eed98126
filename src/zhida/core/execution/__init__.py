"""执行 execution: from money received to money paid: payments, progress, alerts, penalties."""

from zhida.core.execution.effects import Effect, figure_of
from zhida.core.execution.idle import Arrival, IdleRow, Stood, idle_fen, standing_since
from zhida.core.execution.matching import Match, match_payments
from zhida.core.execution.pace import Pace, SpendingPlan, percent, time_share
from zhida.core.execution.payment_columns import PaymentColumn, PaymentMapping
from zhida.core.execution.payment_reading import PaymentReading, read_payments
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.progress import STEPS, WAITING, Progress, progress_of, step_of
from zhida.core.execution.quota_desk import Held, PayingUnit, QuotaDesk
from zhida.core.execution.rolling import ProgressRow, Rolled, roll_up
from zhida.core.execution.steps import Span, StepMove, StepRow, StepTimes, Waiting, step_times

__all__ = [
    "STEPS",
    "WAITING",
    "Arrival",
    "Effect",
    "Held",
    "IdleRow",
    "Match",
    "Pace",
    "PayingUnit",
    "Payment",
    "PaymentColumn",
    "PaymentKind",
    "PaymentMapping",
    "PaymentReading",
    "Progress",
    "ProgressRow",
    "QuotaDesk",
    "Rolled",
    "Span",
    "SpendingPlan",
    "StepMove",
    "StepRow",
    "StepTimes",
    "Stood",
    "Waiting",
    "figure_of",
    "idle_fen",
    "match_payments",
    "percent",
    "progress_of",
    "read_payments",
    "roll_up",
    "standing_since",
    "step_of",
    "step_times",
    "time_share",
]
