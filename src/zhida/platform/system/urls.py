"""系统的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.system import journal_views, unmasking_views, user_views

journal_patterns: list[URLPattern] = [
    path("", journal_views.journal, name="journal"),
    path("<int:number>/", journal_views.journal_deed, name="journal-deed"),
]
urlpatterns: list[URLPattern] = [
    path("users/", user_views.users, name="users"),
    path("users/<int:number>/<slug:step>/", user_views.user_step, name="user-step"),
    path("agencies/", user_views.agencies, name="agencies"),
    path("payments/<int:number>/", unmasking_views.payment, name="unmask-payment"),
]
