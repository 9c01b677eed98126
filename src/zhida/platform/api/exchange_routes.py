"""指标交换接口 exchange: quota records out of the ledger, and another system's into it as opening balances."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from django.http import HttpResponse
from ninja import Form, Query, UploadedFile

from zhida.documents.ledger.record_files import RecordFile, read_record_file, write_records
from zhida.platform.api.bearer import Call
from zhida.platform.api.files import MOST_UPLOAD, download, laid_out, plain_content
from zhida.platform.api.routes import Routes
from zhida.platform.api.shapes import AnyYear, Asked, Code, Told
from zhida.platform.ledger.exchange import Proposal, import_records, propose, records

routes = Routes("指标交换")


class QuotaRecordsAsked(Asked):
    """要哪些指标: all of the region and below unless said; `form` is the file's."""

    year: AnyYear = None
    fund: Code = ""
    form: Literal["xlsx", "csv", "json"] = "xlsx"


class ImportAsked(Asked):
    """导入: a preview, unless `confirm` says that it is to be booked."""

    confirm: bool = False


class RecordsProposedTold(Told):
    """导入结果: what the file holds, and all that is wrong, as Chinese sentences.

    `replayed` counts vouchers that were booked before. `booked` is true where the records
    stand in the ledger now.
    """

    records: int
    lines: int
    first_fen: int
    vouchers: int
    replayed: int
    deleted: int
    unknown_columns: list[str]
    faults: list[str]
    booked: bool


@routes.read("/ledger/records", "export")
def export_records(call: Call, asked: Query[QuotaRecordsAsked]) -> HttpResponse:
    """导出指标记录: one for each line of the region and below, as a file for another system."""
    rows = records(asked.year, asked.fund or None)
    with tempfile.TemporaryDirectory(prefix="zhida-api-") as folder:
        path = Path(folder) / f"指标记录.{asked.form}"
        write_records(path, rows)
        content = path.read_bytes()
    subject = str(asked.year or "全部")
    return download(call, path.name, content, "ledger", subject, call.actor.region)


@routes.write("/ledger/records", "import_quota", most_bytes=MOST_UPLOAD)
def import_quota_records(
    call: Call, form: Form[ImportAsked], file: UploadedFile
) -> RecordsProposedTold:
    """导入指标记录: as opening balances, all or nothing; faults are told, and nothing is booked."""
    name, content = plain_content(file)
    with laid_out({name: content}) as (path,):
        read = read_record_file(path)
    if not form.confirm:
        return _told(propose(read.records, read.sources, call.actor.name), read, booked=False)
    proposal = propose(read.records, read.sources, call.actor.name)
    if proposal.faults:
        return _told(proposal, read, booked=False)
    return _told(import_records(call.actor, read.records, read.sources), read, booked=True)


def _told(proposal: Proposal, read: RecordFile, *, booked: bool) -> RecordsProposedTold:
    reading = proposal.reading
    return RecordsProposedTold(
        records=len(read.records),
        lines=len(reading.holdings),
        first_fen=sum(each.first for each in reading.holdings),
        vouchers=len(proposal.vouchers),
        replayed=proposal.replayed,
        deleted=reading.deleted,
        unknown_columns=list(read.unknown),
        faults=[read.sentence(each) for each in proposal.faults],
        booked=booked,
    )
