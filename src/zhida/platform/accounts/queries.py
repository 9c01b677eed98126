"""查登录 queries: the people of a scope, and what is told to one who has just signed in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhida.platform.access.models import User
from zhida.platform.access.policy import verb_names
from zhida.platform.accounts.receivers import CONCEPT
from zhida.platform.journal.queries import deeds
from zhida.platform.regions.queries import below

DEED_NAMES: dict[str, str | Promise] = {
    "sign_in": _("登录"),
    "sign_in_failed": _("登录失败"),
    "lock": _("锁定"),
    "sign_out": _("退出"),
    "change_password": _("修改密码"),
    "add_factor": _("启用第二因素"),
    "remove_factor": _("停用第二因素"),
    "book": _("入账"),
    "start_job": _("发起任务"),
}
"""其他事项: what the journal calls that which has no permission of its own name."""


def deed_names() -> dict[str, str]:
    """事项名称: of every verb that the journal knows, in the language of the page."""
    names = verb_names() | DEED_NAMES
    return {verb: gettext(str(name)) for verb, name in names.items()}


def people(region: str) -> QuerySet[User]:
    """用户: of a region (its code) and all below it, by agency and name."""
    found = User.objects.filter(agency__region__in=below(region)).select_related("agency")
    return found.order_by("agency__region_id", "agency__code", "username")


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """上次登录: when and from where, and how many tries failed since."""

    at: datetime.datetime
    ip: str
    failed: int


def last_sign_in(name: str) -> LastSignIn | None:
    """上次登录: before the one that runs; None where there was none. Read within the user's scope."""
    mine = deeds(concept=CONCEPT, subject=name)
    found = list(mine.filter(verb="sign_in")[:2])
    if len(found) < 2:
        return None
    last, now = found[1], found[0]
    failed = mine.filter(verb="sign_in_failed", at__gt=last.at, at__lt=now.at).count()
    return LastSignIn(last.at, str((last.after or {}).get("ip", "")), failed)
