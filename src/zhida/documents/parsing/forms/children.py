"""下级报表 children: a file that a child filed, read and checked for its parent's sum."""

from __future__ import annotations

from pathlib import Path

from zhida.core.findings import Finding
from zhida.core.forms.checking import check_form
from zhida.core.forms.rollup import Child
from zhida.documents.errors import UnknownFormat
from zhida.documents.parsing.forms.filled import read_filled
from zhida.documents.reading import read_document

_NAMES = ("填报单位", "地、州、市（单位）名称")


def child_of(file: Path) -> tuple[Child, tuple[Finding, ...]]:
    """下级: the form of a file with whose it is, and what is wrong with it.

    A form that doesn't name its agency goes by its code, else by its file's name.
    Raises `UnreadableFile` where the file can't be read or holds no known form.
    """
    found = read_filled(read_document(file))
    if found.form is None:
        raise UnknownFormat(str(file), "没有认出报表", "表头须保留原表式的栏名")
    fields = dict(found.form.fields)
    name = found.form.owner_name or next((fields[each] for each in _NAMES if fields.get(each)), "")
    child = Child(found.form.owner, name or found.form.owner or file.stem, found.form)
    return child, (*found.findings, *check_form(found.form))
