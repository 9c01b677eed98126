"""措辞 wording: what is wrong with a request, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_SENTENCES = {
    "missing": "没有写",
    "extra_forbidden": "不是可以写的项",
    "string_too_long": "太长（最多{max_length}字）",
    "string_too_short": "不能为空",
    "string_type": "应为文字",
    "string_unicode": "含有不成字的编码",
    "string_pattern_mismatch": "格式不对",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数，金额以分为单位",
    "int_parsing_size": "数值过大",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "greater_than": "应大于{gt}",
    "greater_than_equal": "应不小于{ge}",
    "less_than": "应小于{lt}",
    "less_than_equal": "应不大于{le}",
    "enum": "应为{expected}之一",
    "literal_error": "应为{expected}之一",
    "too_long": "项数太多（最多{max_length}项）",
    "too_short": "至少要有{min_length}项",
    "list_type": "应为列表",
    "dict_type": "应为键值对",
    "model_attributes_type": "应为键值对",
    "model_type": "应为键值对",
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """措辞: of an error of pydantic, by its kind.

    >>> sentence_of({"type": "greater_than", "msg": "", "ctx": {"gt": 0}})
    '应大于0'
    """
    kind = str(error["type"])
    told = _SENTENCES.get(kind)
    if told is not None:
        return told.format_map(_Known(error.get("ctx", {})))
    if kind.startswith(("date", "datetime")):
        return "应为 年-月-日 形式的日期，如 2025-03-03"
    message = str(error["msg"])
    return message if any("一" <= sign <= "鿿" for sign in message) else "的值不符合要求"


def where_of(place: Sequence[object]) -> str:
    """字段: the part of the request, without the names that only the program knows.

    >>> where_of(("body", "body", "paper", "day"))
    'paper.day'
    >>> where_of(("query", "limit"))
    'limit'
    """
    parts = [str(each) for each in place]
    if parts and parts[0] in ("body", "query", "path", "header", "form", "file"):
        parts = parts[1:]
    if parts and parts[0] in ("body", "asked", "form"):
        parts = parts[1:]
    return ".".join(parts)


class _Known(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return ""
