"""支付对应表 payment mapping: what a site says of its own files, as a TOML file.

sheet = "支付明细"          # 工作表
header_row = 3             # 表头在第几行
unit = "元"                # 表里没有写金额单位时
year = 2025                # 表里没有年度列时
[columns]                  # 字段 = 列名
number = "电子凭证编号"
[kinds]                    # 业务类型的写法 = payment 或 refund
"集中支付" = "payment"
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from zhida.core.execution.payment_columns import PaymentMapping, payment_columns
from zhida.core.money import Unit
from zhida.documents.errors import UnreadableFile, why_unopened

_KEYS = ("sheet", "header_row", "unit", "year", "columns", "kinds")
_UNITS = {each.label: each for each in Unit}


class WrongMapping(UnreadableFile):
    """对应表有误: the mapping says what can't be; the message names the key and the mend."""


def read_mapping(path: Path) -> tuple[PaymentMapping, str]:
    """对应表: the mapping of a file, and its text. Raises `UnreadableFile`."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(path, why_unopened(error), "检查文件名") from error
    except UnicodeDecodeError as error:
        raise WrongMapping(path, "不是UTF-8编码", "另存为UTF-8编码") from error
    return mapping_of(text, path), text


def mapping_of(text: str, path: Path | str) -> PaymentMapping:
    """对应表: from its text; `path` is for messages. Raises `WrongMapping`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongMapping(path, f"不是TOML（{error}）", "检查引号和等号") from error
    for key in said:
        if key not in _KEYS:
            raise WrongMapping(path, f"没有“{key}”这一项", f"可写：{'、'.join(_KEYS)}")
    columns = _table(said, "columns", path)
    for field in columns:
        if field not in payment_columns():
            known = "、".join(
                f"{each.field}（{each.title}）" for each in payment_columns().values()
            )
            raise WrongMapping(path, f"[columns] 中没有“{field}”这个字段", f"字段有：{known}")
    kinds = _table(said, "kinds", path)
    for word, means in kinds.items():
        if means not in ("payment", "refund"):
            raise WrongMapping(path, f"[kinds] 中“{word}”写的是“{means}”", "写 payment 或 refund")
    unit = said.get("unit")
    if unit is not None and unit not in _UNITS:
        raise WrongMapping(path, f"unit“{unit}”不是金额单位", f"写 {'、'.join(_UNITS)} 之一")
    return PaymentMapping(
        {header: field for field, headers in columns.items() for header in headers.split("|")},
        kinds,
        _UNITS[unit] if unit else None,
        _number(said, "year", path),
        str(said.get("sheet", "")),
        _number(said, "header_row", path),
    )


def _table(said: dict[str, object], key: str, path: Path | str) -> dict[str, str]:
    found = said.get(key, {})
    if not isinstance(found, dict):
        raise WrongMapping(path, f"[{key}] 不是一节", f"写成 [{key}]，下面每行一项")
    table: dict[str, str] = {}
    for name, value in found.items():
        words = value if isinstance(value, list) else [value]
        if not words or not all(isinstance(each, str) and each.strip() for each in words):
            raise WrongMapping(path, f"[{key}] 中“{name}”的值不是文字", "写成带引号的文字")
        table[name] = "|".join(words)
    return table


def _number(said: dict[str, object], key: str, path: Path | str) -> int | None:
    value = said.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise WrongMapping(path, f"{key} 写的是“{value}”，不是正整数", f"例如 {key} = 3")
    return value
