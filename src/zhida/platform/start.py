"""首页 start: what this installation holds."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Region
from zhida.platform.scope import scope

_NATION = "100000"


@dataclass(frozen=True, slots=True)
class Holdings:
    """概况: what stands. How much was booked in the whole country is nobody's business here."""

    database: str
    regions: int
    used: bool
    roles: frozenset[str]

    @property
    def ready(self) -> bool:
        """Whether there is anybody who could sign in."""
        return bool(self.roles)

    @property
    def next_step(self) -> str:
        """先做什么: the command to run now."""
        if Role.DRAFTER not in self.roles or Role.REVIEWER not in self.roles:
            return "zhida init --agency 单位代码 --user 经办人 --reviewer 审核人"
        if not self.used:
            return "zhida check 通知文件"
        return "zhida doctor"


def holdings() -> Holdings:
    """概况: of the whole installation; no row of it is shown, and no count of what offices did."""
    with scope(_NATION), connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return Holdings(
            database=f"PostgreSQL {cursor.fetchone()[0].split()[0]}",
            regions=Region.objects.count(),
            used=_any("notices_document") or _any("ledger_voucher"),
            roles=frozenset(
                User.objects.filter(is_active=True, agency__isnull=False).values_list(
                    "role", flat=True
                )
            ),
        )


def _any(table: str) -> bool:
    """Whether there is a row; not where the table is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone() == (None,):
            return False
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
        return bool(cursor.fetchone()[0])


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """首页: the desk of who is signed in; else what is here, and the way in."""
    if request.user.is_authenticated:
        return redirect("desk")
    context = {"version": version("zhida"), "holdings": holdings()}
    return render(request, "start/start.html", context)
