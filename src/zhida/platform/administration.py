"""管理 administration: how an installation comes by its units and its people."""

from __future__ import annotations

from django.db import connection

from zhida.platform.access.models import User
from zhida.platform.access.policy import Actor, Role, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.regions.models import Agency, Region
from zhida.platform.regions.queries import agencies
from zhida.platform.scope import scope


class Unregistrable(ValueError):
    """不能登记: nothing was written. The message is a Chinese sentence with its mend."""


def installer(agency: Agency) -> Actor:
    """安装者: who runs `zhida` on the machine itself registers people of an agency, and nothing else."""
    return Actor("zhida", agency.code, agency.region_id, Role.SECURITY_ADMINISTRATOR, agency.kind)


def add_agency(
    actor: Actor, name: str, region: str, *, code: str = "", source: str = "", reason: str = ""
) -> Agency:
    """登记单位: a unit that spends, in a region (its code).

    `code` is its official code (单位编码) with the `source` that gives it;
    without one it gets a local code, marked so. Raises `Forbidden`, or
    `Unregistrable` where the region isn't known or the unit stands there already.
    """
    name, code = name.strip(), code.strip()
    if not name:
        raise Unregistrable("单位名称不能为空")
    if code and not source:
        raise Unregistrable(f"单位编码 {code} 须说明出处，请填写来源文件或系统")
    with scope(actor.region):
        if not Region.objects.filter(code=region).exists():
            raise Unregistrable(f"没有代码为{region}的区划，可用 zhida regions 名称 查找")
        require(actor, "add_agency", about(region))
        _one_at_a_time(region)
        same = Agency.objects.filter(region_id=region, name=name).first()
        if same:
            raise Unregistrable(f"该区划已有名为“{name}”的单位，代码是 {same.code}")
        if code and Agency.objects.filter(code=code).exists():
            raise Unregistrable(f"代码 {code} 已属于另一单位，请核对")
        made = Agency.objects.create(
            code=code or _local_code(region),
            name=name,
            kind=Agency.Kind.UNIT,
            region_id=region,
            status="attested" if code else "local",
            source=source or "本系统登记，代码自编",
        )
        after: dict[str, object] = {"name": name, "region": region, "status": made.status}
        record(actor, "add_agency", "agency", made.code, None, after, reason, source, region=region)
    return made


def _one_at_a_time(region: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"zhida agency {region}"])


def _local_code(region: str) -> str:
    prefix = f"{region}-unit-"
    made = Agency.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(each.removeprefix(prefix)) for each in made]
    return f"{prefix}{max(numbers, default=0) + 1:04d}"


def add_user(actor: Actor, name: str, agency: Agency, role: Role) -> tuple[User, bool]:
    """登记用户: a person with a role in an agency, and whether they are new.

    The same again changes nothing. Raises `Forbidden`, or `Unregistrable` where
    the name belongs to somebody else or has another role.
    """
    name = name.strip()
    if not name:
        raise Unregistrable("用户姓名不能为空")
    with scope(actor.region):
        require(actor, "add_user", about(agency.region_id))
        there = User.objects.select_related("agency").filter(username=name).first()
        if there is not None:
            if there.agency_id == agency.pk and there.role == role:
                return there, False
            raise Unregistrable(
                f"已有用户“{name}”（{there.agency or '无单位'}，{Role(there.role).label}），"
                "同名的另一人请加以区别，如“姓名-部门”"
            )
        user = User(username=name, agency=agency, role=role)
        user.set_unusable_password()
        user.save()
        after: dict[str, object] = {"agency": agency.code, "role": str(role)}
        record(actor, "add_user", "user", name, None, after, region=agency.region_id)
    return user, True


def the_agency(text: str) -> Agency:
    """哪个单位: the one agency of a code or a name. Raises `Unregistrable` otherwise."""
    found = agencies(text, limit=6)
    exact = [each for each in found if text.strip() in (each.code, each.name)]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise Unregistrable(f"没有找到单位“{text}”，可用 zhida agencies find 名称 查找")
    listed = "、".join(f"{each.code}（{each.region.full_name}）" for each in chosen)
    raise Unregistrable(f"“{text}”可能是{listed}等单位，请写明代码")
