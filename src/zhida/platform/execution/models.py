"""执行 execution: what the treasury paid, file by file, and to which vouchers it went."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zhida.platform.execution.alert_models import AlertEntry, RaisedAlert
from zhida.platform.execution.plan_models import PlanFile, PlannedMonth

__all__ = ["AlertEntry", "Import", "PaymentRecord", "PlanFile", "PlannedMonth", "RaisedAlert"]


class Import(models.Model):
    """导入: one file of the treasury with the mapping that it was read by.

    `content` is the file as it came. A `preview` has written nothing but itself.
    """

    class State(models.TextChoices):
        """导入状态."""

        PREVIEW = "preview", "预览"
        CONFIRMED = "confirmed", "已确认"
        DISCARDED = "discarded", "已放弃"

    region_id = models.TextField()
    file = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()
    mapping = models.TextField(blank=True)
    year = models.SmallIntegerField(null=True)
    state = models.TextField(choices=State, default=State.PREVIEW)
    imported_by = models.TextField()
    imported_at = models.DateTimeField(db_default=Now())
    decided_by = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    payments = models.IntegerField(default=0)
    fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="preview") | ~models.Q(decided_by=""),
                name="import_decided_by_somebody",
            ),
        )


class PaymentRecord(models.Model):
    """支付记录: one payment or refund of the treasury; its facts never change.

    It waits in the queue with its `reason`, is booked to a line by a voucher, or
    is set aside. `content` is the digest of its facts, `source` its place in the
    file.
    """

    class State(models.TextChoices):
        """支付记录状态."""

        QUEUED = "queued", "待认领"
        BOOKED = "booked", "已记账"
        DISCARDED = "discarded", "已移出"

    origin = models.ForeignKey(Import, models.PROTECT, related_name="records")
    region_id = models.TextField()
    year = models.SmallIntegerField()
    number = models.TextField()
    kind = models.TextField(choices=[("payment", "支付"), ("refund", "退款")])
    date = models.DateField()
    fen = models.BigIntegerField()
    unit = models.TextField(blank=True)
    unit_code = models.TextField(blank=True)
    quota = models.TextField(blank=True)
    quota_key = models.TextField(blank=True)
    function = models.TextField(blank=True)
    gov_econ = models.TextField(blank=True)
    dept_econ = models.TextField(blank=True)
    project = models.TextField(blank=True)
    flag = models.TextField(blank=True)
    payee = models.TextField(blank=True)
    payee_account = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    pay_type = models.TextField(blank=True)
    refunds = models.TextField(blank=True)
    beneficiaries = models.TextField(blank=True)
    content = models.BinaryField()
    source = models.JSONField()
    state = models.TextField(choices=State, default=State.QUEUED)
    reason_code = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    line_id = models.BigIntegerField(null=True)
    voucher_year = models.SmallIntegerField(null=True)
    voucher_number = models.BigIntegerField(null=True)
    handled_by = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("number", "kind", "region_id", "year"), name="payment_once"
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="payment_above_zero"),
            models.CheckConstraint(
                condition=models.Q(
                    state="booked",
                    line_id__isnull=False,
                    voucher_year__isnull=False,
                    voucher_number__isnull=False,
                )
                | (
                    ~models.Q(state="booked")
                    & models.Q(
                        line_id__isnull=True,
                        voucher_year__isnull=True,
                        voucher_number__isnull=True,
                    )
                ),
                name="payment_booked_by_a_voucher",
            ),
            models.UniqueConstraint(
                fields=("voucher_number", "voucher_year"), name="payment_of_one_voucher"
            ),
        )
        indexes = (
            models.Index(fields=("line_id", "date"), name="payment_of_line"),
            models.Index(fields=("region_id", "refunds"), name="payment_refunds"),
            models.Index(fields=("date", "id"), name="payment_newest"),
            # Years are added up without looking at the rows.
            models.Index(
                fields=("year", "region_id", "kind"), include=("fen",), name="payment_sums"
            ),
            models.Index(
                fields=("region_id", "date"),
                condition=models.Q(state="queued"),
                name="payment_queue",
            ),
        )
