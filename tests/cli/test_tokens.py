"""接口令牌: printed once, listed without the secret, of no use once revoked."""

from __future__ import annotations

import re

import pytest
from tests.cli.conftest import Zhida
from tests.platform.accounts.people import enter
from tests.platform.api.calling import System

from zhida.platform.api.models import ApiToken
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope


@pytest.fixture
def printed(zhida: Zhida) -> str:
    enter("国库系统")
    done = zhida("tokens", "add", "国库系统", "--name", "国库", "--scope", "read")
    assert done.exit_code == 0, done.output
    found = re.search(r"令牌：(\S+)", done.stdout)
    assert found
    return found[1]


def test_a_printed_token_works_and_is_kept_nowhere(zhida: Zhida, printed: str) -> None:
    token = ApiToken.objects.get()
    assert System(printed, token.user).get("/me")[0] == 200
    prefix, secret = printed.split("_", 2)[1:]
    assert secret not in str(vars(token))
    listed = zhida("tokens", "list").stdout
    assert prefix in listed
    assert secret not in listed
    with scope("650100"):
        deed = Deed.objects.get(verb="add_token")
    assert secret not in str(deed.after)
    assert (deed.subject, (deed.after or {})["scopes"]) == (prefix, ["read"])


def test_a_revoked_token_is_of_no_use(zhida: Zhida, printed: str) -> None:
    token = ApiToken.objects.get()
    assert zhida("tokens", "revoke", token.prefix).exit_code == 0
    assert System(printed, token.user).get("/me")[0] == 401
    assert zhida("tokens", "revoke", "nonesuch").exit_code == 2


def test_an_unknown_user_or_scope_is_told(zhida: Zhida, database: str) -> None:
    assert zhida("tokens", "add", "无此人", "--name", "某系统").exit_code == 2
    enter("某人")
    wrong = zhida("tokens", "add", "某人", "--name", "某系统", "--scope", "everything")
    assert (wrong.exit_code, "可写 read、write" in wrong.stderr) == (2, True)


def test_who_looks_after_money_hands_out_no_tokens(zhida: Zhida, database: str) -> None:
    enter("某人")
    refused = zhida("tokens", "add", "某人", "--name", "某系统", "--as", "某人")
    assert (refused.exit_code, "须由安全管理人员办理" in refused.stderr) == (2, True)
