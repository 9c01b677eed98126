"""用户和单位页 views: who has which role where; what the three administrators do about it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.access.models import User
from zhida.platform.access.policy import ADMINISTRATORS, Forbidden, Role, why
from zhida.platform.access.queries import about
from zhida.platform.accounts import actions
from zhida.platform.accounts.queries import people
from zhida.platform.administration import Unregistrable, add_agency, add_user, the_agency
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import label, labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import below
from zhida.platform.system.people_tables import agency_table, person_rows


@page("see_users")
def users(looking: Looking) -> HttpResponse:
    """用户: of the region that is looked at and below (`?q=name`), and what can be done about each."""
    return _users(looking)


@page("see_users")
def user_step(looking: Looking, number: int, step: str) -> HttpResponse:
    """办理: a user is added (number 0), switched off or on, gets a role or a password, is unlocked.

    A password is shown in the answer itself, once: it stands in no session and no cookie.
    """
    back = f"{reverse('users')}?{looking.lens.query}"
    if step not in _STEPS:
        raise Http404
    if looking.request.method != "POST":
        return redirect(back)
    if step == "add":
        return _added(looking, back)
    found = people(looking.actor.region).filter(pk=number).first()
    if found is None:
        raise Http404
    if step == "password":
        return _given(looking, found, back)
    return deed(looking, lambda: _stepped(looking, found, step), back)


@page("see")
def agencies(looking: Looking) -> HttpResponse:
    """单位: of the region that is looked at and below; a new one is registered here."""
    if looking.request.method == "POST":
        back = f"{reverse('agencies')}?{looking.lens.query}"
        return deed(looking, lambda: _registered(looking), back)
    text = looking.request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = Agency.objects.filter(region__in=below(looking.lens.region), name__icontains=text)
    table = agency_table(found.select_related("region").order_by("region_id", "code"), looking.lens)
    may_add = why(looking.actor, "add_agency", about(looking.lens.region))
    context = {"text": text, "add": may_add}
    return show(looking, "system/agencies.html", context, [table], concept="agency")


def _users(looking: Looking, told: dict[str, str] | None = None) -> HttpResponse:
    text = looking.request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = people(looking.lens.region)
    if text:
        found = found.filter(username__icontains=text)
    three = {
        role: found.filter(role=role, is_active=True).values_list("username", flat=True)
        for role in ADMINISTRATORS
    }
    context = {
        "lens": looking.lens,
        "text": text,
        "told": told,
        "rows": person_rows(looking, found),
        "roles": labelled(Role),
        "three": [(label(role), list(names)) for role, names in three.items()],
        "add": why(looking.actor, "add_user", about(looking.lens.region)),
        "shut": why(looking.actor, "set_role", about(looking.lens.region)).reason,
    }
    return render(looking.request, "system/users.html", context)


def _added(looking: Looking, back: str) -> HttpResponse:
    sent = looking.request.POST
    try:
        agency = the_agency(sent.get("agency", "").replace("\0", "")[:200])
        name = _sound_name(sent.get("name", ""))
        user, new = add_user(looking.actor, name, agency, _role(sent.get("role", "")))
        if not new:
            raise Unregistrable(f"用户“{user.username}”早已登记；重发口令请在其所在行办理")
        secret = actions.give_password(looking.actor, user)
    except (Forbidden, Unregistrable) as refused:
        return deed(looking, _refusing(refused), back)
    return _users(looking, {"name": user.username, "password": secret})


def _given(looking: Looking, user: User, back: str) -> HttpResponse:
    without = looking.request.POST.get("without_factor") == "on"
    try:
        secret = actions.give_password(looking.actor, user, without_factor=without)
    except Forbidden as refused:
        return deed(looking, _refusing(refused), back)
    return _users(looking, {"name": user.username, "password": secret})


def _refusing(refused: Exception) -> Callable[[], str]:
    def raises() -> str:
        raise refused

    return raises


def _stepped(looking: Looking, user: User, step: str) -> str:
    actor, sent = looking.actor, looking.request.POST
    reason = sent.get("reason", "").replace("\0", "").strip()[:500]
    if step == "role":
        actions.set_role(actor, user, _role(sent.get("role", "")), reason)
        return _("已变更%(name)s的角色。") % {"name": user.username}
    if step == "unlock":
        was = actions.unlock(actor, user)
        told = _("已解除%(name)s的锁定。") if was else _("%(name)s没有被锁定。")
        return told % {"name": user.username}
    actions.switch(actor, user, reason, on=step == "on")
    told = _("%(name)s可以登录了。") if step == "on" else _("已停用%(name)s，其登录已全部退出。")
    return told % {"name": user.username}


def _registered(looking: Looking) -> str:
    sent = {
        name: looking.request.POST.get(name, "").replace("\0", "").strip()[:200]
        for name in ("name", "region", "code", "source", "reason")
    }
    made = add_agency(
        looking.actor,
        sent["name"],
        sent["region"] or looking.lens.region,
        code=sent["code"],
        source=sent["source"],
        reason=sent["reason"],
    )
    return _("已登记%(name)s，代码 %(code)s。") % {"name": made.name, "code": made.code}


def _role(text: str) -> Role:
    if text not in Role.values:
        raise Unregistrable("请选择一个角色")
    return Role(text)


def _sound_name(text: str) -> str:
    name = text.strip()
    if not name.isprintable() or len(name) > 60:
        raise Unregistrable("用户姓名至多60字，不能有换行等看不见的字符")
    return name


_STEPS = frozenset({"add", "password", "role", "off", "on", "unlock"})
