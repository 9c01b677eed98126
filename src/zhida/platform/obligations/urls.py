"""时限的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.obligations import views
from zhida.platform.obligations.feed import feed

urlpatterns: list[URLPattern] = [
    path("", views.due, name="due"),
    path("calendar/", views.due_calendar, name="due-calendar"),
    path("<int:number>/", views.duty, name="duty"),
    path("<int:number>/files/<int:file>/", views.filing_file, name="filing-file"),
    path("<int:number>/<slug:step>/", views.duty_step, name="duty-step"),
    path("<str:agency>/<str:token>.ics", feed, name="due-feed"),
]
