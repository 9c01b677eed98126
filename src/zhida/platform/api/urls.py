"""接口地址 urls: the API, its description, and one refusal for everything else."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from zhida.platform.api.docs import docs, openapi
from zhida.platform.api.mounting import urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs, name="docs"),
    path("openapi.json", openapi, name="openapi"),
    *urls(),
]
