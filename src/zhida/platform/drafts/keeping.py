"""留草稿 keeping: a form that comes too late is kept for who sent it, and offered after signing in."""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.csrf import csrf_failure as refused_by_csrf

from zhida.platform.access.models import User
from zhida.platform.drafts.models import Draft

Fields = dict[str, list[str]]
COOKIE = "zhida_draft"
OFFERED = "zhida drafts"
"""In the session: the numbers of drafts that were sent too late."""
SENT = "zhida-draft"
"""The field of a form that is sent once more: the number of its draft."""

_MOST_BYTES = 64 * 1024
_MOST_FIELDS = 300
_MOST_DRAFTS = 50
_KEPT = datetime.timedelta(days=14)
_FORM = re.compile(r"[\w.-]{1,100}")
_SECRET = re.compile(r"csrf|password|token|^zhida-draft$", re.I)


class NotKept(ValueError):
    """不能保存: the message is a Chinese sentence."""


def save(user: User, form: str, fields: Mapping[str, Sequence[str]]) -> None:
    """存草稿: what was typed into a form so far; of nothing, the draft is gone. Raises `NotKept`."""
    if not _FORM.fullmatch(form):
        raise NotKept("表单的名称不对")
    _forget(user)
    content = _plain(fields)
    if not content:
        Draft.objects.filter(user=user, form=form).delete()
        return
    if Draft.objects.filter(user=user).exclude(form=form).count() >= _MOST_DRAFTS:
        raise NotKept(f"草稿至多{_MOST_DRAFTS}份，请先清理")
    Draft.objects.update_or_create(user=user, form=form, defaults={"content": content})


def saved(user: User, form: str) -> Draft | None:
    """取草稿: of a form, where there is one that hasn't expired."""
    return (
        Draft.objects.filter(user=user, form=form, saved_at__gt=timezone.now() - _KEPT)
        .exclude(form="")
        .first()
    )


def keep_unsent(
    respond: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """留住来迟的表单: middleware; a POST that is answered with the sign-in page is kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return respond(request)
        user = request.user if isinstance(request.user, User) else None
        response = respond(request)
        leads = response.headers.get("Location", "").startswith(reverse("account_login"))
        if leads:
            return keep(request, user, response)
        if user is not None and response.status_code < 400 and _is_a_page(request.path_info):
            _sent_once_more(request, user)
        return response

    return answer


def _sent_once_more(request: HttpRequest, user: User) -> None:
    """A kept form that was sent from its page and arrived is needed no more."""
    number = request.POST.get(SENT, "")
    if number.isascii() and number.isdigit() and len(number) < 16:
        forget(request, user, int(number))


def forget(request: HttpRequest, user: User, number: int) -> None:
    """不要了: a kept form of this user goes, and is offered no more."""
    Draft.objects.filter(pk=number, user=user).delete()
    kept = request.session.get(OFFERED, [])
    request.session[OFFERED] = [each for each in kept if each != number]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """令牌过期: the form is kept, then refused as ever. (The view of settings.CSRF_FAILURE_VIEW.)"""
    user = request.user if request.user.is_authenticated else None
    response: HttpResponse = refused_by_csrf(request, reason, template_name="403_csrf.html")
    return keep(request, user, response)  # type: ignore[return-value]


def keep(request: HttpRequest, user: Any, response: HttpResponseBase) -> HttpResponseBase:
    """留: for the user, or for the browser until somebody signs in there."""
    if not (_is_ours(request) and _is_a_page(request.path_info)):
        return response
    try:
        content = _plain({name: request.POST.getlist(name) for name in request.POST})
    except NotKept:
        return response
    if not content:
        return response
    secret = "" if user else request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    if user:
        _forget(user)
    owned = Draft.objects.filter(user=user) if user else Draft.objects.filter(browser=_mark(secret))
    if owned.count() >= _MOST_DRAFTS:
        return response
    draft = Draft.objects.create(
        user=user, browser=_mark(secret), path=request.get_full_path()[:2000], content=content
    )
    if secret:
        response.set_cookie(
            COOKIE, secret, max_age=86400, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    elif request.user.is_authenticated:
        request.session[OFFERED] = [*request.session.get(OFFERED, []), draft.pk]
    return response


def offered(request: HttpRequest) -> dict[str, object]:
    """备好的草稿: for the frame of every page; asks the session alone."""
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return {"kept_drafts": request.session.get(OFFERED, [])} if signed_in else {}


def claim(request: HttpRequest, user: Any, **rest: Any) -> None:
    """认领: who signs in gets what was kept in this browser, and what was kept for them."""
    if secret := request.COOKIES.get(COOKIE):
        found = Draft.objects.filter(browser=_mark(secret), user=None)
        found.filter(saved_at__gt=timezone.now() - datetime.timedelta(days=1)).update(
            user=user, browser=""
        )
    _forget(user)
    numbers = Draft.objects.filter(user=user).exclude(path="").values_list("pk", flat=True)
    if numbers:
        request.session[OFFERED] = list(numbers)


def _forget(user: Any) -> None:
    """What nobody came back for."""
    Draft.objects.filter(user=user, saved_at__lt=timezone.now() - _KEPT).delete()
    Draft.objects.filter(
        user=None, saved_at__lt=timezone.now() - datetime.timedelta(days=1)
    ).delete()


def _plain(fields: Mapping[str, Sequence[str]] | QueryDict) -> Fields:
    """Without secrets, files and nulls; raises `NotKept` for more than a form has."""
    kept: Fields = {
        name[:200].replace("\0", ""): [str(each).replace("\0", "") for each in values]
        for name, values in fields.items()
        if not _SECRET.search(name) and any(str(each).strip() for each in values)
    }
    size = sum(len(each.encode("utf-8", "replace")) for values in kept.values() for each in values)
    if len(kept) > _MOST_FIELDS or size > _MOST_BYTES:
        raise NotKept("内容太多，没有存成草稿")
    return kept


def _is_a_page(path: str) -> bool:
    try:
        return hasattr(resolve(path).func, "page_verb")
    except Resolver404:
        return False


def _is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on a page of ours: another site plants nothing here."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("//")[2] == request.get_host()


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""
