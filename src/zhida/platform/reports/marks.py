"""校验码核对 marks: a typed mark, or the one of a copy: who issued it, and does the copy say the same?"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from zhida.core.notice.mark import differences, mark_of, printed, typed_mark
from zhida.documents.intake.batch import outcomes
from zhida.documents.outcomes import Checked
from zhida.platform.allocation.marks import Issued, issued_notice, issued_under

MOST_TOLD = 20
"""How many differences are told one by one."""


@dataclass(frozen=True, slots=True)
class Marked:
    """校验码核对结果: `issued` is None where no notice of this installation has the mark.

    `differences` is what a copy says otherwise than what was issued; `of_copy` is true
    where a copy was read, false where the mark was typed.
    """

    mark: str
    issued: Issued | None
    differences: tuple[str, ...] = ()
    of_copy: bool = False

    @property
    def holds(self) -> bool:
        """Whether the mark was issued, is in force, and the copy, if any, says the same."""
        return self.issued is not None and not self.issued.withdrawn and not self.differences

    @property
    def sentence(self) -> str:
        """The answer in one Chinese sentence."""
        shown = printed(self.mark)
        if self.issued is None:
            return f"{shown}：本系统没有签发过印这个校验码的文件，请核对输入，或向发文单位核实。"
        if not self.of_copy:
            return f"{shown}：{self.issued.words}。请与手中文件核对金额，或送来文件逐项核对。"
        if self.differences:
            count = len(self.differences)
            return f"{shown}：{self.issued.words}；这份与签发件有{count}处不同，已被改动。"
        return f"{shown}：{self.issued.words}；这份的文字和金额与签发件一致，未被改动。"

    @property
    def told(self) -> tuple[str, ...]:
        """The first differences, and how many more there are."""
        more = len(self.differences) - MOST_TOLD
        rest = (f"还有{more}处不同",) if more > 0 else ()
        return (*self.differences[:MOST_TOLD], *rest)


def typed(text: str) -> Marked | None:
    """输入的校验码: whose it is; None where the text is no mark."""
    mark = typed_mark(text)
    return Marked(mark, issued_under(mark)) if mark else None


def of_copy(name: str, content: bytes) -> Marked | None:
    """副本: a file in whatever format, by the mark that it prints, or else by what it says.

    None where it can't be read, or prints no mark and is no notice that was issued. It is
    read in a process of its own, which may take no more than its share.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "file")
        path.write_bytes(content)
        read = [
            each
            for each in outcomes([path], checking=False, showing=True)
            if isinstance(each, Checked)
        ]
    if len(read) != 1:
        return None
    notice, documents = read[0].notice, read[0].documents
    shown = next((each.mark for each in documents if each.mark), "")
    found = issued_under(shown or mark_of(notice))
    if found is None:
        return Marked(shown, None, of_copy=True) if shown else None
    return Marked(found.mark, found, differences(issued_notice(found), notice), of_copy=True)
