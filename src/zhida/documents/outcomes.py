"""结果 outcomes: what becomes of a file that is handed in.

Either a notice that was read and checked, or one clear reason why not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from zhida.core.findings import Finding
from zhida.core.notice import Notice
from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Checked:
    """已检查的通知: a notice, the files it was read from, and what is wrong with it."""

    notice: Notice
    findings: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def name(self) -> str:
        """What to call it in a list: its number, else its title, else its first file."""
        if self.notice.doc_number is not None:
            return str(self.notice.doc_number.value)
        if self.notice.title is not None:
            return self.notice.title.value
        return self.notice.files[0].name if self.notice.files else "（无名通知）"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """无法读取的文件: its path as given, the reason, and what its owner can do about it."""

    path: str
    reason: str
    hint: str = ""

    @classmethod
    def of(cls, path: Path, error: UnreadableFile) -> Unreadable:
        """From the error that a reader raised."""
        return cls(str(path), error.reason, error.hint)

    @property
    def file(self) -> str:
        """The name of the file, without its folder."""
        return Path(self.path).name

    @property
    def sentence(self) -> str:
        """One line for a person.

        >>> Unreadable("收文/通知.pdf", "文件已加密", "请先解除密码保护再读取").sentence
        '无法读取“收文/通知.pdf”：文件已加密。请先解除密码保护再读取。'
        """
        parts = (self.reason, self.hint)
        told = "".join(f"{part.rstrip('。')}。" for part in parts if part)
        return f"无法读取“{self.path}”：{told}"


Outcome: TypeAlias = Checked | Unreadable
