"""质控规则 quality_rules: what is asked of a settlement list, as rows of data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zhida.data import load
from zhida.engines.dip.schema import FIELDS

Need = Literal["always", "newborn", "transferred", "readmission"]


@dataclass(frozen=True, slots=True)
class QualityRule:
    """质控规则: `field` is "" where each finding names its own.

    `level`: 1 提示, 2 一般, 3 严重; `returned`: whether a list that breaks it is returned.
    """

    code: str
    title: str
    field: str
    dimension: str
    level: int
    returned: bool
    mend: str


@cache
def quality_rules() -> tuple[QualityRule, ...]:
    """All rules, in the order of the table.

    >>> quality_rules()[0].title
    '出院后超过规定天数才上传'
    """
    return tuple(
        QualityRule(
            row["code"],
            row["title"],
            row["field"],
            row["dimension"],
            int(row["err_lv"]),
            row["returned"] == "1",
            row["mend"],
        )
        for row in load("dip_quality")
    )


@cache
def required_fields() -> tuple[tuple[str, str], ...]:
    """必填项: names of fields, each with when it is needed."""
    return tuple((row["field"], row["needed"]) for row in load("dip_required_fields"))


def title_of(field: str) -> str:
    """The interface's title of a field.

    >>> title_of("adm_time")
    '入院时间'
    """
    return next((each.title for each in FIELDS if each.name == field), field)


@cache
def rules_version() -> str:
    """质控版本: a fingerprint of the rules, told with every result (qltctrl_ver)."""
    lines = [repr(each) for each in (*quality_rules(), *required_fields())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
