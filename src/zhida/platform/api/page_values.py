"""页面的数 page values: what a page shows, asked by its address; the same view answers, not a second one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.messages.storage.base import BaseStorage
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve

from zhida.platform.api.bearer import Call
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.pages.lens import lens_of
from zhida.platform.pages.page import Looking, ValuesAsked
from zhida.platform.pages.sources import Origin
from zhida.platform.pages.tables import Table

_EXPORT = "export"


class _Said(BaseStorage):
    """所说: what a page says above itself; kept for this one request, so that a refusal can be told."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.sentences: list[str] = []

    def add(self, level: int, message: object, extra_tags: str | None = "") -> None:
        self.sentences.append(str(message))

    def _get(self, *args: object, **kwargs: object) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, *args: object, **kwargs: object) -> list[Any]:
        return []


def tables_of(call: Call, address: str) -> dict[str, Table]:
    """页面的表: by key. Raises `Refused` for an address that isn't a page with tables."""
    tables = _context(call, address).get("tables")
    if not tables:
        raise Refused(422, "invalid", "这个页面没有表", "请用列出表的页面的网址", "address")
    found: dict[str, Table] = dict(tables)
    return found


def table_of(call: Call, address: str, key: str) -> Table:
    """页面的一张表."""
    found = tables_of(call, address).get(key)
    if found is None:
        raise not_there("表")
    return found


def origin_of(call: Call, address: str) -> Origin:
    """数字来历. Raises `Refused` for an address that isn't the origin of a figure."""
    found = _context(call, address).get("origin")
    if not isinstance(found, Origin):
        raise Refused(
            422, "invalid", "这个网址不是数字的来历", "请用表里 href 给出的网址", "address"
        )
    return found


def looking_at(call: Call, path: str) -> Looking:
    """看页面的人: the token's user, as the page at `path` would see them."""
    request, _said = _request(call, path, QueryDict("", mutable=True), resolve(path))
    return Looking(request, call.actor, lens_of(request, call.actor.region))


def workbook_of(call: Call, address: str, key: str) -> HttpResponse:
    """导出: the workbook of a table, as the page hands it out; the export is a deed."""
    table_of(call, address, key)
    return _answer(call, address, key)


def _context(call: Call, address: str) -> dict[str, Any]:
    answer = _answer(call, address)
    if not isinstance(answer, TemplateResponse):
        raise Refused(422, "invalid", "这个网址没有可取的数", "请用页面的网址", "address")
    return dict(answer.context_data or {})


def _answer(call: Call, address: str, export: str = "") -> HttpResponse:
    """What the view of an address answers to a GET of the token's user."""
    asked = urlsplit(address)
    if asked.scheme or asked.netloc or not asked.path.startswith("/"):
        raise Refused(422, "invalid", "address 要以 / 开头，不写网站", "如 /execution/", "address")
    try:
        found = resolve(asked.path)
    except Resolver404:
        raise not_there("页面") from None
    verb = getattr(found.func, "page_verb", "")
    if not verb:
        raise not_there("页面")
    call.within(verb)
    query = QueryDict(asked.query, mutable=True)
    query.pop(_EXPORT, None)
    if region := query.get("region"):
        call.region(region, verb)
    if export:
        query[_EXPORT] = export
    request, said = _request(call, asked.path, query, found)
    try:
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Http404:
        raise not_there("页面或数字") from None
    if said.sentences and answer.status_code in (301, 302):
        message, _, hint = said.sentences[0].partition("。")
        raise Refused(409, "refused", message, hint)
    return answer


def _request(
    call: Call, path: str, query: QueryDict, found: ResolverMatch
) -> tuple[ValuesAsked, _Said]:
    """A request like a browser's, with a session that nobody keeps."""
    request = ValuesAsked()
    said = _Said(request)
    request.method, request.path = "GET", path
    request.GET = query  # type: ignore[assignment]
    request.META = {**call.request.META, "QUERY_STRING": query.urlencode()}
    request.resolver_match = found
    request.user = call.token.user
    request.session = {}  # type: ignore[assignment]
    request._messages = said  # type: ignore[attr-defined]
    return request, said
