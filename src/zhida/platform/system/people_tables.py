"""用户和单位的行 people tables: each person with the deeds that are open upon them, or why not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role, why
from zhida.platform.access.queries import about
from zhida.platform.accounts.models import FailedSignIn
from zhida.platform.pages.buttons import Button
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.page import Looking
from zhida.platform.pages.tables import Cell, Column, Row, Table
from zhida.platform.regions.models import Agency

SHOWN = 200


@dataclass(frozen=True, slots=True)
class PersonRow:
    """一名用户: `locked` until when, None where not; `off` says why the row offers nothing, "" otherwise."""

    user: User
    role: str
    factor: bool
    locked: datetime.datetime | None
    off: str
    buttons: tuple[Button, ...]
    step: str


def person_rows(looking: Looking, found: QuerySet[User]) -> list[PersonRow]:
    """用户的行: the first 200, by agency and name."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type="totp")
    shown = list(found.annotate(factor=Exists(factors))[:SHOWN])
    locks: dict[str, datetime.datetime | None] = dict(
        FailedSignIn.objects.filter(
            name__in=[each.username for each in shown], locked_until__gt=timezone.now()
        ).values_list("name", "locked_until")
    )
    reasons: dict[str, str] = {}
    rows = []
    for each in shown:
        assert each.agency is not None
        region = each.agency.region_id
        if region not in reasons:
            reasons[region] = why(looking.actor, "set_role", about(region)).reason
        own = each.username == looking.actor.name
        off = _("自己的角色和账号由另一名安全管理人员办理") if own else reasons[region]
        locked = locks.get(each.username)
        rows.append(
            PersonRow(
                each,
                label(Role(each.role)),
                bool(getattr(each, "factor", False)),
                locked,
                off,
                () if off else _buttons(each, locked),
                reverse("user-step", args=[each.pk, "role"]),
            )
        )
    return rows


def _buttons(user: User, locked: datetime.datetime | None) -> tuple[Button, ...]:
    def to(step: str) -> str:
        return reverse("user-step", args=[user.pk, step])

    sure = _("发一次性口令后，%(name)s的全部登录随即退出。") % {"name": user.username}
    buttons = [Button(_("发一次性口令"), to("password"), sure=sure)]
    if user.is_active:
        buttons.append(Button(_("停用"), to("off"), reason=_("停用理由")))
    else:
        buttons.append(Button(_("恢复"), to("on"), reason=_("恢复理由")))
    if locked:
        buttons.append(Button(_("解除锁定"), to("unlock")))
    return tuple(buttons)


def agency_table(found: QuerySet[Agency], lens: Lens) -> Table:
    """单位表: by region and code."""
    columns = (
        Column("code", _("代码"), meaning=_("官方单位编码，或标明为自编的本地代码")),
        Column("name", _("名称")),
        Column("kind", _("类别")),
        Column("region", _("区划")),
        Column("source", _("出处")),
    )
    rows = [
        Row(
            (
                Cell(each.code),
                Cell(each.name),
                Cell(label(Agency.Kind(each.kind))),
                Cell(each.region.full_name),
                Cell(each.source),
            )
        )
        for each in found
    ]
    return Table("agencies", _("单位"), columns, rows, lens.unit)
