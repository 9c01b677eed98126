"""The first tables of the app, as Django writes them."""

from importlib.resources import files

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

_SQL = "".join(
    files("zhida.platform.journal").joinpath("sql", name).read_text("utf-8")
    for name in ("guards.sql", "seal.sql")
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deed",
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
                ("actor", models.TextField()),
                ("agency", models.TextField()),
                ("verb", models.TextField()),
                ("concept", models.TextField()),
                ("subject", models.TextField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("concept"), models.F("subject"), name="deed_subject"),
                    models.Index(models.F("at"), name="deed_at"),
                    models.Index(models.F("actor"), models.F("at"), name="deed_of_actor"),
                    models.Index(models.F("region"), models.F("at"), name="deed_of_region"),
                ],
            },
        ),
        migrations.RunSQL(_SQL),
    ]
