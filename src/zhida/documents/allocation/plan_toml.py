"""方案写出 plan_toml: the keys of a plan → the text of its PLAN.toml."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence

Keys = Mapping[str, object]


def toml_of(plan: Keys) -> str:
    """方案文本: what reads back to the same keys: texts, whole numbers, flags, days, lists, sections.

    >>> print(toml_of({"year": 2025, "pool": [{"name": "中央"}]}), end="")
    year = 2025
    <BLANKLINE>
    [[pool]]
    name = "中央"
    """
    return "\n".join(_lines(plan, ())).lstrip("\n") + "\n"


def _lines(section: Keys, above: tuple[str, ...]) -> Iterator[str]:
    for key, value in section.items():
        if not isinstance(value, Mapping) and not _several(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in section.items():
        path = (*above, _key(key))
        if isinstance(value, Mapping):
            yield from ("", f"[{'.'.join(path)}]", *_lines(value, path))
        elif _several(value):
            assert isinstance(value, Sequence)
            for each in value:
                yield from ("", f"[[{'.'.join(path)}]]", *_lines(each, path))


def _several(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(str(value))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
