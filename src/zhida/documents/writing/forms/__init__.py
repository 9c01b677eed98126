"""报表 forms: the forms that are due, written as docx, xlsx and PDF.

FormTable, SelfEvaluation, PerformanceTable, AllocationTable → lines and grids → files
"""

from zhida.documents.writing.forms.files import AnyForm, form_files
from zhida.documents.writing.forms.origins import origins

__all__ = ["AnyForm", "form_files", "origins"]
