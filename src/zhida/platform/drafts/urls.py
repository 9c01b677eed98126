"""草稿的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.drafts import views

urlpatterns: list[URLPattern] = [
    path("", views.draft, name="draft"),
    path("<int:number>/", views.kept, name="draft-kept"),
]
