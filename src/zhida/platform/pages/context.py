"""版面 context: what the frame of a page shows: the menu, the lens, and what may be chosen."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.pages.helping import help_of
from zhida.platform.pages.menu import menu


def frame(request: HttpRequest) -> dict[str, object]:
    """版面: for the template of every page; for who isn't signed in, nothing."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    items = menu(request.path)
    role = _(Role(user.role).label)
    return {"menu": items, "role_name": role, "help_name": help_of(items)}
