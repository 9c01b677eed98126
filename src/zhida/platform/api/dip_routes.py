"""病种付费接口 disease payment: settlement lists grouped and checked by the directory in force.

Lists come in the national interface's own names (4101A), answers go out in those of 3606 and 3607.
Nothing of a patient is kept: these requests change nothing, so they need no idempotency key, and
asked again they are answered the same as long as the directory is. Status changes (4102) need a
kept list, so there are none here; a list whose `stas_type` is 0 or 3 isn't grouped.
"""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query
from pydantic import AllowInfNan, Field, StringConstraints

from zhida.platform.api.bearer import Call
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Asked, Told, Words
from zhida.platform.dip import answering, installed
from zhida.platform.errors import NotReady

routes = Routes("病种付费")

MOST_LISTS = 200
"""How many lists a request may hold."""

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
_Scalar = Words | int | Annotated[float, AllowInfNan(False)] | None
_Node = Annotated[dict[_Key, _Scalar], Field(max_length=200)]
_Lines = Annotated[list[_Node], Field(max_length=500)]


class ListAsked(Asked):
    """结算清单: the nodes of 4101A; of their fields those that grouping needs are read.

    Amounts are yuan, as in the interface; codes are texts.
    """

    setlinfo: _Node
    diseinfo: _Lines = Field(default_factory=list)
    oprninfo: _Lines = Field(default_factory=list)
    iteminfo: _Lines = Field(default_factory=list)
    payinfo: _Lines = Field(default_factory=list)
    icuinfo: _Lines = Field(default_factory=list)
    bldinfo: _Lines = Field(default_factory=list)
    opspdiseinfo: _Lines = Field(default_factory=list)


class CaseTraceAsked(Asked):
    """分组步骤: `trace` asks for every step that led to the group."""

    trace: bool = False


class ListsAsked(Asked):
    """一批清单: told apart by setl_id."""

    lists: Annotated[list[ListAsked], Field(min_length=1, max_length=MOST_LISTS)]


class GroupingStepTold(Told):
    """入组步骤: by which rule, read from which sheet and row."""

    stage: str
    outcome: str
    rule: str
    place: str


class GroupTold(Told):
    """分组结果（3606）: grp_stas 1 grouped, 0 not, and then why in remarks; nuld_flag 0 uploaded."""

    setl_id: str
    psn_no: str
    insutype: str
    setl_time: str
    clr_optins: str
    insu_admdvs: str
    fixmedins_code: str
    fixmedins_name: str
    fixmedins_lv: str
    nuld_flag: str
    grp_stas: str
    dip_dise_grp_code: str
    dip_dise_grp_name: str
    grp_diag_code: str
    grp_diag_name: str
    oprn_grp_code: str
    oprn_grp_name: str
    dise_list_type: str
    asst_list_flag: str
    asst_list_detl: str
    grp_dise_sco: str
    remarks: str
    trace: list[GroupingStepTold]


class GroupsTold(Told):
    """分组结果: in the order asked; `directory` and `version` tell by what."""

    version: str
    directory: str
    results: list[GroupTold]


class FaultTold(Told):
    """质控明细: the field, what is wrong with it, what stood there."""

    exam_data_fld: str
    qltctrl_chk_rslt: str
    err_lv: str
    retn_flag: str
    init_val: str


class QualityTold(Told):
    """质控结果（3607）: qltctrl_rslt 1 passed, 0 not; err_lv 0 none to 3 grave; retn_flag 1 returned."""

    setl_id: str
    qltctrl_rslt: str
    err_lv: str
    retn_flag: str
    qltctrl_ver: str
    detl_list: list[FaultTold]


class QualitiesTold(Told):
    """质控结果: in the order asked."""

    results: list[QualityTold]


class VersionTold(Told):
    """目录版本: `files` are SHA-256 by name."""

    version: str
    name: str
    directory: str
    groups: int
    installed: str
    in_force: bool
    policies: dict[str, str]
    files: dict[str, str]


class VersionsTold(Told):
    """目录版本: the newest first."""

    versions: list[VersionTold]


@routes.read("/dip/directories")
def dip_directories(call: Call) -> VersionsTold:
    """病种目录的版本: which there are and which is in force."""
    current = installed.current()
    told = [
        VersionTold(
            version=each.version, name=each.name, directory=each.directory, groups=each.groups,
            installed=each.installed, in_force=each.version == current,
            policies=dict(each.policies), files=dict(each.files),
        )
        for each in installed.versions()
    ]  # fmt: skip
    return VersionsTold(versions=told)


@routes.compute("/dip/group")
def group_one_list(call: Call, asked: Query[CaseTraceAsked], body: ListAsked) -> GroupsTold:
    """一份清单分组: for a hospital's call at the bedside; the body is the message of 4101A."""
    return _grouped([body], trace=asked.trace)


@routes.compute("/dip/groups")
def group_lists(call: Call, asked: Query[CaseTraceAsked], body: ListsAsked) -> GroupsTold:
    """一批清单分组: at most `MOST_LISTS` in a request."""
    return _grouped(body.lists, trace=asked.trace)


@routes.compute("/dip/quality")
def check_lists(call: Call, body: ListsAsked) -> QualitiesTold:
    """清单质控: by the rules of the table dip_quality and the code tables in force."""
    asked = _told_apart(body.lists)
    return QualitiesTold(
        results=[
            QualityTold(**_of(row, QualityTold)) for row in answering.check_quality(_force(), asked)
        ]
    )


def _grouped(lists: list[ListAsked], *, trace: bool) -> GroupsTold:
    chosen = _force()
    found = answering.group_lists(chosen, _told_apart(lists))
    return GroupsTold(
        version=chosen.version.version,
        directory=chosen.version.directory,
        results=[
            GroupTold(
                **each.fields, trace=[GroupingStepTold(**step) for step in each.trace if trace]
            )
            for each in found
        ],
    )


def _force() -> installed.InForce:
    try:
        return installed.in_force()
    except NotReady as lacking:
        message, _, hint = str(lacking).partition("：")
        raise Refused(409, "no_directory", message, hint) from lacking


def _told_apart(lists: list[ListAsked]) -> list[dict[str, Any]]:
    """The lists as plain values. Raises `Refused` where setl_id doesn't tell them apart."""
    seen: set[str] = set()
    for number, each in enumerate(lists, 1):
        setl_id = each.setlinfo.get("setl_id")
        if setl_id is None or not str(setl_id).strip():
            raise Refused(
                422, "invalid", f"第{number}份清单没有setl_id", "请补上后重发", "setlinfo.setl_id"
            )
        if str(setl_id) in seen:
            raise Refused(
                422, "invalid", f"第{number}份清单的setl_id与前面的重复", "同一清单一次只发一份",
                "setlinfo.setl_id",
            )  # fmt: skip
        seen.add(str(setl_id))
    return [each.model_dump() for each in lists]


def _of(row: dict[str, Any], shape: type[Told]) -> dict[str, Any]:
    return {name: row[name] for name in shape.model_fields}
