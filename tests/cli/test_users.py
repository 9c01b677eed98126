"""用户: a person is registered on the machine and signs in with what was printed, once."""

from __future__ import annotations

import re

from tests.cli.conftest import Zhida
from tests.platform.accounts.people import signed_in

from zhida.platform.access.models import User
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

AGENCY = "650100-finance"


def test_who_is_registered_signs_in_with_what_was_printed(zhida: Zhida) -> None:
    done = zhida("users", "add", "张三", "--agency", AGENCY, "--role", "审核")
    assert done.exit_code == 0, done.output
    printed = re.search(r"一次性口令：(\S+)", done.stdout)
    assert printed
    signed_in("张三", printed[1])
    assert User.objects.get(username="张三").role == "reviewer"
    with scope("650100"):
        after = [each.after or {} for each in Deed.objects.all()]
    assert printed[1] not in str(after)
    assert "张三" in zhida("users", "list").stdout


def test_the_same_person_is_not_registered_twice_nor_an_unknown_role(zhida: Zhida) -> None:
    zhida("users", "add", "张三", "--agency", AGENCY)
    again = zhida("users", "add", "张三", "--agency", AGENCY)
    assert (again.exit_code, "zhida users password 张三" in again.stderr) == (2, True)
    wrong = zhida("users", "add", "李四", "--agency", AGENCY, "--role", "局长")
    assert (wrong.exit_code, "安全管理" in wrong.stderr) == (2, True)
    assert not User.objects.filter(username="李四").exists()


def test_who_looks_after_money_looks_after_no_users(zhida: Zhida) -> None:
    zhida("users", "add", "张三", "--agency", AGENCY)
    refused = zhida("users", "password", "张三", "--as", "审核人乙")
    assert (refused.exit_code, "须由安全管理人员办理" in refused.stderr) == (2, True)


def test_a_lock_is_lifted_and_an_unknown_name_is_told(zhida: Zhida) -> None:
    zhida("users", "add", "张三", "--agency", AGENCY)
    assert "没有被锁定" in zhida("users", "unlock", "张三").stdout
    assert zhida("users", "unlock", "无此人").exit_code == 2
