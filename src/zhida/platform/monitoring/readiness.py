"""就绪 readiness: whether this server should be sent any work, for a balancer or a watchman."""

from __future__ import annotations

import datetime
from importlib.metadata import version

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from zhida.platform.configuration import configuration
from zhida.platform.migrating import unapplied
from zhida.platform.monitoring.verified import Verified, last_verified

RECENT = datetime.timedelta(days=2)
"""A daily verification that was missed once is still recent."""

_migrated: set[str] = set()
"""The databases that had all migrations when asked: they don't lose any again."""


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """存活: 200 as long as this process answers at all; the database isn't asked."""
    return JsonResponse({"status": "alive", "version": version("zhida")})


@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """就绪: 200 where the database answers with this version's tables, else 503.

    `ledger` says how the last verification on this machine ended, and when; it
    doesn't change the status: whether to close the books is for people to decide.
    """
    said: dict[str, object] = {"database": "fine", "migrations": "fine"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database()")
            (name,) = cursor.fetchone()
        if name not in _migrated:
            if missing := unapplied():
                said |= {"migrations": f"{len(missing)} missing"}
            else:
                _migrated.add(name)
    except DatabaseError:
        said = {"database": "unreachable", "migrations": "unknown"}
    fine = said == {"database": "fine", "migrations": "fine"}
    last = last_verified(configuration().data_folder)
    said["ledger"] = {"state": state_of(last), "verified_at": last.at.isoformat() if last else None}
    return JsonResponse(
        {"status": "ready" if fine else "not ready", **said}, status=200 if fine else 503
    )


def state_of(last: Verified | None) -> str:
    """The word for a verification: never, faulty, stale or recent."""
    if last is None:
        return "never"
    if not last.clean:
        return "faulty"
    age = datetime.datetime.now(datetime.UTC) - last.at
    return "recent" if age <= RECENT else "stale"
