"""每个网址 × 每个角色: who gets which page. A route without a row here fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.platform.accounts.people import enter, signed_in, visitor

from zhida.data import load
from zhida.platform.access.policy import Role

OPEN = {
    "start",
    "health",
    "ready",
    "metrics",
    "due-feed",
    "account_login",
    "account_inactive",
    "openid_connect_login",
    "openid_connect_callback",
    "language",
}
"""Answered to everybody; the calendar's address carries its own secret."""

# What a signed-in person gets, whatever the role: 302 where the password is asked for again or
# there is no factor to ask for, 404 where there is no factor to switch off and no code to see.
PAGES = {
    "desk": ("/desk/", 200),
    "due": ("/due/", 200),
    "due-calendar": ("/due/calendar/", 200),
    "duty": ("/due/1/", 404),
    "duty-step": ("/due/1/file/", 302),
    "filing-file": ("/due/1/files/1/", 404),
    "search": ("/search/?q=tsq", 200),
    "help": ("/help/desk/", 200),
    "system": ("/system/", 200),
    "catalogues": ("/system/catalogues/", 200),
    "catalogue": ("/system/catalogues/funds/", 200),
    "rules": ("/system/rules/", 200),
    "rule": ("/system/rules/N101/", 200),
    "workdays": ("/system/workdays/", 200),
    "allocation": ("/allocation/", 200),
    "allocation-new": ("/allocation/new/", 200),
    "allocation-plan": ("/allocation/1/", 404),
    "allocation-edit": ("/allocation/1/edit/", 404),
    "allocation-copy": ("/allocation/1/copy/", 405),
    "allocation-step": ("/allocation/1/step/submit/", 405),
    "allocation-letter": ("/allocation/1/letter/", 404),
    "allocation-sign": ("/allocation/1/sign/", 404),
    "allocation-origin": ("/allocation/1/origin/", 404),
    "allocation-paper": ("/allocation/1/paper/", 404),
    "allocation-picture": ("/allocation/1/paper/1.png", 404),
    "allocation-file": ("/allocation/1/files/1/", 404),
    "reports": ("/reports/", 200),
    "report-preview": ("/reports/preview/?kind=quarterly&period=2025Q1", 200),
    "report-origin": ("/reports/origin/?kind=quarterly&period=2025Q1", 404),
    "report-make": ("/reports/make/", 405),
    "report-file": ("/reports/file/", 405),
    "report-reason": ("/reports/reason/", 405),
    "report-filled": ("/reports/filled/", 405),
    "report-verify": ("/reports/verify/", 200),
    "report": ("/reports/1/", 404),
    "report-picture": ("/reports/1/paper/1.png", 404),
    "report-download": ("/reports/1/files/pdf/", 404),
    "ledger": ("/ledger/", 200),
    "ledger-line": ("/ledger/lines/1/", 404),
    "ledger-trace": ("/ledger/lines/1/trace/", 404),
    "ledger-trace-above": ("/ledger/lines/1/trace/1/", 404),
    "ledger-act": ("/ledger/lines/1/act/pay/", 404),
    "ledger-statement": ("/ledger/lines/1/pending/", 404),
    "ledger-vouchers": ("/ledger/vouchers/", 200),
    "ledger-voucher": ("/ledger/vouchers/2025/1/", 404),
    "ledger-reverse": ("/ledger/vouchers/2025/1/reverse/", 404),
    "ledger-voucher-origin": ("/ledger/vouchers/2025/1/origin/", 404),
    "ledger-export": ("/ledger/export/", 302),
    "ledger-flow": ("/ledger/flow/", 200),
    "dip-settlements": ("/dip/settlements/", 200),
    "dip-settlements-origin": ("/dip/settlements/origin/?field=fund", 404),
    "dip-settlement": ("/dip/settlements/1/", 404),
    "dip-settlement-origin": ("/dip/settlements/1/origin/?field=paid", 404),
    "dip-settlement-deed": ("/dip/settlements/1/submit/", 404),
    "ledger-origin": ("/ledger/origin/?steps=paid", 200),
    "ledger-origin-rate": ("/ledger/origin/rate/", 200),
    "ledger-origin-received": ("/ledger/origin/received/?line=1", 404),
    "ledger-origin-passed": ("/ledger/origin/passed/?line=1", 404),
    "draft": ("/draft/?form=x", 204),
    "draft-kept": ("/draft/1/", 404),
    "journal": ("/journal/?text=%25&since=2025-01-01", 200),
    "journal-deed": ("/journal/999999/", 404),
    "agencies": ("/system/agencies/", 200),
    "unmask-payment": ("/system/payments/1/", 404),
    "jobs": ("/jobs/", 200),
    "job": ("/jobs/1/", 404),
    "job-state": ("/jobs/1/state/", 404),
    "job-cancel": ("/jobs/1/cancel/", 405),
    "notices": ("/notices/", 200),
    "notices-take": ("/notices/take/", 302),
    "notices-total": ("/notices/total/", 200),
    "notices-book": ("/notices/book/", 405),
    "notice": ("/notices/1/", 404),
    "notice-total": ("/notices/1/total/", 404),
    "notice-cell": ("/notices/1/cell/", 404),
    "notice-confirm": ("/notices/1/confirm/", 405),
    "notice-waive": ("/notices/1/waive/", 405),
    "notice-compare": ("/notices/1/compare/", 404),
    "notice-picture": ("/notices/1/pages/1-1.png", 404),
    "notice-file": ("/notices/1/files/1/", 404),
    "notice-booking": ("/notices/1/booking/", 404),
    "notice-book": ("/notices/1/book/", 405),
    "notice-answers": ("/notices/1/answers/", 405),
    "notice-withdraw": ("/notices/1/withdraw/", 405),
    "notice-replace": ("/notices/1/replace/", 405),
    "notice-receipt": ("/notices/1/receipt/", 404),
    "notice-shares": ("/notices/1/shares/", 404),
    "notice-share": ("/notices/1/shares/0/", 404),
    "dip": ("/dip/", 200),
    "dip-take-in": ("/dip/taking/", 405),
    "dip-result": ("/dip/results/1/", 404),
    "dip-result-file": ("/dip/results/1/file/", 404),
    "dip-origin": ("/dip/results/1/origin/", 404),
    "dip-institutions": ("/dip/institutions/", 200),
    "dip-inpatient": ("/dip/institutions/inpatient/", 405),
    "dip-coverage-origin": ("/dip/institutions/origin/", 404),
    "dip-institution": ("/dip/institutions/H1/", 404),
    "dip-uploads": ("/dip/uploads/", 200),
    "dip-monitoring": ("/dip/monitoring/", 200),
    "dip-simulation": ("/dip/simulation/", 200),
    "dip-catalogue": ("/dip/catalogue/", 200),
    "dip-differences": ("/dip/catalogue/differences/", 200),
    "dip-directory": ("/dip/catalogue/none/", 404),
    "dip-directory-origin": ("/dip/catalogue/none/origin/", 404),
    "dip-group": ("/dip/catalogue/none/groups/JC1/", 404),
    "dip-explain": ("/dip/explain/", 200),
    "performance": ("/performance/", 200),
    "targets-register": ("/performance/register/", 200),
    "target-score": ("/performance/sets/1/score/", 404),
    "target-score-origin": ("/performance/sets/1/score/origin/", 404),
    "target-amount": ("/performance/sets/1/amount/", 404),
    "target-split": ("/performance/sets/1/split/", 404),
    "target-gaps": ("/performance/sets/1/gaps/", 404),
    "target-gaps-origin": ("/performance/sets/1/gaps/origin/", 404),
    "target": ("/performance/targets/1/", 404),
    "target-origin": ("/performance/targets/1/origin/", 404),
    "target-watch": ("/performance/targets/1/watch/", 404),
    "target-step": ("/performance/targets/1/declare/", 404),
    "value-origin": ("/performance/values/1/origin/", 404),
    "value-file": ("/performance/values/1/file/", 404),
    "monitoring": ("/performance/monitoring/", 200),
    "evaluations": ("/performance/evaluations/", 200),
    "evaluation-file": ("/performance/evaluations/file/", 200),
    "evaluation": ("/performance/evaluations/1/", 404),
    "evaluation-origin": ("/performance/evaluations/1/origin/", 404),
    "evaluation-form": ("/performance/evaluations/1/form/", 404),
    "evaluation-step": ("/performance/evaluations/1/review/", 404),
    "execution": ("/execution/", 200),
    "execution-tiles": ("/execution/tiles/", 200),
    "execution-days": ("/execution/days/", 200),
    "execution-idle": ("/execution/idle/", 200),
    "execution-origin-time": ("/execution/origin/time/", 200),
    "execution-origin-gap": ("/execution/origin/gap/", 200),
    "execution-origin-days": ("/execution/origin/days/", 404),
    "execution-origin-idle": ("/execution/origin/idle/", 404),
    "payments": ("/execution/payments/", 200),
    "payments-origin": ("/execution/payments/origin/", 200),
    "payment-queue": ("/execution/payments/queue/", 200),
    "payment-retry": ("/execution/payments/queue/retry/", 302),
    "payment-imports": ("/execution/payments/imports/", 200),
    "payment-import": ("/execution/payments/imports/1/", 404),
    "payment-import-origin": ("/execution/payments/imports/1/origin/", 404),
    "payment-import-step": ("/execution/payments/imports/1/confirm/", 404),
    "payment-of-voucher": ("/execution/payments/of/2025/1/", 302),
    "payment": ("/execution/payments/1/", 404),
    "payment-origin": ("/execution/payments/1/origin/", 404),
    "payment-step": ("/execution/payments/1/match/", 404),
    "spending-plans": ("/execution/plans/", 200),
    "spending-plan": ("/execution/plans/1/", 404),
    "spending-plan-origin": ("/execution/plans/1/origin/", 404),
    "spending-plan-against": ("/execution/plans/1/against/", 404),
    "spending-plan-step": ("/execution/plans/1/confirm/", 404),
    "alerts": ("/execution/alerts/", 200),
    "alert": ("/execution/alerts/1/", 404),
    "alert-origin": ("/execution/alerts/1/origin/", 404),
    "alert-step": ("/execution/alerts/1/inquire/", 404),
    "penalties": ("/execution/penalties/", 200),
    "penalty-origin": ("/execution/penalties/origin/", 404),
    "may": ("/may/", 200),
    "account_logout": ("/account/logout/", 200),
    "account_reauthenticate": ("/account/reauthenticate/", 200),
    "account_change_password": ("/account/password/", 200),
    "usersessions_list": ("/account/sessions/", 200),
    "mfa_index": ("/account/factor/", 200),
    "mfa_authenticate": ("/account/factor/authenticate/", 302),
    "mfa_reauthenticate": ("/account/factor/reauthenticate/", 302),
    "mfa_activate_totp": ("/account/factor/totp/activate/", 302),
    "mfa_deactivate_totp": ("/account/factor/totp/deactivate/", 404),
    "mfa_view_recovery_codes": ("/account/factor/codes/", 404),
    "mfa_generate_recovery_codes": ("/account/factor/codes/generate/", 302),
    "mfa_download_recovery_codes": ("/account/factor/codes/download/", 404),
}

