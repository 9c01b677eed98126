"""系统的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.catalogues import views

urlpatterns: list[URLPattern] = [
    path("", views.system, name="system"),
    path("catalogues/", views.catalogues, name="catalogues"),
    path("catalogues/<slug:name>/", views.catalogue, name="catalogue"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:code>/", views.rule, name="rule"),
    path("workdays/", views.workdays, name="workdays"),
]
