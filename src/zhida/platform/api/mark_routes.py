"""校验码接口 marks: whose notice a printed mark is of, and whether a copy says the same."""

from __future__ import annotations

import datetime

from ninja import UploadedFile

from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, contents_of
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import Code, Told
from zhida.platform.reports.marks import Marked, of_copy, typed

routes = Routes("校验码")


class MarkedTold(Told):
    """校验码核对结果: `issued` false where no notice of this installation has the mark.

    `holds` is true where it was issued, wasn't withdrawn, and the copy, if one was sent,
    says the same; `differences` is what it says otherwise.
    """

    mark: str
    sentence: str
    issued: bool
    holds: bool
    agency: str
    number: str
    title: str
    plan: int | None
    signed_on: datetime.date | None
    withdrawn: bool
    differences: list[str]


@routes.read("/marks/{mark}")
def issued_mark(call: Call, mark: Code) -> MarkedTold:
    """核对校验码: as it is typed, with or without hyphens."""
    found = typed(mark)
    if found is None:
        raise Refused(422, "invalid", "不是校验码", "应为16位数字和大写字母，每4位一组", "mark")
    return _told(found)


@routes.compute("/marks", most_bytes=MOST_UPLOAD)
def check_copy(call: Call, file: UploadedFile) -> MarkedTold:
    """核对副本: a file in whatever format is read and held against what was issued; it isn't kept."""
    ((name, content),) = contents_of([file]).items()
    found = of_copy(name, content)
    if found is None:
        raise Refused(
            422,
            "unreadable",
            "文件上没有校验码，内容也不是本系统签发的通知",
            "请核对文件；只有图片的，请输入末页印的校验码",
            "file",
        )
    return _told(found)


def _told(found: Marked) -> MarkedTold:
    issued = found.issued
    return MarkedTold(
        mark=found.mark,
        sentence=found.sentence,
        issued=issued is not None,
        holds=found.holds,
        agency=issued.agency if issued else "",
        number=issued.number if issued else "",
        title=issued.title if issued else "",
        plan=issued.plan if issued else None,
        signed_on=issued.signed_on if issued else None,
        withdrawn=issued.withdrawn if issued else False,
        differences=list(found.told),
    )
