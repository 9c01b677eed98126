"""通知 notices: official notices as an agency took them in, with what people decided of them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.regions.models import Agency, Region


class State(models.TextChoices):
    """办理状态: how far a notice has come at its agency."""

    CHECKED = "checked", "已检查"
    CONFIRMED = "confirmed", "已确认"
    BOOKED = "booked", "已入账"
    CORRECTED = "corrected", "已更正"
    REPLACED = "replaced", "已被替换"
    WITHDRAWN = "withdrawn", "已撤销"


OPEN = (State.CHECKED, State.CONFIRMED)
"""在办: people may still decide of it, and it is not booked."""
OVER = (State.CORRECTED, State.REPLACED, State.WITHDRAWN)
"""终结: what is no longer in force; another notice may bear its number."""


class Document(models.Model):
    """收文: one notice at one agency, whatever files it came in.

    `number` is that under which it is booked: its own, or the mark that a person
    confirmed; "" while it has none. `content` is the digest of what a booking
    rests on. `notice` and `findings` are as `zhida check --json` writes them;
    the files are what it is read from again. `answers` are people's decisions.
    `edition` counts how often its number was booked and reversed before.
    `booked` are the year and number of each voucher that it made. `received` is the
    day of receipt that a person told (`receiving.receipt_of` says which day counts).
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="notices")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    number = models.TextField(blank=True)
    issuer = models.TextField()
    year = models.SmallIntegerField(null=True)
    title = models.TextField(blank=True)
    date = models.DateField(null=True)
    received = models.DateField(null=True)
    state = models.TextField(choices=State, default=State.CHECKED)
    content = models.TextField()
    notice = models.JSONField()
    findings = models.JSONField()
    answers = models.JSONField(default=dict)
    edition = models.SmallIntegerField(default=0)
    booked = models.JSONField(default=list)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    registered_by = models.TextField()
    registered_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "issuer", "number"),
                condition=~models.Q(number="")
                & models.Q(state__in=[State.CHECKED, State.CONFIRMED, State.BOOKED]),
                name="document_number_once",
            ),
        )
        indexes = (
            models.Index("number", name="document_number"),
            models.Index(
                "agency", name="document_received", condition=models.Q(received__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.number or self.title


class DocumentView(models.Model):
    """收文对照: a notice beside what was read of it, as `documents.writing.html.side` shows it.

    It is made from the files and can be made again; `version` is that of the
    program which made it.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="view")
    version = models.TextField()
    html = models.TextField()
    findings = models.JSONField()
    groups = models.JSONField()
    boxes = models.JSONField()


class DocumentPicture(models.Model):
    """页面图像: a page of a PDF or picture as it looks, drawn once when the notice was taken in.

    `file` counts the files of the notice from 1; the boxes of the view say what stands where.
    """

    view = models.ForeignKey(DocumentView, models.CASCADE, related_name="pictures")
    file = models.SmallIntegerField()
    page = models.SmallIntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    png = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("view", "file", "page"), name="document_picture_once"),
        )


class DocumentFile(models.Model):
    """收文文件: a file as it came in. `copy` 0 is what the notice was registered from.

    Further copies are the same notice in other formats.
    The bytes stand in the database: in the transaction, the backup and the
    row-level security of what is booked on them.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    copy = models.SmallIntegerField()
    ordinal = models.SmallIntegerField()
    name = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "sha256"), name="document_file_once"),
        )
