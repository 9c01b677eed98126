"""结果的列 result columns: what stands in the files that the commands write, and its heads.

Apart from what fills them, so that a file can be read without the engine.
"""

from __future__ import annotations

from collections.abc import Mapping

MEASURES: Mapping[str, str] = {
    "grouped": "入组率",
    "core": "核心病种病例占比",
    "mixed": "综合病种病例占比",
    "cmi": "病例组合指数",
    "cost_index": "费用消耗指数",
    "time_index": "时间消耗指数",
    "low": "费用偏低病例占比",
    "high": "费用偏高病例占比",
    "fund_ratio": "基金支付占比",
    "own_pay": "自费比",
    "self_pay": "自付比",
    "deaths": "死亡率",
    "low_risk_deaths": "低风险组死亡率",
    "readmitted_14": "14日内再入院率",
    "readmitted_30": "30日内再入院率",
    "split": "同日再入院率（分解住院线索）",
    "long_stay": "超长住院占比",
    "pay_ratio": "应分占记账基金比",
    "surplus": "结余机构占比",
    "value_ratio": "清算点值与年初点值之比",
}
"""Every measure by its name in the results, in order."""

INDICES = ("cmi", "cost_index", "time_index", "value_ratio")
"""Measures that are an index and not a share."""

SETTLED = ("pay_ratio", "surplus", "value_ratio")
"""Measures of a year that is settled."""


def measure_text(name: str, value: int) -> str:
    """指标值: from ten-thousandths, a share in per cent, an index as it is.

    >>> measure_text("grouped", 9987), measure_text("cmi", 10_321)
    ('99.87%', '1.0321')
    """
    places, sign = (4, "") if name in INDICES else (2, "%")
    whole, rest = divmod(value, 10**places)
    return f"{whole}.{rest:0{places}d}{sign}"


MEASURE_COLUMNS: Mapping[str, str] = {
    "pool": "统筹区", "fixmedins_code": "机构", "name": "监测指标", "title": "指标名称",
    "numerator": "分子", "denominator": "分母", "value": "值（万分之一）",
}  # fmt: skip
"""The columns of the measures in a file of results, and their heads."""

SPREAD_COLUMNS: Mapping[str, str] = {
    "pool": "统筹区", "narrow": "CV小于0.5", "middle": "其间", "wide": "CV大于1"
}  # fmt: skip
"""The same of the variation."""

COMPARED_COLUMNS: Mapping[str, str] = {
    "pool": "统筹区", "insutype": "险种", "level": "等级", "fixmedins_code": "机构", "cases": "病例",
    "cost_fen": "总费用（分）", "booked_fen": "原办法记账基金（分）", "now_fen": "现行应分（分）",
    "plan_fen": "方案应分（分）", "difference_fen": "差额（分）", "pay_permille": "方案支付率（‰）",
}  # fmt: skip
"""The columns of a comparison in a file of results, and their heads."""

BANDS = ((1, "0—1天"), (3, "2—3天"), (7, "4—7天"), (14, "8—14天"), (30, "15—30天"))
"""The bands of the distribution of days: the last day of each; longer ones come last."""

_LONGER = "30天以上"

QUALITY_COLUMNS: Mapping[str, str] = {
    "fixmedins_code": "机构", "lists": "清单", "in_time": "及时上传", "in_time_rate": "及时率",
    "timely": "是否达标", "passed": "质控通过", "passed_rate": "通过率", "returned": "被退回",
    "resubmitted": "重新上报", "median_days": "中位天数", "p90_days": "90%在几天内",
    "most_days": "最长天数", "unknown": "无法计算天数",
} | {f"band_{n}": name for n, name in enumerate([*(name for _, name in BANDS), _LONGER])}  # fmt: skip
"""The columns of institutions in a report of quality."""

RULE_COLUMNS: Mapping[str, str] = {
    "code": "代码", "title": "规则", "dimension": "类别", "level": "程度",
    "returned": "是否退回", "lists": "清单", "mend": "怎样更正",
}  # fmt: skip
"""The columns of rules in it."""

QUALITY_FACTS = (
    "qltctrl_ver", "upload_days", "timely_percent", "uploads", "lists", "in_time", "institutions",
    "timely_institutions",
)  # fmt: skip
"""What stands above its tables."""
