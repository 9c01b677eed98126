"""Pages and API, one include for each concept."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from zhida.platform.desk.views import desk
from zhida.platform.obligations.feed import feed
from zhida.platform.obligations.views import due
from zhida.platform.pages.may import may_page
from zhida.platform.start import health, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("health", health, name="health"),
    path("account/", include("zhida.platform.accounts.urls")),
    path("desk/", desk, name="desk"),
    path("due/", due, name="due"),
    path("due/<str:agency>/<str:token>.ics", feed, name="due-feed"),
    path("may/", may_page, name="may"),
]
