"""读取失败 errors of reading: why a file can't be read, in one sentence for its owner.

UnreadableFile
├── EmptyFile           nothing in it
├── UnknownFormat       no format that is read here
├── EncryptedFile       needs a password
├── DamagedFile         cut short or not what it claims to be
├── HarmfulFile         built to exhaust or to run something
├── OversizeFile        past a limit (see `reading.limits.Limits`)
└── MissingProgram      readable only with a program that isn't installed
"""

from __future__ import annotations

from pathlib import Path


class UnreadableFile(Exception):
    """无法读取: the file can't be read. `reason` and `hint` are Chinese sentences.

    >>> str(EncryptedFile("通知.pdf", "文件已加密", "请先解除密码保护再读取"))
    '无法读取“通知.pdf”：文件已加密。请先解除密码保护再读取。'
    """

    def __init__(self, path: Path | str, reason: str, hint: str = "") -> None:
        self.path = Path(path)
        self.reason = reason.rstrip("。")
        self.hint = hint.rstrip("。")
        super().__init__(str(path), self.reason, self.hint)

    def __str__(self) -> str:
        sentence = f"无法读取“{self.path.name or self.path}”：{self.reason}。"
        return sentence + (f"{self.hint}。" if self.hint else "")


def why_unopened(error: OSError) -> str:
    """打不开的原因: what the system said in English, in Chinese words.

    >>> why_unopened(FileNotFoundError(2, "No such file or directory"))
    '没有这个文件'
    >>> why_unopened(OSError(5, "Input/output error"))
    '打不开'
    """
    return next((words for kind, words in _UNOPENED.items() if isinstance(error, kind)), "打不开")


_UNOPENED: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件",
    NotADirectoryError: "没有这个文件夹",
    IsADirectoryError: "这是一个文件夹",
    PermissionError: "没有读取的权限",
}


class EmptyFile(UnreadableFile):
    """空文件: the file has no content."""


class UnknownFormat(UnreadableFile):
    """格式不识别: the content is of no format that is read here."""


class EncryptedFile(UnreadableFile):
    """已加密: the file needs a password."""


class DamagedFile(UnreadableFile):
    """已损坏: the file is cut short or broken."""


class HarmfulFile(UnreadableFile):
    """有害: the file is built to exhaust the reader, or carries a program."""


class OversizeFile(UnreadableFile):
    """超限: the file is past a limit of the reader."""


class MissingProgram(UnreadableFile):
    """缺少程序: the format needs a program that isn't installed here."""
