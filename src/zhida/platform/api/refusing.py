"""拒绝 refusing: every refusal in one shape: {code, message, hint, field, sources}."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from zhida.core.allocation import AllocationError
from zhida.core.ledger import LedgerError
from zhida.core.notice.issuing import DraftError
from zhida.core.parameters import ParameterError
from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.errors import UnreadableFile
from zhida.documents.parsing.evaluation.form import NoSelfEvaluation
from zhida.documents.writing.notice import TypefaceError, WordingError
from zhida.platform.access.actors import UnknownActor
from zhida.platform.access.policy import Forbidden
from zhida.platform.allocation.actions import OutdatedVersion
from zhida.platform.api.wording import sentence_of, where_of
from zhida.platform.errors import NotReady
from zhida.platform.pages.deeds import of_ours

_log = logging.getLogger("zhida.api")


class Refused(Exception):
    """拒绝: a refusal as it is answered. `status` is that of HTTP."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        hint: str = "",
        field: str = "",
        sources: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.told = {
            "code": code,
            "message": message,
            "hint": hint,
            "field": field,
            "sources": list(sources),
        }


def not_there(what: str) -> Refused:
    """查无: the same for what isn't there and for what isn't the asker's to see.

    >>> not_there("方案").told["message"]
    '没有这个方案，或不在本区划范围内'
    """
    return Refused(404, "not_found", f"没有这个{what}，或不在本区划范围内", "请核对编号")


def answered(refused: Refused) -> HttpResponse:
    """错误应答: as JSON, kept in no cache."""
    response = HttpResponse(
        json.dumps(refused.told, ensure_ascii=False),
        status=refused.status,
        content_type="application/json; charset=utf-8",
    )
    response.headers["Cache-Control"] = "private, no-store"
    if refused.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refuse_all(api: NinjaAPI) -> None:
    """登记: the handler of every exception that the API may meet."""
    for kind in _HANDLED:
        api.add_exception_handler(kind, _handler)


def refusal_of(error: Exception) -> Refused:
    """拒绝: what an exception is told as; one that nobody expected is logged and told as a fault."""
    match error:
        case Refused():
            return error
        case ValidationError():
            return _invalid(error)
        case AuthenticationError():
            return Refused(401, "unauthenticated", "令牌无效、已过期或已撤销", _BEARER)
        case Forbidden() | UnknownActor():
            return Refused(403, "forbidden", *_split(str(error)))
        case Http404():
            return Refused(404, "not_found", "没有这个地址", "见 /api/v1/docs")
        case RequestDataTooBig():
            return Refused(413, "too_large", "请求内容过大", "请分批提交，或改为上传文件")
        case OutdatedVersion():
            return Refused(409, "outdated", *_split(str(error)), "version")
        case LedgerError() | AllocationError() | DraftError():
            return Refused(409, "refused", *_split(str(error)))
        case ParameterError():
            return Refused(409, "refused", f"规则没有涵盖这一年：{error}", "请核对年度")
        case (
            FaultyInput() | UnreadableFile() | NoSelfEvaluation() | TypefaceError() | WordingError()
        ):
            return Refused(422, "unreadable", *_split(str(error)))
        case NotReady() | OperationalError() | InterfaceError():
            _log.error("the database does not answer", exc_info=error)
            return Refused(503, "unavailable", "系统暂时不能办理", _AGAIN)
        case HttpError() | SuspiciousOperation() | MultiPartParserError() | UnreadablePostError():
            return Refused(400, "malformed", "请求内容不完整，或不是所声明的格式", "请核对请求体")
        case DataError():
            return Refused(422, "invalid", "有的值超出了可以保存的范围", "请核对各项的值")
        case IntegrityError():
            return Refused(409, "refused", "与已有的内容冲突，没有办理", "请重新读取后再办")
        case ProgrammingError() if getattr(error.__cause__, "sqlstate", "") == "42501":
            return Refused(403, "forbidden", "数据库拒绝了越权的读写", "请核对所在区划")
    if of_ours(error):
        return Refused(409, "refused", *_split(str(error)))
    _log.error("a request failed", exc_info=error)
    return Refused(500, "fault", "系统出错，没有办成任何内容", "请联系系统管理员，并告知时间")


_AGAIN = "请稍后重试；写入用同一个幂等键重发，只会办一次"
_BEARER = "请用 Authorization: Bearer 令牌，令牌由安全管理员发放"
_HANDLED: tuple[type[Exception], ...] = (
    Exception,
    Http404,
    HttpError,
    ValidationError,
)


def _handler(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return answered(refusal_of(error if isinstance(error, Exception) else error()))


def _invalid(error: ValidationError) -> Refused:
    first = error.errors[0]
    field = where_of(first["loc"])
    said = f"“{field}”" if field else "请求内容"
    return Refused(422, "invalid", f"{said}{sentence_of(first)}", "请按接口说明改正", field)


def _split(sentence: str) -> tuple[str, str]:
    """What happened, and how to mend it, of a sentence that says both.

    >>> _split("指标不足。请减少金额")
    ('指标不足', '请减少金额')
    """
    message, _, hint = sentence.partition("。")
    return message, hint
