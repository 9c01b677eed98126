"""自评表 evaluation: filled self-evaluation forms, whatever their layout, as `SelfEvaluation`."""

from zhida.documents.parsing.evaluation.form import (
    NoSelfEvaluation,
    read_self_evaluations,
    self_evaluations_in,
)

__all__ = ["NoSelfEvaluation", "read_self_evaluations", "self_evaluations_in"]
