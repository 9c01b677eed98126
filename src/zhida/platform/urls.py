"""Pages and API, one include for each concept."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from zhida.platform.obligations.feed import feed
from zhida.platform.start import health, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("health", health, name="health"),
    path("due/<str:agency>/<str:token>.ics", feed, name="due-feed"),
]
