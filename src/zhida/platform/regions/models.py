"""区划 regions: the fiscal tree and the agencies and units that hang on it."""

from __future__ import annotations

from django.db import models


class Region(models.Model):
    """财政区划: a node of the fiscal tree."""

    code = models.TextField(primary_key=True)
    fiscal_code = models.TextField()
    fiscal_code_status = models.TextField()
    name = models.TextField()
    full_name = models.TextField()
    level = models.SmallIntegerField()
    administrative_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="administrative_children"
    )
    aliases = models.JSONField(default=list)
    pinyin = models.TextField()
    status = models.TextField()
    source = models.TextField()

    def __str__(self) -> str:
        return self.full_name


class FiscalParent(models.Model):
    """财政上级: who passes money to a region, during one span of days (both included)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="fiscal_parents")
    parent = models.ForeignKey(Region, models.PROTECT, null=True, related_name="fiscal_children")
    from_date = models.DateField(null=True)
    to_date = models.DateField(null=True)
    status = models.TextField()
    source = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("region", "from_date"), name="fiscal_parent_once", nulls_distinct=False
            ),
        )


class Reach(models.Model):
    """管辖: every region below another, in the fiscal or the administrative tree, and itself."""

    ancestor = models.ForeignKey(Region, models.PROTECT, related_name="reaches")
    descendant = models.ForeignKey(Region, models.PROTECT, related_name="reached_from")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ancestor", "descendant"), name="reach_once"),
        )


class Agency(models.Model):
    """单位: a finance department, a medical-security department, or a unit that spends."""

    class Kind(models.TextChoices):
        """单位类别."""

        FINANCE = "finance", "财政部门"
        MEDICAL_SECURITY = "medical_security", "医疗保障部门"
        UNIT = "unit", "预算单位"

    code = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="agencies")
    status = models.TextField()
    source = models.TextField()

    class Meta:
        constraints = (
            # What the ledger repeats of an agency.
            models.UniqueConstraint(fields=("id", "region"), name="agency_in_region"),
        )

    def __str__(self) -> str:
        return self.name
