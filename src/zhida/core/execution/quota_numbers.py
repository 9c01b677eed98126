"""指标文号 quota numbers: one spelling of a document number, however the treasury prints it."""

from __future__ import annotations

import re
import unicodedata

_OPEN, _CLOSE = "[【(﹝〈{", "]】)﹞〉}"
_BRACKETS = str.maketrans(dict.fromkeys(_OPEN, "〔") | dict.fromkeys(_CLOSE, "〕"))
_ZEROS = re.compile(r"〕0+(?=\d)")
_KEY = re.compile(r"[0-9a-f]{8,64}")


def quota_number(text: str) -> str:
    """文号: half width, one kind of bracket, no blank, no 第, no leading zero.

    >>> quota_number("新财社[2025] 第08号"), quota_number("新财社〔2025〕8号")
    ('新财社〔2025〕8号', '新财社〔2025〕8号')
    """
    bare = "".join(unicodedata.normalize("NFKC", text).split()).translate(_BRACKETS)
    return _ZEROS.sub("〕", bare.replace("〕第", "〕"))


def is_key(text: str) -> bool:
    """指标主键: whether a text is the digest of a line, or its first eight digits or more.

    >>> is_key("1b1b9a3b"), is_key("新财社〔2025〕8号"), is_key("20250101")
    (True, False, True)
    """
    return _KEY.fullmatch(text.strip().lower()) is not None
