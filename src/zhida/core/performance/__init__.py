"""绩效 performance: indicators, their decomposition, measurement, monitoring and scoring.

indicator (typed) → actual → points → score → judgement → coefficient; a filled form → recomputed
"""

from zhida.core.performance.coefficient import Coefficient, CoefficientError, coefficient_of
from zhida.core.performance.evaluation import Entry, EntryState, Reached, SelfEvaluation
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.monitoring import Light, Watch, watch, watch_money
from zhida.core.performance.points import Attainment, Outcome
from zhida.core.performance.policy import ScoringPolicy, policy_of
from zhida.core.performance.recompute import Recomputed
from zhida.core.performance.review import EvaluationState, JudgedRow, Judgement, Stage
from zhida.core.performance.scoring import RowScore, Score, score

__all__ = [
    "Actual",
    "Attainment",
    "Coefficient",
    "CoefficientError",
    "Direction",
    "Entry",
    "EntryState",
    "EvaluationState",
    "IndicatorKind",
    "JudgedRow",
    "Judgement",
    "Light",
    "Outcome",
    "Reached",
    "Recomputed",
    "RowScore",
    "Score",
    "ScoringPolicy",
    "SelfEvaluation",
    "Stage",
    "Standing",
    "TypedIndicator",
    "Watch",
    "coefficient_of",
    "policy_of",
    "score",
    "watch",
    "watch_money",
]
