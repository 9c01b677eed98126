"""People who can sign in, for the tests of pages."""

from __future__ import annotations

from functools import cache as once
from typing import Any

from django.core.cache import cache
from django.core.signals import setting_changed
from django.test import Client
from django.test.client import ClientHandler

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.regions.models import Agency

PASSWORD = "晨光-ripe-47-走廊"


def enter(name: str, agency: str = "650100-finance", role: Role = Role.DRAFTER) -> User:
    """A user with a password of their own, of whom no earlier test has left a count."""
    cache.clear()
    user = User(username=name, agency=Agency.objects.get(code=agency), role=role)
    user.set_password(PASSWORD)
    user.save()
    return user


@once
def _handler() -> ClientHandler:
    """One for all: each loads the middleware anew, which takes as long as most pages."""
    return Client().handler


def _forget(**_: Any) -> None:
    _handler.cache_clear()


setting_changed.connect(_forget)


def visitor(**headers: str) -> Client:
    """A browser or another program that nobody has signed in with."""
    client = Client(headers={"host": "localhost"} | headers)
    client.handler = _handler()
    return client


def signed_in(name: str, password: str = PASSWORD) -> Client:
    """A browser in which somebody has signed in."""
    client = visitor()
    answer = client.post("/account/login/", {"login": name, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client
