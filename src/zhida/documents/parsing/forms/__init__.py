"""表单 forms: feedback forms and reports that the receiver is to fill and send back."""

from zhida.documents.parsing.forms.form import is_form, read_form

__all__ = ["is_form", "read_form"]
