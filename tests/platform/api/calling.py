"""Systems that call the API, for the tests of it."""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from tests.platform.accounts.people import enter, visitor

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role
from zhida.platform.api.tokens import add_token

BASE = "/api/v1"
SECURITY = Actor("安全员", "100000-finance", "100000", Role.SECURITY_ADMINISTRATOR)
_keys = itertools.count(1)


@dataclass
class System:
    """A system with a token: `get` and `post` answer status and content."""

    secret: str
    user: User

    def get(self, path: str, **asked: Any) -> tuple[int, Any]:
        return _told(self.ask("GET", path, asked))

    def post(self, path: str, body: Any = None, key: str = "", **form: Any) -> tuple[int, Any]:
        return _told(self.ask("POST", path, form or body, key=key, as_form=bool(form)))

    def ask(
        self, method: str, path: str, content: Any = None, *, key: str = "", as_form: bool = False
    ) -> HttpResponse:
        client = visitor(Authorization=f"Bearer {self.secret}")
        if method == "GET":
            return client.get(BASE + path, content or {})  # type: ignore[return-value]
        extra = {"Idempotency-Key": key or f"key-{next(_keys)}"}
        if as_form:
            return client.post(BASE + path, content, headers=extra)  # type: ignore[return-value]
        body = "" if content is None else json.dumps(content)
        return client.post(  # type: ignore[return-value]
            BASE + path, body, content_type="application/json", headers=extra
        )


def system(
    name: str = "国库系统",
    agency: str = "650100-finance",
    role: Role = Role.DRAFTER,
    scopes: Iterable[str] = ("read", "write"),
) -> System:
    """A system that acts as a new user of an agency."""
    return token_for(enter(name, agency, role), scopes)


def token_for(user: User, scopes: Iterable[str] = ("read", "write")) -> System:
    """A system that acts as a user that there is."""
    until = timezone.now() + datetime.timedelta(days=30)
    _, secret = add_token(SECURITY, user, "测试系统", scopes, until)
    return System(secret, user)


def _told(answer: HttpResponse) -> tuple[int, Any]:
    content = b"".join(answer) if answer.streaming else answer.content
    if answer.headers["Content-Type"].startswith("application/json"):
        return answer.status_code, json.loads(content)
    return answer.status_code, content
