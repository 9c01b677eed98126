"""People who can sign in, for the tests of pages."""

from __future__ import annotations

from django.core.cache import cache
from django.test import Client

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


def visitor() -> Client:
    """A browser that nobody has signed in with; it checks CSRF as a real one is made to."""
    return Client(headers={"host": "localhost"})


def signed_in(name: str, password: str = PASSWORD) -> Client:
    """A browser in which somebody has signed in."""
    client = visitor()
    answer = client.post("/account/login/", {"login": name, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    return client
