"""形状 shapes: what comes in is refused where it says more than was asked; what goes out is typed."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MOST_TEXT = 4000


def plain(text: str) -> str:
    """文字: refuses control characters."""
    if any(sign < " " and sign not in "\n\r\t" for sign in text):
        raise PydanticCustomError("control_character", "不能含控制字符")
    return text


def _of_our_time(day: datetime.date) -> datetime.date:
    if not 2000 <= day.year <= 2100:
        raise PydanticCustomError("day_out_of_range", "日期应在2000年至2100年之间")
    return day


Words = Annotated[str, StringConstraints(max_length=MOST_TEXT), AfterValidator(plain)]
"""文字: whatever a person wrote, without control characters; may be empty."""
Said = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MOST_TEXT, strip_whitespace=True),
    AfterValidator(plain),
]
"""必写的文字: not empty."""
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\n\r\t]+$"),
    AfterValidator(plain),
]
"""姓名: of a user, in one line."""
Code = Annotated[str, StringConstraints(max_length=200), AfterValidator(plain)]
"""代码: of a region, an agency, a fund; "" where it isn't asked for."""
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""编号: of a row of the database."""
Year = Annotated[int, Field(ge=2000, le=2100)]
"""年度."""
AnyYear = Annotated[int | None, Field(ge=2000, le=2100)]
"""年度, where it needn't be said."""
Day = Annotated[datetime.date, AfterValidator(_of_our_time)]
"""日期: 2025-03-03."""
FenAsked = Annotated[int, Field(gt=0, le=10**16, strict=True)]
"""金额（分）: above zero; a whole number, never text and never with a point."""
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""校验值: SHA-256 in hexadecimal digits."""
FormKind = Literal["feedback", "feedback_monthly", "quarterly"]
"""报表种类: those that are made of the ledger (`reports.asking.KINDS`)."""
Json = dict[str, Any]
"""JSON object: what another part of the program has put into words already."""


class Asked(Schema):
    """所问: what a request says; an unknown field is refused, so that nothing is set by accident."""

    model_config = ConfigDict(extra="forbid")


class Told(Schema):
    """所答: what a response says."""


class ErrorTold(Told):
    """错误: the one shape of every refusal.

    `message` is a Chinese sentence, `hint` how to mend it, `field` the part of the
    request that it is about, `sources` places in files.
    """

    code: str
    message: str
    hint: str = ""
    field: str = ""
    sources: tuple[str, ...] = ()
