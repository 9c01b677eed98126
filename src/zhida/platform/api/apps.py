"""The app of the API."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口."""

    name = "zhida.platform.api"
    label = "api"
    verbose_name = "接口"
