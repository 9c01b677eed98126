"""自评办理的网址 evaluation_urls: among the pages of performance, as the form is a report."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.reports.views import evaluating

urlpatterns: list[URLPattern] = [
    path("evaluations/file/", evaluating.evaluation_file, name="evaluation-file"),
]