# What is open to the roles of a verb alone; the others are told why (403).
LIMITED = {
    "users": ("/system/users/", "see_users", 200),
    "user-step": ("/system/users/1/off/", "see_users", 302),
}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            # The API has a matrix of its own: tests/platform/api/test_access_matrix.py
            yield from () if each.app_name == "api" else names(each.url_patterns)
        else:
            yield each.name or str(each.pattern)


def test_every_route_has_its_row() -> None:
    assert set(names(get_resolver().url_patterns)) == OPEN | set(PAGES) | set(LIMITED)


@pytest.mark.parametrize("role", Role)
def test_every_page_for_every_role_within_the_policy_of_content(database: str, role: Role) -> None:
    enter("某人", role=role)
    client = signed_in("某人")
    told = {}
    for name, (path, _) in PAGES.items():
        answer = client.get(path)
        told[name] = (path, answer.status_code)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy, path
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
    assert told == PAGES


@pytest.mark.parametrize("role", Role)
def test_a_page_of_some_roles_tells_the_others_why(database: str, role: Role) -> None:
    enter("某人", role=role)
    client = signed_in("某人")
    rights = {row["verb"]: row["roles"].split("|") for row in load("permissions")}
    for path, verb, status in LIMITED.values():
        answer = client.get(path)
        if role in rights[verb]:
            assert answer.status_code == status
        else:
            assert answer.status_code == 403
            assert "人员办理" in answer.content.decode()


