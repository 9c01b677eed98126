"""项目 projects: code and name of the transfer project."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from zhida.core.notice import Project
from zhida.documents.parsing.letter.passages import Passage

_CODE = regex.compile(
    r"(?P<code>(?<![0-9A-Za-z])(?:\d{6,8})?Z\d{8,14}(?!\d)"
    r"|(?<=项目(?:代码|编码|编号)(?:统一)?(?:为)?[:“\"]?)[0-9A-Z]{8,24})(?:[-—–:]+(?P<name>[\u4e00-\u9fff()]{4,40}))?"
)
_NAME = regex.compile(
    r"项目名称(?:统一)?(?:为|:|是|填列为|标注为)?[“\"《](?P<name>[^”\"》]{2,60})[”\"》]"
    r"|项目名称(?:统一)?(?:为|:|填列为)(?P<name>[\u4e00-\u9fff()]{4,50})(?=[,。;]|$)"
)


def projects_in(passage: Passage) -> tuple[Project, ...]:
    """项目: every project code or name that a passage states; a code and a name side by side are one.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("项目代码10000015Z155080000004，项目名称“医保服务能力提升”", Source("x"))
    >>> [(p.code, p.name) for p in projects_in(text)]
    [('10000015Z155080000004', '医保服务能力提升')]
    """
    return tuple(_projects(passage))


def _projects(passage: Passage) -> Iterator[Project]:
    codes = list(_CODE.finditer(passage.text))
    names = list(_NAME.finditer(passage.text))
    for code in codes:
        near = next((n for n in names if _apart(n.span(), code.span()) < 12), None)
        if near:
            names.remove(near)
        name = code if code["name"] else near
        start = min(code.start(), name.start()) if name else code.start()
        end = max(code.end(), name.end()) if name else code.end()
        printed = passage.printed[name.start("name") : name.end("name")] if name else None
        yield Project(code["code"], printed, passage.place(start, end))
    for name in names:
        printed = passage.printed[name.start("name") : name.end("name")]
        yield Project(None, printed, passage.place(name.start(), name.end()))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters stand between two ranges."""
    return max(one[0] - other[1], other[0] - one[1])
