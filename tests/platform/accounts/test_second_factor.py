"""第二因素: enrolled with a real code, asked for after the password, once each, and locked when guessed."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from tests.platform.accounts.people import PASSWORD, enter, visitor

from zhida.platform.access.models import User
from zhida.platform.accounts.actions import give_password, unlock
from zhida.platform.administration import installer, the_agency
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

CODE = "/account/factor/authenticate/"
WRONG = "000000"


def code_of(secret: str, step: int = 0) -> str:
    """What an authenticator shows (RFC 6238: SHA-1, 30 seconds, six digits), `step` periods from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    mac = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    place = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@dataclass
class Person:
    """Who carries an authenticator; `codes` are for the day on which it is lost."""

    user: User
    secret: str
    codes: list[str]

    def at_the_door(self) -> Client:
        """A browser in which the password was right and the code is asked for."""
        client = visitor()
        answer = client.post("/account/login/", {"login": "王芳", "password": PASSWORD})
        assert answer.headers["Location"] == CODE
        return client


def confirmed(client: Client) -> None:
    """Settings of the sign-in are changed only after the password was given once more."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def person(database: str) -> Person:
    user = enter("王芳")
    client = visitor()
    client.post("/account/login/", {"login": "王芳", "password": PASSWORD})
    confirmed(client)
    page = client.get("/account/factor/totp/activate/").content.decode()
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found, page
    # The period before now, so that the code of now is fresh at the door.
    answer = client.post("/account/factor/totp/activate/", {"code": code_of(found[0], -1)})
    assert answer.status_code == 302
    shown = client.get("/account/factor/codes/").content.decode()
    codes = re.findall(r"\b\d{8}\b", shown)
    client.post("/account/logout/")
    assert len(codes) >= 8
    return Person(user, found[0], codes)


def inside(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def verbs() -> list[str]:
    with scope("650100"):
        return list(Deed.objects.order_by("pk").values_list("verb", flat=True))


def test_the_password_alone_opens_nothing(person: Person) -> None:
    client = person.at_the_door()
    assert not inside(client)
    assert client.post(CODE, {"code": code_of(person.secret)}).status_code == 302
    assert inside(client)
    assert verbs()[:3] == ["sign_in", "add_factor", "add_factor"]


def test_a_code_holds_once_in_any_browser(person: Person) -> None:
    code = code_of(person.secret)
    first, second = person.at_the_door(), person.at_the_door()
    first.post(CODE, {"code": code})
    second.post(CODE, {"code": code})
    assert inside(first) and not inside(second)


def test_a_code_before_one_that_was_taken_holds_no_more(person: Person) -> None:
    first, second = person.at_the_door(), person.at_the_door()
    first.post(CODE, {"code": code_of(person.secret, 1)})
    second.post(CODE, {"code": code_of(person.secret)})
    assert inside(first) and not inside(second)


def test_a_recovery_code_opens_once(person: Person) -> None:
    first, second = person.at_the_door(), person.at_the_door()
    first.post(CODE, {"code": person.codes[0]})
    second.post(CODE, {"code": person.codes[0]})
    assert inside(first) and not inside(second)
    second.post(CODE, {"code": person.codes[1]})
    assert inside(second)


def test_five_wrong_codes_lock_whatever_password_goes_before(person: Person) -> None:
    for _ in range(4):  # each with the password given anew
        refused = person.at_the_door().post(CODE, {"code": WRONG})
        assert refused.status_code == 200 and "验证码不正确" in refused.content.decode()
    page = person.at_the_door().post(CODE, {"code": WRONG}).content.decode()
    assert "已锁定至" in page
    client = person.at_the_door()
    assert "已锁定至" in client.post(CODE, {"code": code_of(person.secret)}).content.decode()
    assert not inside(client)
    assert verbs().count("sign_in_failed") == 5 and verbs().count("lock") == 1
    assert unlock(installer(the_agency("650100-finance")), person.user)
    client.post(CODE, {"code": code_of(person.secret)})
    assert inside(client)


def test_who_lost_the_telephone_gets_in_without_it_and_must_change_the_password(
    person: Person,
) -> None:
    actor = installer(the_agency("650100-finance"))
    printed = give_password(actor, person.user, without_factor=True)
    client = visitor()
    client.post("/account/login/", {"login": "王芳", "password": printed})
    assert client.get("/desk/").headers["Location"] == "/account/password/"


def test_the_secret_lies_encrypted(person: Person) -> None:
    kept = [str(each.data) for each in Authenticator.objects.filter(user=person.user)]
    assert len(kept) == 2
    assert not any(person.secret in each or person.codes[0] in each for each in kept)


def test_where_it_is_demanded_nothing_else_comes_first(
    database: str, settings_changed: Callable[..., None]
) -> None:
    enter("李强")
    client = visitor()
    client.post("/account/login/", {"login": "李强", "password": PASSWORD})
    settings_changed(SECOND_FACTOR_DEMANDED=True)
    for path in ("/desk/", "/due/", "/journal/"):
        assert client.get(path).headers["Location"] == "/account/factor/totp/activate/"
    confirmed(client)
    page = client.get("/account/factor/totp/activate/").content.decode()
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found
    client.post("/account/factor/totp/activate/", {"code": code_of(found[0])})
    assert inside(client)
