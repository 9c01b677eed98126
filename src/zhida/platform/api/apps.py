"""The app of the API."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口."""

    name = "zhida.platform.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Workers remove old idempotency records."""
        from zhida.platform.api.forgetting import forget_old
        from zhida.platform.jobs.worker import chores

        if forget_old not in chores:
            chores.append(forget_old)
