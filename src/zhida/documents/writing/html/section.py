"""一份通知 section: one notice of the report: its files, its findings, its fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment

from zhida.core.findings import Finding, Severity
from zhida.core.money import AmountState, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import catalogue
from zhida.documents.outcomes import Checked
from zhida.documents.writing.html.anchors import Anchors
from zhida.documents.writing.html.document import BlockView, view_document
from zhida.documents.writing.html.fields import Fields, Group
from zhida.documents.writing.html.layout import paragraph_styles, table_heads
from zhida.documents.writing.words import STATUS, places_words


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of a finding, with the element that shows it, "" where none does."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding for the template; `tag` is f1, f2 …"""

    tag: str
    severity: str
    label: str
    code: str
    rule: str
    sentence: str
    mend: str
    basis: str
    places: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of the notice."""

    name: str
    format: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index."""

    prefix: str
    number: str
    title: str
    year: str
    total: str
    counts: tuple[tuple[str, int], ...]


def entry(checked: Checked, prefix: str) -> Entry:
    """The line of the index for a notice."""
    notice = checked.notice
    number = Counter(finding.severity for finding in checked.findings)
    return Entry(
        prefix,
        str(notice.doc_number.value) if notice.doc_number else "无文号",
        _title(checked),
        str(notice.budget_year.value) if notice.budget_year else "",
        format_fen(notice.total.fen) if notice.total.fen is not None else "",
        tuple((severity.value, number[severity]) for severity in Severity),
    )


@dataclass(frozen=True, slots=True)
class Views:
    """一份通知的视图: its files, its findings and its values, tied to each other by their tags."""

    files: tuple[FileView, ...]
    findings: tuple[FindingView, ...]
    groups: tuple[Group, ...]
    anchors: Anchors


def views_of(checked: Checked, prefix: str) -> Views:
    """视图: of a notice that comes with its documents. `prefix` begins all identifiers."""
    anchors = Anchors(prefix, checked.documents)
    findings = _findings(checked.findings, anchors)
    groups = Fields(anchors).groups(checked.notice)
    severities = {
        view.tag: finding.severity for view, finding in zip(findings, checked.findings, strict=True)
    }
    heads = table_heads(checked.notice, anchors)
    styles = paragraph_styles(checked.notice, anchors)
    files = tuple(
        FileView(
            document.file,
            document.format,
            view_document(document, number, anchors, severities, heads, styles),
        )
        for number, document in enumerate(checked.documents)
    )
    return Views(files, findings, groups, anchors)


def render_section(environment: Environment, checked: Checked, prefix: str) -> str:
    """The HTML of one notice. `prefix` begins all its identifiers."""
    views = views_of(checked, prefix)
    return environment.get_template("section.html").render(
        prefix=prefix,
        name=checked.name,
        title=_title(checked),
        summary=_summary(checked.notice),
        files=views.files,
        findings=views.findings,
        groups=views.groups,
    )


def _title(checked: Checked) -> str:
    return checked.notice.title.value if checked.notice.title else checked.name


def _summary(notice: Notice) -> list[str]:
    parts = [
        str(notice.doc_number.value) if notice.doc_number else "无文号",
        "、".join(issuer.value for issuer in notice.issuers),
        f"{notice.date.value:%Y-%m-%d}" if notice.date else "",
        f"{notice.budget_year.value}年度" if notice.budget_year else "",
        STATUS[notice.status.value] if notice.status else "",
        f"总额{format_fen(notice.total.fen)}"
        if notice.total.state is AmountState.NUMBER and notice.total.fen is not None
        else "",
    ]
    return [part for part in parts if part]


def _findings(findings: Sequence[Finding], anchors: Anchors) -> tuple[FindingView, ...]:
    names = {rule.code: rule.name for rule in catalogue()}
    views: list[FindingView] = []
    for number, finding in enumerate(findings, 1):
        tag = f"f{number}"
        places = tuple(
            PlaceView(words, anchors.tag(source, tag) or "")
            for words, source in places_words(finding.sources, alone=len(anchors.documents) == 1)
        )
        views.append(
            FindingView(
                tag,
                finding.severity.value,
                finding.severity.label,
                finding.code,
                names.get(finding.code, ""),
                finding.sentence,
                finding.mend,
                finding.basis,
                places,
            )
        )
    return tuple(views)