def test_nobody_gets_a_page_without_signing_in(database: str) -> None:
    paths = [each[0] for each in PAGES.values()] + [each[0] for each in LIMITED.values()]
    for path in paths:
        if path == "/account/logout/":
            continue
        answer = visitor().get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/account/login/"), path


@pytest.mark.parametrize("path", ["/desk/", "/due/", "/may/"])
@pytest.mark.parametrize("region", ["650000", "650200", "440000", "100000", "x", "'; --"])
def test_a_region_beyond_ones_own_is_not_looked_at(database: str, path: str, region: str) -> None:
    """Parent, sibling, another province, the country, and no region at all."""
    enter("王芳")
    answer = signed_in("王芳").get(path, {"region": region})
    assert answer.status_code == 200
    assert 'value="650100" selected' in answer.content.decode()


def test_a_region_below_ones_own_is_looked_at(database: str) -> None:
    enter("王芳")
    page = signed_in("王芳").get("/desk/", {"region": "650102"}).content.decode()
    assert 'value="650102" selected' in page


def test_a_user_of_no_agency_is_told_so(database: str) -> None:
    user = enter("王芳")
    user.agency = None
    user.save()
    answer = signed_in("王芳").get("/desk/")
    assert answer.status_code == 403
    assert "不属于任何单位" in answer.content.decode()
