"""接口地址 mounting: the routes of all concepts as one API under /api/v1/."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from zhida.platform.api import (
    act_routes,
    alert_routes,
    catalogue_routes,
    correction_routes,
    desk_routes,
    dip_result_routes,
    dip_routes,
    dip_settlement_routes,
    duty_routes,
    evaluation_routes,
    exchange_routes,
    flow_routes,
    form_routes,
    goal_routes,
    job_routes,
    journal_routes,
    ledger_routes,
    mark_routes,
    me_routes,
    monitoring_routes,
    notice_job_routes,
    notice_routes,
    page_routes,
    payment_routes,
    penalty_routes,
    plan_routes,
    progress_routes,
    publication_routes,
    receipt_routes,
    record_routes,
    report_routes,
    spending_plan_routes,
    target_routes,
    user_routes,
)
from zhida.platform.api.bearer import Bearer
from zhida.platform.api.refusing import Refused, answered, refuse_all
from zhida.platform.api.routes import Door, Routes

VERSION = "1"
ALL: tuple[Routes, ...] = (
    me_routes.routes,
    desk_routes.routes,
    notice_routes.routes,
    notice_job_routes.routes,
    receipt_routes.routes,
    publication_routes.routes,
    ledger_routes.routes,
    flow_routes.routes,
    act_routes.routes,
    exchange_routes.routes,
    correction_routes.routes,
    plan_routes.routes,
    progress_routes.routes,
    penalty_routes.routes,
    payment_routes.routes,
    spending_plan_routes.routes,
    record_routes.routes,
    alert_routes.routes,
    duty_routes.routes,
    target_routes.routes,
    goal_routes.routes,
    monitoring_routes.routes,
    evaluation_routes.routes,
    report_routes.routes,
    form_routes.routes,
    mark_routes.routes,
    page_routes.routes,
    catalogue_routes.routes,
    user_routes.routes,
    dip_routes.routes,
    dip_result_routes.routes,
    dip_settlement_routes.routes,
    job_routes.routes,
    journal_routes.routes,
)

api = NinjaAPI(
    title="直达接口",
    version=VERSION,
    description="与网页同样的事项、同样的权限。金额以分为单位的整数；日期写作 2025-03-03。",
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
refuse_all(api)
for _each in ALL:
    api.add_router("", _each.router)


def doors() -> Iterator[Door]:
    """门: every route of the API with its verb."""
    for each in ALL:
        yield from each.doors


View = Callable[..., HttpResponseBase]


def _guarded(view: View, most_bytes: int) -> View:
    """Size before anything is read; a refusal of Django's in the one shape; no cache, no cookie."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > most_bytes:
            return answered(
                Refused(
                    413,
                    "too_large",
                    f"请求有{length}字节，最多{most_bytes}字节",
                    "请分批提交，或改为上传文件",
                )
            )
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = answered(
                Refused(405, "method", f"这个地址不能用 {request.method}", f"可用 {allowed}")
            )
            response.headers["Allow"] = allowed
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return csrf_exempt(_open(answer))


def _open(view: View) -> View:
    """A token signs in, not a session (see `LoginRequiredMiddleware`)."""
    view.login_required = False  # type: ignore[attr-defined]
    return view


def nowhere(request: HttpRequest) -> HttpResponse:
    """没有这个地址."""
    return answered(Refused(404, "not_found", "没有这个地址", "见 /api/v1/docs"))


def urls() -> list[URLPattern | URLResolver]:
    """地址: for the URL conf."""
    most: dict[str, int] = {}
    for door in doors():
        plain = door.path.lstrip("/")
        most[plain] = max(door.most_bytes, most.get(plain, 0))
    found: list[URLPattern | URLResolver] = []
    # A word of a path goes before a number in its place: /plans/files is no plan.
    for each in sorted(api.urls[0], key=lambda each: "<" in str(each.pattern)):
        assert isinstance(each, URLPattern)
        plain = str(each.pattern).replace("<", "{").replace(">", "}")
        if plain in most:
            view = _guarded(each.callback, most[plain])
            found.append(path(str(each.pattern), view, name=each.name))
    found.append(re_path(r"", csrf_exempt(_open(nowhere)), name="api-nowhere"))
    return found
