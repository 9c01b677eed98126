"""Pages and API, one include for each concept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from zhida.platform.api.urls import urlpatterns as api_patterns
from zhida.platform.desk.views import desk, search_page
from zhida.platform.monitoring.metrics import metrics
from zhida.platform.monitoring.readiness import health, ready
from zhida.platform.pages.helping import help_page
from zhida.platform.pages.may import may_page
from zhida.platform.start import start
from zhida.platform.system.urls import journal_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("account/", include("zhida.platform.accounts.urls")),
    path("desk/", desk, name="desk"),
    path("due/", include("zhida.platform.obligations.urls")),
    path("jobs/", include("zhida.platform.jobs.urls")),
    path("system/", include("zhida.platform.catalogues.urls")),
    path("allocation/", include("zhida.platform.allocation.urls")),
    path("performance/", include("zhida.platform.performance.urls")),
    path("performance/", include("zhida.platform.reports.evaluation_urls")),
    path("dip/", include("zhida.platform.dip.urls")),
    path("reports/", include("zhida.platform.reports.urls")),
    path("ledger/", include("zhida.platform.ledger.urls")),
    path("execution/", include("zhida.platform.execution.urls")),
    path("notices/", include("zhida.platform.notices.urls")),
    path("notices/", include("zhida.platform.inbox.urls")),
    path("may/", may_page, name="may"),
    path("help/<slug:name>/", help_page, name="help"),
    path("journal/", include(journal_patterns)),
    path("draft/", include("zhida.platform.drafts.urls")),
    path("system/", include("zhida.platform.system.urls")),
    path("search/", search_page, name="search"),
    path("api/v1/", include((api_patterns, "api"))),
    path("language/", login_not_required(set_language), name="language"),
]
handler500 = "zhida.platform.failing.failed"
