"""Somebody who looks at a page, for tests of what pages are made of."""

from __future__ import annotations

from django.http import HttpRequest
from django.test import RequestFactory

from zhida.platform.access.policy import Actor, Role
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.page import Looking

LENS = Lens(2025, "650100", "650100", "乌鲁木齐市", "wan", {"650100": "乌鲁木齐市"}, {})


def looker(role: Role = Role.DRAFTER, request: HttpRequest | None = None) -> Looking:
    """A person of the city's finance bureau, in front of the city's own figures."""
    who = Actor("王芳", "650100-finance", "650100", role)
    return Looking(request or RequestFactory().get("/"), who, LENS)
