"""清单 listing: zhida report list: the reports that were made, with their hashes."""

from __future__ import annotations

from rich.table import Table

from zhida.cli.console import messages, output
from zhida.cli.installation import As, acting
from zhida.cli.report.options import OfAgency


def list_(agency: OfAgency = None, who: As = None) -> None:
    """已生成的报表：何时由谁生成、第几版、各文件的 SHA-256。"""
    with acting(who):
        from django.utils import timezone

        from zhida.core.forms.shapes import shapes
        from zhida.platform.reports.building import reports
        from zhida.platform.reports.heads import agency_of

        found = reports(agency_of(agency) if agency is not None else None)
        if not found:
            messages().print("还没有生成报表。")
            return
        grid = Table("编号", "报表", "单位", "年度", "报告期", "数据截至", "版", "生成", "文件")
        for each in found:
            known = shapes().get(each.kind)
            grid.add_row(
                str(each.pk),
                known.title.format(place="") if known is not None else each.kind,
                each.agency.name,
                str(each.year),
                each.period,
                each.as_of.isoformat(),
                str(each.edition),
                f"{each.made_by} {timezone.localtime(each.made_at):%Y-%m-%d %H:%M}",
                "\n".join(f"{file.format} {file.sha256[:16]}" for file in each.files.all()),
            )
        output().print(grid)
