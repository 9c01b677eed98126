"""拒绝 refusal: what the API says when it doesn't do what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(eq=False)
class ApiError(Exception):
    """接口错误: `status` is that of HTTP, 0 where nothing answered; the rest is the API's own shape.

    >>> str(ApiError(409, "refused", "指标不足", "请减少金额"))
    '指标不足。请减少金额'
    """

    status: int
    code: str
    message: str
    hint: str = ""
    field: str = ""
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "。".join(filter(None, (self.message, self.hint)))


def refusal_of(status: int, content: bytes) -> ApiError:
    """错误应答: as the exception; something else than the API may have answered.

    >>> refusal_of(502, b"<html>").code
    'foreign'
    """
    try:
        told = json.loads(content)
        return ApiError(
            status,
            told["code"],
            told["message"],
            told["hint"],
            told["field"],
            tuple(told["sources"]),
        )
    except (ValueError, KeyError, TypeError):
        return ApiError(status, "foreign", f"服务器答复{status}，不是直达接口", "请核对地址")
