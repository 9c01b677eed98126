"""发文要素文件 letter_file: LETTER.toml → what the bureau decides about its letter.

addressees = ["各区（县）财政局、医疗保障局"]
copy_to = ["自治区财政厅"]
unit = "万元"
availability = "…"
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import cast

from zhida.core.ledger import LedgerError
from zhida.core.money import Unit
from zhida.platform.allocation.papers import Letter

_LISTS = ("issuers", "addressees", "copy_to")
_TEXTS = ("sub_fund", "availability", "disclosure")


def read_letter(path: Path) -> Letter:
    """发文要素: raises `LedgerError` naming the file and the key for what can't be understood."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LedgerError(f"{path.name}：没有这个文件，请检查文件名") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise LedgerError(f"{path.name}：格式有误（{wrong}），请按手册改正") from None
    for key, value in read.items():
        if key in _LISTS:
            if not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
                raise LedgerError(f'{path.name} 的 {key}：应为文字的列表，写成 {key} = ["…"]')
        elif key in (*_TEXTS, "unit"):
            if not isinstance(value, str):
                raise LedgerError(f'{path.name} 的 {key}：应为文字，写成 {key} = "…"')
        else:
            known = "、".join((*_LISTS, *_TEXTS, "unit"))
            raise LedgerError(f"{path.name} 的 {key}：没有这一项。可写的有：{known}")
    lists = {key: tuple(cast(list[str], read.get(key, []))) for key in _LISTS}
    texts = {key: cast(str, read.get(key, "")) for key in _TEXTS}
    return Letter(
        issuers=lists["issuers"],
        addressees=lists["addressees"],
        copy_to=lists["copy_to"],
        sub_fund=texts["sub_fund"],
        availability=texts["availability"],
        disclosure=texts["disclosure"],
        unit=_unit(path, cast(str, read.get("unit", "万元"))),
    )


def _unit(path: Path, name: str) -> Unit:
    for unit in Unit:
        if unit.label == name:
            return unit
    labels = "、".join(unit.label for unit in Unit)
    raise LedgerError(f"{path.name} 的 unit：“{name}”不是计量单位，可写{labels}")
