"""结算清单 schema: the fields of a settlement list, by the national interface's own names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VERSION = "XJ-K01-2021 V8.1"
"""The version of the interface whose names these are (定点医药机构接口规范)."""

Node = Literal["setlinfo", "diseinfo", "oprninfo", "iteminfo", "payinfo"]


@dataclass(frozen=True, slots=True)
class Field:
    """字段: a field that the engine reads, where it stands and what it means.

    `column` is the type that it has in Parquet; a list field has it inside the list.
    """

    node: Node
    name: str
    title: str
    column: str = "string"


FIELDS: tuple[Field, ...] = (
    Field("setlinfo", "setl_id", "结算ID"),
    Field("setlinfo", "psn_no", "人员编号"),
    Field("setlinfo", "fixmedins_code", "定点医药机构编号"),
    Field("setlinfo", "hi_setl_lv", "医保结算等级"),
    Field("setlinfo", "insutype", "险种类型"),
    Field("setlinfo", "insu_admdvs", "参保地医保区划"),
    Field("setlinfo", "gend", "性别"),
    Field("setlinfo", "age", "年龄（岁，满1岁）", "int32"),
    Field("setlinfo", "nwb_age", "年龄（天，不满1岁）", "int32"),
    Field("setlinfo", "nwb_adm_wt", "新生儿入院体重（克）", "int32"),
    Field("setlinfo", "adm_time", "入院时间"),
    Field("setlinfo", "dscg_time", "出院时间"),
    Field("setlinfo", "dcla_time", "申报时间"),
    Field("setlinfo", "dscg_way", "离院方式"),
    Field("setlinfo", "stas_type", "清单状态：0未提交、1已提交、2审核通过、3不通过"),
    Field("setlinfo", "fixmedins_name", "定点医药机构名称"),
    Field("setlinfo", "hi_no", "医保编号"),
    Field("setlinfo", "medcasno", "病案号"),
    Field("setlinfo", "acp_optins_code", "拟接收机构代码"),
    Field("setlinfo", "days_rinp_flag_31", "31天内再住院计划标志"),
    Field("setlinfo", "days_rinp_pup_31", "31天内再住院目的"),
    Field("setlinfo", "act_ipt_days", "实际住院天数", "int32"),
    Field("setlinfo", "diag_code_cnt", "诊断代码计数", "int32"),
    Field("setlinfo", "oprn_oprt_code_cnt", "手术操作代码计数", "int32"),
    Field("setlinfo", "psn_selfpay", "个人自付（元）"),
    Field("setlinfo", "psn_ownpay", "个人自费（元）"),
    Field("setlinfo", "acct_pay", "个人账户支付（元）"),
    Field("setlinfo", "psn_cashpay", "个人现金支付（元）"),
    Field("setlinfo", "setl_time", "结算时间"),
    Field("setlinfo", "clr_optins", "清算经办机构"),
    Field("diseinfo", "diag_code", "诊断代码"),
    Field("diseinfo", "maindiag_flag", "主诊断标志"),
    Field("oprninfo", "oprn_oprt_code", "手术操作代码"),
    Field("oprninfo", "main_oprn_flag", "主手术操作标志"),
    Field("iteminfo", "amt", "金额（元）"),
    Field("payinfo", "fund_payamt", "基金支付金额（元）"),
)

SUMS: dict[Node, str] = {"iteminfo": "amt_fen", "payinfo": "fund_payamt_fen"}
"""The nodes that the engine needs only the sum of, and the column that holds it, in fen."""

LISTS: tuple[Node, ...] = ("diseinfo", "oprninfo")
"""The nodes that are kept as lists of records."""


def of_node(node: Node) -> tuple[Field, ...]:
    """The fields of a node, in order.

    >>> [field.name for field in of_node("oprninfo")]
    ['oprn_oprt_code', 'main_oprn_flag']
    """
    return tuple(field for field in FIELDS if field.node == node)


def columns() -> dict[str, str]:
    """列: name and type of every column of a table of settlement lists.

    >>> columns()["amt_fen"], columns()["diseinfo"]
    ('int64', 'array<struct<diag_code: string, maindiag_flag: string>>')
    """
    found = {field.name: field.column for field in of_node("setlinfo")}
    for node in LISTS:
        inside = ", ".join(f"{field.name}: {field.column}" for field in of_node(node))
        found[node] = f"array<struct<{inside}>>"
    return found | dict.fromkeys(SUMS.values(), "int64")
