"""登录: who signs in, who is refused, what is told, and what the journal keeps of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from tests.platform.accounts.people import PASSWORD, enter, signed_in, visitor

from zhida.platform.access.policy import Role
from zhida.platform.accounts.actions import give_password, unlock
from zhida.platform.accounts.models import FailedSignIn
from zhida.platform.administration import installer, the_agency
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope


def attempt(name: str, password: str) -> str:
    """What the page says to a name and a password."""
    answer = visitor().post("/account/login/", {"login": name, "password": password})
    return answer.content.decode()


def deeds(region: str = "650100") -> list[tuple[str, str, str]]:
    with scope(region):
        return list(Deed.objects.order_by("pk").values_list("actor", "verb", "subject"))


def test_who_signs_in_comes_to_the_desk_and_into_the_journal(database: str) -> None:
    enter("王芳")
    client = signed_in("王芳")
    assert "工作台" in client.get("/desk/").content.decode()
    assert deeds() == [("王芳", "sign_in", "王芳")]


def test_a_wrong_password_and_an_unknown_name_are_told_alike(database: str) -> None:
    enter("王芳")
    wrong, unknown = (attempt(name, "不对不对不对") for name in ("王芳", "无此人"))
    assert "用户名或密码不正确" in wrong

    def told(page: str) -> str:
        return page.partition('role="alert"')[2].partition("</div>")[0]

    assert told(wrong) == told(unknown) != ""


def test_the_fifth_failure_locks_and_tells_until_when(database: str) -> None:
    enter("王芳")
    for _ in range(4):
        assert "用户名或密码不正确" in attempt("王芳", "错的")
    fifth = attempt("王芳", "错的")
    assert "已锁定至" in fifth and "约 15 分钟后" in fifth
    assert "已锁定至" in attempt("王芳", PASSWORD)  # the right one is not looked at
    assert [verb for _, verb, _ in deeds()] == ["sign_in_failed"] * 5 + ["lock"]


def test_a_name_that_is_nobodys_is_locked_just_so(database: str) -> None:
    for _ in range(4):
        attempt("无此人", "错的")
    assert "已锁定至" in attempt("无此人", "错的")
    assert ("未登录", "lock", "无此人") in deeds("100000")


def test_a_lock_ends_by_itself_or_by_the_security_administrator(database: str) -> None:
    user = enter("王芳")
    for _ in range(5):
        attempt("王芳", "错的")
    FailedSignIn.objects.update(locked_until=timezone.now() - datetime.timedelta(seconds=1))
    signed_in("王芳")
    for _ in range(5):
        attempt("王芳", "错的")
    assert unlock(installer(the_agency("650100-finance")), user)
    signed_in("王芳")


def test_success_forgets_the_failures_before_it(database: str) -> None:
    enter("王芳")
    for _ in range(3):
        for _ in range(4):
            attempt("王芳", "错的")
        signed_in("王芳")


def test_who_left_does_not_sign_in(database: str) -> None:
    user = enter("王芳")
    user.is_active = False
    user.save()
    client = visitor()
    client.post("/account/login/", {"login": "王芳", "password": PASSWORD})
    assert client.get("/desk/").status_code == 302


def test_a_printed_password_must_be_changed_before_all_else(database: str) -> None:
    user = enter("王芳")
    printed = give_password(installer(the_agency("650100-finance")), user)
    client = signed_in("王芳", printed)
    assert client.get("/desk/").headers["Location"] == "/account/password/"
    form = {"oldpassword": printed, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/password/", form).status_code == 302
    assert client.get("/desk/").status_code == 200
    signed_in("王芳")


@pytest.mark.parametrize("weak", ["短密码", "1234567890123", "password123", "王芳王芳王芳王芳王芳"])
def test_a_weak_password_is_refused(database: str, weak: str) -> None:
    enter("王芳王芳王芳王芳")
    client = signed_in("王芳王芳王芳王芳")
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert "errorlist" in client.post("/account/password/", form).content.decode()


def test_a_new_password_ends_the_other_sessions(database: str) -> None:
    user = enter("王芳")
    client = signed_in("王芳")
    give_password(installer(the_agency("650100-finance")), user)
    assert client.get("/desk/").status_code == 302


def test_the_sessions_are_listed_and_the_others_can_be_ended(database: str) -> None:
    enter("王芳")
    here, there = signed_in("王芳"), signed_in("王芳")
    assert "退出其他登录" in here.get("/account/sessions/").content.decode()
    here.post("/account/sessions/")
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302


def test_who_does_nothing_is_signed_out_and_led_back(
    database: str, settings_changed: Callable[..., None]
) -> None:
    enter("王芳")
    client = signed_in("王芳")
    client.get("/desk/")
    settings_changed(IDLE_SECONDS=-1)
    answer = client.get("/due/?state=all")
    assert answer.headers["Location"] == "/account/login/?next=%2Fdue%2F%3Fstate%3Dall"
    settings_changed(IDLE_SECONDS=1800)
    assert client.get("/desk/").status_code == 302
    with scope("650100"):
        assert Deed.objects.get(verb="sign_out").reason == "idle"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_sign_in_leads_to_no_other_site(database: str, away: str) -> None:
    enter("王芳")
    form = {"login": "王芳", "password": PASSWORD, "next": away}
    assert visitor().post("/account/login/", form).headers["Location"] == "/desk/"


def test_what_a_browser_does_not_vouch_for_is_refused(database: str) -> None:
    enter("王芳")
    careful = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    form = {"login": "王芳", "password": PASSWORD}
    assert careful.post("/account/login/", form).status_code == 403


def test_the_last_sign_in_and_the_failures_since_are_told(database: str) -> None:
    enter("王芳")
    signed_in("王芳")
    attempt("王芳", "错的")
    page = signed_in("王芳").get("/desk/").content.decode()
    assert "上次登录" in page and "其后登录失败 1 次" in page


def test_an_administrator_moves_no_money(database: str) -> None:
    enter("安管", role=Role.SECURITY_ADMINISTRATOR)
    page = signed_in("安管").get("/may/").content.decode()
    allowed = page.partition("不能办理")[0]
    assert "登记用户" in allowed
    assert not any(word in allowed for word in ("支付", "签发", "下达", "拨付"))
