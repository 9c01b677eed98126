"""The app of execution."""

from __future__ import annotations

from django.apps import AppConfig


class ExecutionConfig(AppConfig):
    """执行."""

    name = "zhida.platform.execution"
    label = "execution"
    verbose_name = "执行"
