"""通知页 views: the notices of a year; files in; one notice beside what was read of it."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.core.booking.faults import may_be_waived
from zhida.core.findings import Severity
from zhida.core.ledger import LedgerError
from zhida.core.provenance import Source
from zhida.documents.writing.html.side import anchor_of
from zhida.platform.access.queries import about
from zhida.platform.jobs.actions import start
from zhida.platform.notices import actions
from zhida.platform.notices.addresses import notice_url
from zhida.platform.notices.comparing import compared, earlier
from zhida.platform.notices.grids import compared_table, list_table
from zhida.platform.notices.jobs import take_in
from zhida.platform.notices.listing import Wanted, funds, listed, ready
from zhida.platform.notices.models import OPEN, Document, DocumentPicture, DocumentView, State
from zhida.platform.notices.queries import in_force
from zhida.platform.notices.viewing import leaves, view_of
from zhida.platform.notices.waiving import verb_of
from zhida.platform.pages.buttons import Button, button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.labels import label, labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.uploads import sorted_out

_FILTERS = ("fund", "state", "worst", "text")


@page("see")
def notices(looking: Looking) -> HttpResponse:
    """通知: of the year and region that are looked at, by fund, state, findings or words."""
    wanted = wanted_of(looking)
    asked = {name: value for name in _FILTERS if (value := getattr(wanted, name))}
    context: dict[str, object] = {
        "wanted": wanted,
        "funds": funds(wanted.year, wanted.region),
        "states": labelled(State),
        "ready": ready(wanted, looking.actor.region),
        "book": button(
            looking,
            "take_in",
            about(looking.actor.region),
            _("把所选的入账"),
            reverse("notices-book"),
        ),
        "take": button(
            looking, "take_in", about(looking.actor.region), _("收文"), reverse("notices-take")
        ),
    }
    query = urlencode({"year": wanted.year, "region": wanted.region, **asked})
    context["query"] = query
    table = list_table(looking.lens, listed(wanted), query)
    return show(looking, "notices/notices.html", context, [table], concept=actions.CONCEPT)


def wanted_of(looking: Looking) -> Wanted:
    """筛选: what the address asks for; what can't be asked is left out."""
    asked = {name: looking.request.GET.get(name, "")[:100].strip() for name in _FILTERS}
    if asked["state"] not in State.values:
        asked["state"] = ""
    if asked["worst"] not in ("error", "warning", "none"):
        asked["worst"] = ""
    return Wanted(looking.lens.year, looking.lens.region, **asked)


@page("see")
def notices_take(looking: Looking) -> HttpResponse:
    """收文: files are handed over, and read beside as a job, whose page is shown next."""
    here = reverse("notices")
    if looking.request.method != "POST":
        return redirect(here)
    started: list[str] = []

    def act() -> str:
        taken, faults = sorted_out(looking.request, "files")
        if not taken:
            raise LedgerError("".join(map(str, faults)) or _("请先选择文件。"))
        job = start(
            looking.actor,
            take_in,
            _("收文：{name}等{n}个文件").format(name=taken[0].name, n=len(taken))
            if len(taken) > 1
            else _("收文：{name}").format(name=taken[0].name),
            [(each.name, each.content) for each in taken],
        )
        started.append(reverse("job", args=[job.pk]))
        said = [each.remark for each in taken if each.remark]
        said += [_("没有收下 {fault}").format(fault=each) for each in faults]
        return "".join(said) or _("已收下，正在后台读取。")

    answer = deed(looking, act, here)
    return redirect(started[0]) if started else answer


@page("see")
def notice(looking: Looking, number: int) -> HttpResponse:
    """一份通知: the page on the left, what was read of it on the right, linked both ways."""
    document = found(number)
    shown = view_of(document)
    subject = about(document.region_id)
    waived: dict[str, str] = document.answers.get("waived", {})
    context = {
        "lens": looking.lens,
        "document": document,
        "state": label(State(document.state)),
        "shown": shown,
        "leaves": leaves(shown) if shown else [],
        "as_text": looking.request.GET.get("as") == "text",
        "findings": _by_severity(looking, document, shown, waived),
        "waived": waived,
        "files": document.files.defer("content").order_by("copy", "ordinal"),
        "new": _new(looking, document),
        "same": button(
            looking,
            "confirm",
            subject,
            _("与该文号相同"),
            reverse("notice-confirm", args=[number]),
            off="" if document.state in OPEN and not document.number else _("已有文号"),
        ),
        "open": document.state in OPEN,
        "earlier": earlier(document)[:1],
    }
    return render(looking.request, "notices/notice.html", context)


def found(number: int) -> Document:
    """收文: one within the scope, else there is no such page."""
    document = Document.objects.select_related("agency", "successor").filter(pk=number).first()
    if document is None:
        raise Http404
    return document


def _new(looking: Looking, document: Document) -> Button:
    off = "" if document.state in OPEN and not document.number else _("已有文号")
    url = reverse("notice-confirm", args=[document.pk])
    return button(looking, "confirm", about(document.region_id), _("确认是新通知"), url, off=off)


