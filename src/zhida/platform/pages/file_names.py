"""文件名 file names: what may stand in one, whoever made it up."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

_LONGEST = 200  # bytes; most file systems end at 255
_FORBIDDEN = frozenset('<>:"|?*')
_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))]
)
_NAMELESS = "文件"


def safe_name(stated: str) -> str:
    """文件名: the last part of what was stated, without signs that lead elsewhere or deceive the eye.

    No folders, no control or direction signs (which show `fdp.exe` as `exe.pdf`),
    nothing that a system keeps for itself, 200 bytes of UTF-8 at most.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\附件\\\\通知.docx")
    ('passwd', '通知.docx')
    >>> safe_name("通知\\u202efdp.exe\\r\\n"), safe_name(" .. "), safe_name("con.txt")
    ('通知fdp.exe', '文件', '_con.txt')
    """
    last = stated.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        each for each in last if each not in _FORBIDDEN and unicodedata.category(each)[0] != "C"
    )
    name = " ".join(kept.split()).strip(". ")
    if not name:
        return _NAMELESS
    if PurePath(name).stem.split(".")[0].strip().upper() in _RESERVED:
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    suffix = PurePath(name).suffix
    if len(suffix.encode()) > 16:
        suffix = ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    room = _LONGEST - len(suffix.encode())
    return stem.encode()[:room].decode(errors="ignore") + suffix
