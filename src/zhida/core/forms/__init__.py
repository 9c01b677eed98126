"""表单 forms: the forms that are due, as typed values; every figure knows what it is made of.

facts of quota lines → form → its parent's sum; what must hold is checked
"""

from zhida.core.forms.building import line_form, rate_of, sum_of, total_row
from zhida.core.forms.checking import check_children, check_form, check_ledger
from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.forms.facts import LineFacts, Money, facts_of
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable, Words
from zhida.core.forms.head import FormHead
from zhida.core.forms.rollup import Child, MixedForms, rollup
from zhida.core.forms.shapes import FormShape, ShapeColumn, head_words, shape, shapes

__all__ = [
    "Cell",
    "CellKind",
    "Child",
    "FormColumn",
    "FormHead",
    "FormShape",
    "FormTable",
    "Goal",
    "LineFacts",
    "MixedForms",
    "Money",
    "ShapeColumn",
    "Words",
    "check_children",
    "check_form",
    "check_ledger",
    "facts_of",
    "head_words",
    "line_form",
    "rate_of",
    "rollup",
    "self_evaluation",
    "shape",
    "shapes",
    "sum_of",
    "total_row",
]
