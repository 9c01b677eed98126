"""出页 showing: a page with its tables; `?export=key` writes one of them whole to a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.exporting import XLSX, workbook
from zhida.platform.pages.lazy import COUNTED
from zhida.platform.pages.page import Looking
from zhida.platform.pages.tables import Table


def show(
    looking: Looking,
    template: str,
    context: Mapping[str, object],
    tables: Sequence[Table] = (),
    *,
    concept: str = "page",
) -> HttpResponse:
    """出页: the template with `lens`, and each table under its key in `tables`.

    It is put into HTML by `page`; the API takes the tables themselves. An export is a deed: it is
    recorded in the journal with what was filtered; one of more than a hundred thousand rows is
    refused.
    """
    asked = looking.request.GET.get("export", "")
    for table in tables:
        if table.key == asked and _too_many(table):
            messages.error(
                looking.request,
                _("超过{most:,}行，不能导出：请用条件缩小范围").format(most=COUNTED),
            )
        elif table.key == asked:
            content = workbook(table, _asked_for(looking))
            name = f"{table.title}-{timezone.localdate():%Y%m%d}.xlsx"
            subject = looking.request.get_full_path()
            return send_file(looking, name, content, XLSX, concept=concept, subject=subject)
    by_key = {each.key: each for each in tables}
    told = {"lens": looking.lens, "tables": by_key, **context}
    return TemplateResponse(looking.request, template, told)


def _too_many(table: Table) -> bool:
    """A workbook of millions of rows would be none that anybody could open, nor the server write."""
    return len(table.rows) > COUNTED or getattr(table.rows, "more", False)


def _asked_for(looking: Looking) -> dict[str, str]:
    return {
        _("查询人"): looking.actor.name,
        _("查询时间"): f"{timezone.localtime():%Y-%m-%d %H:%M}",
        _("区划"): looking.lens.region_name,
        _("年度"): str(looking.lens.year),
        _("筛选"): looking.request.GET.urlencode(),
    }
