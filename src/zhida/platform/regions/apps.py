"""The app of regions."""

from __future__ import annotations

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """区划."""

    name = "zhida.platform.regions"
    label = "regions"
    verbose_name = "区划"
