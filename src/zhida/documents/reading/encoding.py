"""编码 encoding: bytes of a text file → characters, whatever the office used."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_MOST_BROKEN = 0.02
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
)
_ADMINISTRATIVE = frozenset(
    "财政资金医疗保障补助关于下达通知预算支付绩效目标单位万元项目附件县市省区局厅科目收入列"
    "財資醫療補關達預績縣區廳號級機構標準備註擬請單據續會計額實際為與費項處員"
)
_EXPECTED = _SIMPLIFIED | _ADMINISTRATIVE


@dataclass(frozen=True, slots=True)
class Decoded:
    """解码: the characters, the name of the encoding, and the share that could not be read."""

    text: str
    encoding: str
    broken: float = 0.0


def decode(data: bytes) -> Decoded | None:
    """The text of `data`, or None where it is text in no known encoding.

    Tried in order: byte order mark, UTF-8, UTF-16 without mark (by its zero
    bytes or its hanzi), then GB18030 against Big5, whichever gives more of the
    characters that official letters use.

    >>> decode("关于下达医疗救助资金的通知".encode("gb18030")).encoding
    'gb18030'
    >>> decode("關於下達醫療救助資金的通知".encode("big5")).text
    '關於下達醫療救助資金的通知'
    >>> decode(bytes([0, 255, 1, 254, 129, 0, 7]) * 40) is None
    True
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, encoding)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    strict = _strict(data, "utf-8")
    if strict is not None:
        return strict if _is_text(strict.text) else None
    candidates = [_lenient(data, name) for name in ("gb18030", "big5hkscs", "utf-8")]
    best = max(candidates, key=_merit)
    return best if best.broken <= _MOST_BROKEN and _is_text(best.text) else None


def _marked(data: bytes, encoding: str) -> Decoded | None:
    decoded = _lenient(data, encoding)
    text = decoded.text.removeprefix("\ufeff")
    if decoded.broken > _MOST_BROKEN or not _is_text(text):
        return None
    return Decoded(text, encoding.removesuffix("-sig"), decoded.broken)


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 of Chinese text has line ends and digits as X0 00 or 00 X0 pairs."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    if b"\0" not in sample and _strict(data[: _SAMPLE - 3], "utf-8", final=False) is not None:
        return None
    best: Decoded | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        trial = _strict(data, encoding)
        if trial is None or not _is_text(trial.text) or _expected_share(trial.text) < 0.15:
            continue
        if best is None or _merit(trial) > _merit(best):
            best = trial
    return best


def _strict(data: bytes, encoding: str, *, final: bool = True) -> Decoded | None:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final)
    except UnicodeDecodeError:
        return None
    return Decoded(text, encoding)


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    broken = text.count("\ufffd") / max(1, len(text))
    return Decoded(text, encoding, broken)


def _merit(decoded: Decoded) -> float:
    return _expected_share(decoded.text) - 20 * decoded.broken


def _expected_share(text: str) -> float:
    """The share of characters that an official letter is likely to hold."""
    sample = text[:_SAMPLE]
    hits = sum(1 for character in sample if character in _EXPECTED or 32 <= ord(character) < 127)
    return hits / max(1, len(sample))


def _is_text(text: str) -> bool:
    """No binary noise: hardly any control or private characters."""
    sample = text[:_SAMPLE]
    odd = sum(1 for character in sample if _is_odd(ord(character)))
    return odd <= len(sample) * 0.01


def _is_odd(code: int) -> bool:
    if code < 32:
        return code not in (9, 10, 11, 12, 13)
    return 0x7F <= code < 0xA0 or 0xFDD0 <= code < 0xFDF0 or (code & 0xFFFE) == 0xFFFE