def _by_severity(
    looking: Looking, document: Document, shown: DocumentView | None, waived: dict[str, str]
) -> list[tuple[str, str, Button | None, list[dict[str, object]]]]:
    """The findings in groups, the worst first, each with its waiver or the button for it.

    Where the buttons of a group are off, one of them stands for all, with the reason.
    """
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    subject = about(document.region_id)
    url = reverse("notice-waive", args=[document.pk])
    off = "" if document.state in OPEN else _("通知已办结，决定不能再改")
    stored = shown.findings if shown else []
    for each in stored:
        code = each["code"]
        severity = Severity(each["severity"])
        groups[each["severity"]].append(
            {
                **each,
                "waived": waived.get(code, ""),
                "waive": button(
                    looking,
                    verb_of(severity),
                    subject,
                    _("搁置"),
                    f"{url}?code={code}",
                    off=off,
                    reason=_("理由"),
                )
                if may_be_waived(code, severity) and code not in waived
                else None,
            }
        )
    return [
        (each.value, label(each), _off(groups[each.value]), groups[each.value])
        for each in Severity
        if each.value in groups
    ]


def _off(group: list[dict[str, object]]) -> Button | None:
    buttons = (each["waive"] for each in group)
    return next((each for each in buttons if isinstance(each, Button) and each.off), None)


@require_POST
@page("see")
def notice_confirm(looking: Looking, number: int) -> HttpResponse:
    """确认文号: new, or the same as the notice of the number that was sent."""
    document = found(number)
    same = looking.request.POST.get("same", "").strip()
    target = [document]

    def act() -> str:
        if same and in_force(document.agency, same) is None:
            raise LedgerError(_("没有在效的通知“{same}”，请核对文号。").format(same=same))
        target[0] = actions.confirm(looking.actor, document, same)
        return _("已确认：{number}。").format(number=target[0].number)

    answer = deed(looking, act, notice_url(document))
    return redirect(notice_url(target[0])) if target[0].pk != number else answer


@require_POST
@page("see")
def notice_waive(looking: Looking, number: int) -> HttpResponse:
    """搁置问题: with a reason; the code stands in the address."""
    document, code = found(number), looking.request.GET.get("code", "")
    reason = looking.request.POST.get("reason", "")

    def act() -> str:
        actions.waive(looking.actor, document, code, reason)
        return _("已搁置 {code}。").format(code=code)

    back = looking.request.GET.get("back") == "booking"
    page_of = reverse("notice-booking", args=[number]) if back else notice_url(document)
    return deed(looking, act, f"{page_of}#findings")


@page("see")
def notice_cell(looking: Looking, number: int) -> HttpResponse:
    """原件位置: goes on to the notice, with the place boxed that is asked for, or the closest one."""
    document = found(number)
    shown = view_of(document)
    asked = looking.request.GET
    numbers = [_number(asked.get(name, "")) for name in ("block", "row", "column")]
    source = Source(asked.get("file", ""), block=numbers[0], row=numbers[1], column=numbers[2])
    names = tuple(document.notice.get("files", ()))
    anchors = anchor_of(source, names) if shown is not None else ()
    if shown is not None and shown.pictures.exists():
        boxed = {each["anchor"] for each in shown.boxes}
        if anchors and anchors[0] in boxed:
            return redirect(f"{notice_url(document)}#{anchors[0]}")
        view = "?as=text"
    else:
        view = ""
    for anchor in anchors:
        if shown is not None and f'id="{anchor}"' in shown.html:
            return redirect(f"{notice_url(document)}{view}#{anchor}")
    return redirect(notice_url(document))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


@page("see")
def notice_file(looking: Looking, number: int, file: int) -> HttpResponse:
    """原件: a file as it came in."""
    document = found(number)
    kept = document.files.filter(pk=file).first()
    if kept is None:
        raise Http404
    return send_file(
        looking,
        kept.name,
        bytes(kept.content),
        "application/octet-stream",
        concept=actions.CONCEPT,
        subject=document.number or str(document.pk),
        region=document.region_id,
    )


@page("see")
def notice_picture(looking: Looking, number: int, file: int, leaf: int) -> HttpResponse:
    """页面图像: drawn by us, so that it may be shown where the file itself may not."""
    document = found(number)
    kept = DocumentPicture.objects.filter(view__document=document, file=file, page=leaf).first()
    if kept is None:
        raise Http404
    return HttpResponse(bytes(kept.png), content_type="image/png")


@page("see")
def notice_compared(looking: Looking, number: int) -> HttpResponse:
    """与上年比较: with last year's notice of the fund, or the one chosen (`?with=`)."""
    document = found(number)
    choice = earlier(document)
    asked = _number(looking.request.GET.get("with", ""))
    before = next((each for each in choice if each.pk == asked), choice[0] if choice else None)
    rows = compared(document, before) if before else []
    context = {"document": document, "before": before, "choice": choice}
    tables = [compared_table(looking.lens, rows)] if before else []
    return show(looking, "notices/compared.html", context, tables, concept=actions.CONCEPT)
