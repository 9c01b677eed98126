"""Payments, their files and alerts, with what guards them; the guards stand in sql."""

from importlib.resources import files

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

_GUARDS = files("zhida.platform.execution").joinpath("sql", "guards.sql").read_text("utf-8")
_TOTALS = files("zhida.platform.execution").joinpath("sql", "totals.sql").read_text("utf-8")
_ALERTS = files("zhida.platform.execution").joinpath("sql", "alerts.sql").read_text("utf-8")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_ledger"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("file", models.TextField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                ("mapping", models.TextField(blank=True)),
                ("year", models.SmallIntegerField(null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("preview", "预览"),
                            ("confirmed", "已确认"),
                            ("discarded", "已放弃"),
                        ],
                        default="preview",
                    ),
                ),
                ("imported_by", models.TextField()),
                (
                    "imported_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("decided_by", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("payments", models.IntegerField(default=0)),
                ("fen", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "preview"),
                            models.Q(("decided_by", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="import_decided_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("year", models.SmallIntegerField()),
                ("number", models.TextField()),
                ("kind", models.TextField(choices=[("payment", "支付"), ("refund", "退款")])),
                ("date", models.DateField()),
                ("fen", models.BigIntegerField()),
                ("unit", models.TextField(blank=True)),
                ("unit_code", models.TextField(blank=True)),
                ("quota", models.TextField(blank=True)),
                ("quota_key", models.TextField(blank=True)),
                ("function", models.TextField(blank=True)),
                ("gov_econ", models.TextField(blank=True)),
                ("dept_econ", models.TextField(blank=True)),
                ("project", models.TextField(blank=True)),
                ("flag", models.TextField(blank=True)),
                ("payee", models.TextField(blank=True)),
                ("payee_account", models.TextField(blank=True)),
                ("purpose", models.TextField(blank=True)),
                ("pay_type", models.TextField(blank=True)),
                ("refunds", models.TextField(blank=True)),
                ("beneficiaries", models.TextField(blank=True)),
                ("content", models.BinaryField()),
                ("source", models.JSONField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("queued", "待认领"),
                            ("booked", "已记账"),
                            ("discarded", "已移出"),
                        ],
                        default="queued",
                    ),
                ),
                ("reason_code", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("line_id", models.BigIntegerField(null=True)),
                ("voucher_year", models.SmallIntegerField(null=True)),
                ("voucher_number", models.BigIntegerField(null=True)),
                ("handled_by", models.TextField(blank=True)),
                ("handled_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="execution.import",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line_id", "date"], name="payment_of_line"),
                    models.Index(fields=["region_id", "refunds"], name="payment_refunds"),
                    models.Index(fields=["date", "id"], name="payment_newest"),
                    models.Index(
                        fields=["year", "region_id", "kind"],
                        include=("fen",),
                        name="payment_sums",
                    ),
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["region_id", "date"],
                        name="payment_queue",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "kind", "region_id", "year"), name="payment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fen__gt", 0)), name="payment_above_zero"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("line_id__isnull", False),
                                ("state", "booked"),
                                ("voucher_number__isnull", False),
                                ("voucher_year__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "booked"), _negated=True),
                                ("line_id__isnull", True),
                                ("voucher_number__isnull", True),
                                ("voucher_year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="payment_booked_by_a_voucher",
                    ),
                    models.UniqueConstraint(
                        fields=("voucher_number", "voucher_year"), name="payment_of_one_voucher"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("year", models.SmallIntegerField()),
                ("file", models.TextField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("preview", "预览"),
                            ("confirmed", "已确认"),
                            ("discarded", "已放弃"),
                        ],
                        default="preview",
                    ),
                ),
                ("imported_by", models.TextField()),
                (
                    "imported_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("decided_by", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["region_id", "year", "-decided_at"], name="plan_in_force")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "preview"),
                            models.Q(
                                models.Q(("decided_by", ""), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="plan_decided_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "preview")),
                        fields=("region_id", "year", "sha256"),
                        name="plan_previewed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("year", models.SmallIntegerField()),
                (
                    "sort",
                    models.TextField(
                        choices=[
                            ("whole", "全部"),
                            ("region", "区划"),
                            ("holder", "单位"),
                            ("line", "指标"),
                            ("fund", "资金"),
                        ]
                    ),
                ),
                ("key", models.TextField(blank=True)),
                ("month", models.SmallIntegerField()),
                ("fen", models.BigIntegerField()),
                ("source", models.JSONField()),
                (
                    "origin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="execution.planfile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("origin", "sort", "key", "month"), name="planned_month_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fen__gte", 0), ("month__gte", 1), ("month__lte", 12)),
                        name="planned_of_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RaisedAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_key", models.TextField()),
                ("period", models.TextField()),
                ("occurrence", models.SmallIntegerField(default=1)),
                ("region_id", models.TextField()),
                ("line_id", models.BigIntegerField(null=True)),
                (
                    "colour",
                    models.TextField(
                        choices=[
                            ("red", "红"),
                            ("orange", "橙"),
                            ("yellow", "黄"),
                            ("blue", "蓝"),
                            ("grey", "灰"),
                        ]
                    ),
                ),
                ("sentence", models.TextField()),
                ("fen", models.BigIntegerField()),
                ("expected", models.TextField()),
                ("found", models.TextField()),
                ("measure", models.IntegerField(null=True)),
                ("since", models.DateField(null=True)),
                ("days", models.IntegerField(null=True)),
                ("basis", models.TextField()),
                ("mend", models.TextField()),
                ("status", models.TextField()),
                ("evidence", models.JSONField()),
                ("raised_on", models.DateField()),
                ("seen_on", models.DateField()),
                ("gone_on", models.DateField(null=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("raised", "待问询"),
                            ("inquired", "已问询"),
                            ("replied", "已答复"),
                            ("opined", "已出意见"),
                            ("closed", "已办结"),
                            ("lapsed", "已消除"),
                        ],
                        default="raised",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="regions.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AlertEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("act", models.TextField()),
                ("actor", models.TextField()),
                ("agency_name", models.TextField()),
                ("words", models.TextField()),
                ("on", models.DateField(null=True)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="execution.raisedalert",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="raisedalert",
            index=models.Index(
                condition=models.Q(("gone_on__isnull", True)),
                fields=["region_id", "rule"],
                name="alert_holding",
            ),
        ),
        migrations.AddConstraint(
            model_name="raisedalert",
            constraint=models.UniqueConstraint(
                fields=("subject_key", "rule", "subject_kind", "period", "occurrence"),
                name="alert_occurs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="raisedalert",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_on__isnull", True)),
                fields=("subject_key", "rule", "subject_kind", "period"),
                name="alert_holds_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="raisedalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "lapsed"), _negated=True),
                    ("gone_on__isnull", False),
                    _connector="OR",
                ),
                name="alert_lapsed_when_gone",
            ),
        ),
        migrations.AddIndex(
            model_name="alertentry",
            index=models.Index(fields=["alert", "id"], name="alert_entries"),
        ),
        migrations.RunSQL([_GUARDS, _TOTALS, _ALERTS]),
    ]
