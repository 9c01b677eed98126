"""项目: code and name of the project."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.projects import projects_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（项目代码Z155080000004）", [("Z155080000004", None)]),
        ("项目代码：10000015Z155080000004", [("10000015Z155080000004", None)]),
        ("项目名称为“医保能力提升”，项目代码为“10000015Z155080000004”。",
         [("10000015Z155080000004", "医保能力提升")]),
        ("10000015Z155080000004-医保能力提升", [("10000015Z155080000004", "医保能力提升")]),
        ("项目名称为“医保能力提升”", [(None, "医保能力提升")]),
        ("项目名称应与指标文中的项目名称保持一致", []),
        ("资金60万元，第2101504项", []),
    ],
)  # fmt: skip
def test_projects(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = projects_in(passage_of(text, Source("x")))
    assert [(project.code, project.name) for project in found] == expected
