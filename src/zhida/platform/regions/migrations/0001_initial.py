"""The first tables of the app, as Django writes them."""

from importlib.resources import files

import django.db.models.deletion
from django.db import migrations, models

_SCOPE = files("zhida.platform.regions").joinpath("sql", "scope.sql").read_text("utf-8")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("fiscal_code", models.TextField()),
                ("fiscal_code_status", models.TextField()),
                ("name", models.TextField()),
                ("full_name", models.TextField()),
                ("level", models.SmallIntegerField()),
                ("aliases", models.JSONField(default=list)),
                ("pinyin", models.TextField()),
                ("status", models.TextField()),
                ("source", models.TextField()),
                (
                    "administrative_parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="administrative_children",
                        to="regions.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reaches",
                        to="regions.region",
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reached_from",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ancestor", "descendant"), name="reach_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FiscalParent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_date", models.DateField(null=True)),
                ("to_date", models.DateField(null=True)),
                ("status", models.TextField()),
                ("source", models.TextField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fiscal_children",
                        to="regions.region",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fiscal_parents",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "from_date"),
                        name="fiscal_parent_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("finance", "财政部门"),
                            ("medical_security", "医疗保障部门"),
                            ("unit", "预算单位"),
                        ]
                    ),
                ),
                ("status", models.TextField()),
                ("source", models.TextField()),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("id", "region"), name="agency_in_region")
                ],
            },
        ),
        migrations.RunSQL([_SCOPE]),
    ]
