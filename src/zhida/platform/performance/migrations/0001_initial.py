"""Goals, values, evaluations and the files behind them, with what guards them (sql)."""

from importlib.resources import files

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

_GUARDS = files("zhida.platform.performance").joinpath("sql", "guards.sql").read_text("utf-8")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("notices", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("year", models.SmallIntegerField()),
                ("fund", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("filed", "已自评"),
                            ("sent_back", "已退回"),
                            ("reviewed", "已复核"),
                            ("finished", "已确认"),
                        ],
                        default="filed",
                    ),
                ),
                ("evaluated_by", models.TextField()),
                ("reviewed_by", models.TextField(blank=True)),
                ("finished_by", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="regions.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("name", models.TextField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                ("stored_by", models.TextField()),
                (
                    "stored_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sha256", "region_id"), name="stored_file_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="stored_file_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[("self", "自评"), ("review", "复核"), ("final", "确认")]
                    ),
                ),
                ("edition", models.SmallIntegerField()),
                ("rows", models.JSONField()),
                ("findings", models.JSONField(default=list)),
                ("scale", models.TextField()),
                ("total", models.DecimalField(decimal_places=4, max_digits=7)),
                ("grade", models.TextField()),
                ("opinion", models.TextField(blank=True)),
                ("judged_by", models.TextField()),
                (
                    "judged_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="performance.evaluation",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="performance.storedfile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TargetSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region_id", models.TextField()),
                ("year", models.SmallIntegerField()),
                ("scope", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                ("fund", models.TextField(blank=True)),
                ("amount_fen", models.BigIntegerField(null=True)),
                ("goals", models.JSONField(default=list)),
                ("edition", models.SmallIntegerField(default=1)),
                ("set_by", models.TextField()),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="target_sets",
                        to="regions.agency",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.document",
                    ),
                ),
                (
                    "files",
                    models.ManyToManyField(related_name="target_sets", to="performance.storedfile"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.SmallIntegerField()),
                ("level1", models.TextField(blank=True)),
                ("level2", models.TextField(blank=True)),
                ("name", models.TextField()),
                ("printed", models.TextField(blank=True)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("number", "NUMBER"),
                            ("rate", "RATE"),
                            ("change", "CHANGE"),
                            ("date", "DATE"),
                            ("grade", "GRADE"),
                            ("unset", "UNSET"),
                        ]
                    ),
                ),
                ("comparator", models.TextField(blank=True)),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("unit", models.TextField(blank=True)),
                ("due", models.DateField(null=True)),
                ("grade", models.TextField(blank=True)),
                (
                    "direction",
                    models.TextField(
                        choices=[
                            ("higher", "HIGHER"),
                            ("lower", "LOWER"),
                            ("exact", "EXACT"),
                            ("none", "NONE"),
                        ]
                    ),
                ),
                ("weight", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("base", models.TextField(blank=True)),
                ("metric", models.TextField(blank=True)),
                ("place", models.TextField(blank=True)),
                ("settled", models.TextField(blank=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="performance.target",
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="performance.targetset",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Value",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.TextField(choices=[("measured", "计算"), ("declared", "填报")]),
                ),
                ("is_base", models.BooleanField(default=False)),
                ("as_of", models.DateField()),
                ("value", models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ("day", models.DateField(null=True)),
                ("share", models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ("n", models.IntegerField(null=True)),
                ("low", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("high", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                ("evidence", models.JSONField(default=list)),
                ("metric", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_by", models.TextField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="performance.storedfile",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="performance.target",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["region_id", "year"], name="evaluation_of_region"),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                fields=("agency", "year", "fund"), name="evaluation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_by", models.F("evaluated_by")), _negated=True),
                    models.Q(("finished_by", models.F("evaluated_by")), _negated=True),
                ),
                name="evaluation_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagedjudgement",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "stage", "edition"), name="judgement_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stagedjudgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("total__gte", 0), ("total__lte", 100)),
                name="judgement_of_a_hundred",
            ),
        ),
        migrations.AddIndex(
            model_name="targetset",
            index=models.Index(fields=["region_id", "year"], name="target_set_of_region"),
        ),
        migrations.AddConstraint(
            model_name="targetset",
            constraint=models.UniqueConstraint(
                fields=("agency", "year", "scope", "subject", "edition"), name="target_set_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(fields=("set", "ordinal"), name="target_once"),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="target_not_its_own_parent",
            ),
        ),
        migrations.AddIndex(
            model_name="value",
            index=models.Index(fields=["target", "-as_of", "-id"], name="value_newest"),
        ),
        migrations.AddConstraint(
            model_name="value",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing", "measured"), ("file__isnull", False), _connector="OR"
                ),
                name="declared_value_with_a_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="value",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing", "declared"),
                    models.Q(("metric", ""), _negated=True),
                    _connector="OR",
                ),
                name="measured_value_of_a_metric",
            ),
        ),
        migrations.AddConstraint(
            model_name="value",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("day__isnull", True), ("share__isnull", True), ("value__isnull", False)
                    ),
                    models.Q(
                        ("day__isnull", False), ("share__isnull", True), ("value__isnull", True)
                    ),
                    models.Q(
                        ("day__isnull", True), ("share__isnull", False), ("value__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="value_of_one_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="value",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__isnull", True),
                    models.Q(("share__gte", 0), ("share__lte", 1)),
                    _connector="OR",
                ),
                name="value_share_of_one",
            ),
        ),
        migrations.RunSQL([_GUARDS]),
    ]
