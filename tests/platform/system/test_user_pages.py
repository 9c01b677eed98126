"""用户页: the security administrator looks after people; nobody looks after themselves."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.platform.accounts.people import PASSWORD, enter, signed_in, visitor

from zhida.platform.access.models import User
from zhida.platform.access.policy import Role
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope


@pytest.fixture
def security(database: str) -> Client:
    enter("安管", role=Role.SECURITY_ADMINISTRATOR)
    return signed_in("安管")


def step(client: Client, user: User | None, act: str, /, **sent: str) -> str:
    number = user.pk if user else 0
    answer = client.post(f"/system/users/{number}/{act}/", sent, follow=True)
    return answer.content.decode()


def verbs(subject: str) -> list[str]:
    with scope("650100"):
        deeds = Deed.objects.filter(concept="user", subject=subject).order_by("pk")
        return list(deeds.values_list("verb", flat=True))


def test_a_new_user_signs_in_with_a_password_that_was_shown_once(security: Client) -> None:
    page = step(security, None, "add", name="新人", agency="650100-finance", role="drafter")
    found = re.search(r'<code id="password">(\S+)</code>', page)
    assert found
    assert found[1] not in security.get("/system/users/").content.decode()
    client = signed_in("新人", found[1])
    assert client.get("/desk/").headers["Location"] == "/account/password/"
    assert verbs("新人") == ["add_user", "set_password"]


def test_who_is_switched_off_is_out_at_once_and_may_come_back(security: Client) -> None:
    user = enter("王芳")
    client = signed_in("王芳")
    assert "已停用王芳" in step(security, user, "off", reason="调离")
    assert client.get("/desk/").status_code == 302
    assert "可以登录了" in step(security, user, "on", reason="调回")
    signed_in("王芳")
    assert verbs("王芳") == ["switch_off", "switch_on"]


def test_a_role_is_changed_with_a_reason_and_holds_at_once(security: Client) -> None:
    user = enter("王芳")
    client = signed_in("王芳")
    assert "请写明理由" in step(security, user, "role", role="reviewer", reason=" ")
    assert "已变更" in step(security, user, "role", role="reviewer", reason="岗位调整")
    assert "审核" in client.get("/desk/").content.decode()
    assert "请选择一个角色" in step(security, user, "role", role="superuser", reason="试试")
    with scope("650100"):
        deed = Deed.objects.get(verb="set_role")
    assert (deed.before, deed.after) == ({"role": "drafter"}, {"role": "reviewer"})


def test_a_lock_is_shown_and_lifted(security: Client) -> None:
    user = enter("王芳")
    for _ in range(5):
        visitor().post("/account/login/", {"login": "王芳", "password": "错的"})
    assert "锁定至" in security.get("/system/users/").content.decode()
    assert "已解除王芳的锁定" in step(security, user, "unlock")
    signed_in("王芳", PASSWORD)


def test_nobody_changes_their_own_role_or_account(security: Client) -> None:
    own = User.objects.get(username="安管")
    assert "由另一名安全管理人员办理" in security.get("/system/users/").content.decode()
    assert "由另一名" in step(security, own, "role", role="reviewer", reason="方便")
    assert "由另一名" in step(security, own, "off", reason="方便")
    own.refresh_from_db()
    assert (own.role, own.is_active) == (Role.SECURITY_ADMINISTRATOR, True)


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR, Role.AUDITOR]
)
def test_the_other_administrators_look_and_are_told_why_they_do_nothing(
    database: str, role: Role
) -> None:
    user = enter("王芳")
    enter("某管", role=role)
    client = signed_in("某管")
    page = client.get("/system/users/").content.decode()
    assert page.count("“变更角色”须由安全管理人员办理") == 1 and "<button>停用" not in page
    step(client, user, "off", reason="越权")
    step(client, user, "password")
    step(client, None, "add", name="新人", agency="650100-finance", role="drafter")
    user.refresh_from_db()
    assert user.is_active and user.check_password(PASSWORD)
    assert not User.objects.filter(username="新人").exists()


def test_people_of_another_region_are_neither_shown_nor_reached(security: Client) -> None:
    other = enter("外人", agency="650200-finance")
    assert "外人" not in security.get("/system/users/").content.decode()
    assert security.post(f"/system/users/{other.pk}/off/", {"reason": "x"}).status_code == 404
    step(security, None, "add", name="新人", agency="650200-finance", role="drafter")
    assert not User.objects.filter(username="新人").exists()


def test_what_a_form_did_not_offer_is_not_taken(security: Client) -> None:
    """Mass assignment: other fields of a user are not to be set by sending them."""
    sent = {"is_superuser": "on", "is_staff": "on", "password": "x", "username": "root"}
    step(security, None, "add", name="新人", agency="650100-finance", role="drafter", **sent)
    made = User.objects.get(username="新人")
    assert (made.is_superuser, made.is_staff) == (False, False)


def test_the_three_administrators_are_shown_apart(security: Client) -> None:
    enter("系管", role=Role.SYSTEM_ADMINISTRATOR)
    page = security.get("/system/users/").content.decode()
    three = page.partition("三员分立")[2].partition("</dl>")[0]
    assert "系管" in three and "安管" in three and "没有人" in three


def test_an_agency_is_registered_by_the_system_administrator(database: str) -> None:
    enter("系管", role=Role.SYSTEM_ADMINISTRATOR)
    client = signed_in("系管")
    sent = {"name": "某区人民医院", "region": "650102", "reason": "新设"}
    page = client.post("/system/agencies/", sent, follow=True).content.decode()
    assert "已登记某区人民医院" in page
    sent["region"] = "440000"
    assert "限于本区划" in client.post("/system/agencies/", sent, follow=True).content.decode()
