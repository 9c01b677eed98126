"""执行 execution: from money received to money paid: payments, progress, alerts, penalties."""

from zhida.core.execution.effects import Effect, figure_of
from zhida.core.execution.idle import Arrival, IdleRow, Stood, idle_fen, standing_since
from zhida.core.execution.pace import Pace, SpendingPlan, percent, time_share
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.progress import STEPS, WAITING, Progress, progress_of, step_of
from zhida.core.execution.rolling import ProgressRow, Rolled, roll_up
from zhida.core.execution.steps import Span, StepMove, StepRow, StepTimes, Waiting, step_times

__all__ = [
    "STEPS",
    "WAITING",
    "Arrival",
    "Effect",
    "IdleRow",
    "Pace",
    "Payment",
    "PaymentKind",
    "Progress",
    "ProgressRow",
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
    "percent",
    "progress_of",
    "roll_up",
    "standing_since",
    "step_of",
    "step_times",
    "time_share",
]
