"""公开接口 publication: a notice as the public may see it, what is taken out of it, its files, its release."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Query

from zhida.core.notice.publishing import Publication, publication
from zhida.documents.writing.notice import IssuedFile, issue_files
from zhida.platform.access.policy import require
from zhida.platform.access.queries import about
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import download
from zhida.platform.api.refusing import Refused, not_there
from zhida.platform.api.routes import Routes, one, within_reach
from zhida.platform.api.shapes import Asked, Hex, Number, Told
from zhida.platform.notices.models import Document
from zhida.platform.notices.queries import notice_of
from zhida.platform.obligations.publishing import publish

routes = Routes("公开")


class PublicationAsked(Asked):
    """公开稿: `copies` false leaves out the offices that only get a copy inside."""

    copies: bool = True


class RemovalTold(Told):
    """隐去: what was taken out, and where it stood."""

    kind: str
    words: str
    place: str


class PublicFileTold(Told):
    """公开文件."""

    name: str
    sha256: str


class PublicationTold(Told):
    """公开稿: for a reviewer; `doubts` is what to see to, `duty` the one that the release filed."""

    removals: list[RemovalTold]
    doubts: list[str]
    files: list[PublicFileTold]
    duty: int | None = None


@routes.read("/notices/{number}/publication")
def look_at_publication(
    call: Call, number: Number, asked: Query[PublicationAsked]
) -> PublicationTold:
    """公开稿: what would be published; nothing is recorded."""
    document: Document = one(Document.objects, "通知", pk=number)
    made = publication(notice_of(document), copies=asked.copies)
    return _told(made, _files(made))


@routes.read("/notices/{number}/publication/{sha256}", "export")
def publication_file(
    call: Call, number: Number, sha256: Hex, asked: Query[PublicationAsked]
) -> HttpResponse:
    """公开文件: docx, xlsx or PDF of the public version; the same notice gives the same bytes."""
    document: Document = one(Document.objects, "通知", pk=number)
    require(call.actor, "export", about(document.region_id))
    for each in _files(publication(notice_of(document), copies=asked.copies)):
        if each.sha256 == sha256:
            subject = str(document.pk)
            return download(call, each.name, each.data, "notice", subject, document.region_id)
    raise not_there("文件")


@routes.write("/notices/{number}/publish", "publish")
def publish_notice(call: Call, number: Number, body: PublicationAsked) -> PublicationTold:
    """公开: recorded in the journal, the duty to publish filed; the files are then downloaded."""
    document: Document = within_reach(
        call, Document.objects.select_related("agency"), "通知", "publish", pk=number
    )
    if document.agency.code != call.actor.agency:
        message = f"通知由{document.agency.name}登记"
        raise Refused(409, "refused", message, "请由该单位公开，或由本单位登记后公开")
    notice = notice_of(document)
    made = publication(notice, copies=body.copies)
    files = _files(made)
    hashes = {each.name: each.sha256 for each in files}
    duty = publish(call.actor, notice, hashes, len(made.removals), lambda: None)
    return _told(made, files, duty)


def _files(made: Publication) -> tuple[IssuedFile, ...]:
    return tuple(issue_files(made.notice).values())


def _told(
    made: Publication, files: tuple[IssuedFile, ...], duty: int | None = None
) -> PublicationTold:
    return PublicationTold(
        removals=[
            RemovalTold(
                kind=each.kind,
                words=each.words,
                place=each.source.describe() if each.source else "",
            )
            for each in made.removals
        ],
        doubts=list(made.doubts),
        files=[PublicFileTold(name=each.name, sha256=each.sha256) for each in files],
        duty=duty,
    )
