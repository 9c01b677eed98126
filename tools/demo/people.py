"""人员 people: one account for each role, with passwords that hold once until they were changed."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.platform.access.policy import Role
from zhida.platform.accounts.actions import give_password
from zhida.platform.administration import add_user, installer, the_agency


@dataclass(frozen=True, slots=True)
class Account:
    """Who signs in, where they work, as what, and what there is to do for them."""

    name: str
    agency: str
    role: Role
    task: str


COUNTY, PREFECTURE, PROVINCE = "652901", "652900", "650000"
ACCOUNTS = (
    Account("中央经办", "100000-finance", Role.DRAFTER, "看资金流向、全国进度"),
    Account("中央审核", "100000-finance", Role.REVIEWER, "看时限、问询预警"),
    Account("新疆经办", "650000-finance", Role.DRAFTER, "看执行、时限"),
    Account("新疆审核", "650000-finance", Role.REVIEWER, "问询一条预警；复核一份绩效自评"),
    Account("新疆医保经办", "650000-medical-security", Role.DRAFTER, "看绩效目标"),
    Account("阿克苏经办", "652900-finance", Role.DRAFTER, "看自己送审的方案；登记等着的通知"),
    Account("阿克苏审核", "652900-finance", Role.REVIEWER, "审批送审的方案"),
    Account("阿克苏医保经办", "652900-medical-security", Role.DRAFTER, "看病种付费的监测、结算"),
    Account("阿克苏医保审核", "652900-medical-security", Role.REVIEWER, "审批一份结算"),
    Account("阿克苏市经办", "652901-finance", Role.DRAFTER, "报送一项任务；答复预警问询；认领支付"),
    Account("阿克苏市审核", "652901-finance", Role.REVIEWER, "确认留下的支付文件"),
    Account("阿克苏市医院", "652901-hospital", Role.DRAFTER, "看本单位的指标"),
    Account("新疆审计", "650000-finance", Role.AUDITOR, "看全区，不能改"),
    Account("系统管理员", "650000-finance", Role.SYSTEM_ADMINISTRATOR, "看后台任务"),
    Account("安全管理员", "650000-finance", Role.SECURITY_ADMINISTRATOR, "管理用户"),
    Account("审计管理员", "650000-finance", Role.AUDIT_ADMINISTRATOR, "查办理记录"),
)


def register() -> dict[str, str]:
    """Registers them all; answers the one-time passwords by name."""
    given = {}
    for each in ACCOUNTS:
        agency = the_agency(each.agency)
        actor = installer(agency)
        user, _ = add_user(actor, each.name, agency, each.role)
        given[each.name] = give_password(actor, user)
    return given
