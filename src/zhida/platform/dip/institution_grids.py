"""一家机构的表 institution grids: its uploads beside all, and what a plan gives it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhida.platform.dip.figures import figure, share, simulated_href
from zhida.platform.dip.grids import (
    BANDS,
    FEN_COLUMNS,
    insurance,
    quality_cell,
    quality_name,
    whole_cell,
)
from zhida.platform.dip.institutions import Institution, Institutions
from zhida.platform.dip.models import Result
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table

_RATES = ("in_time_rate", "passed_rate")


def institution_uploads_table(lens: Lens, found: Institutions, institution: Institution) -> Table:
    """机构上传表: of one institution and of all of them."""
    names = (
        "lists",
        "in_time_rate",
        "passed_rate",
        "returned",
        "resubmitted",
        "median_days",
        "p90_days",
        *BANDS,
        "unknown",
    )
    columns = (
        Column("who", _("范围")),
        *(Column(name, quality_name(name),
                 Kind.RATE if name in _RATES else Kind.COUNT,
                 _("首次上传距出院（份）") if name in (*BANDS, "unknown") else "", adds=False)
          for name in names),
    )  # fmt: skip
    rows = [
        Row(
            (
                Cell(institution.code),
                *(quality_cell(lens, found.quality, institution, name) for name in names),
            )
        ),
        Row((Cell(_("全部机构")), *(whole_cell(lens, found.quality, name) for name in names))),
    ]
    day = found.quality.day if found.quality else None
    return Table("own-uploads", _("清单上传"), columns, rows, lens.unit, day)


def simulated_table(lens: Lens, result: Result, code: str) -> Table:
    """机构模拟表: what the plan that was tried last gives an institution."""
    columns = (
        Column("insutype", _("险种")), Column("cases", _("病例"), Kind.COUNT),
        *(Column(name, str(words), Kind.MONEY) for name, words in FEN_COLUMNS.items()),
        Column("pay_rate", _("方案支付率"), Kind.RATE, formula="{plan_fen}/{cost_fen}", adds=False),
    )  # fmt: skip
    rows = [
        Row((
            Cell(insurance(each["insutype"])),
            *(figure(each[name], simulated_href(lens, result, each, name))
              for name in ("cases", *FEN_COLUMNS)),
            figure(share(each["plan_fen"], each["cost_fen"]),
                   simulated_href(lens, result, each, "pay_rate")),
        ))
        for each in result.body["institutions"]
        if each["fixmedins_code"] == code
    ]  # fmt: skip
    return Table("own-simulated", _("模拟"), columns, rows, lens.unit, result.day,
                 empty=_("模拟里没有这家机构。"))  # fmt: skip
