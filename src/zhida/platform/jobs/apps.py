"""The app of jobs."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """后台任务."""

    name = "zhida.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
