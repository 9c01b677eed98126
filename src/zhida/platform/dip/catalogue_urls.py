"""病种目录的网址 catalogue urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.dip.views import catalogue, explaining

urlpatterns: list[URLPattern] = [
    path("catalogue/", catalogue.dip_catalogue, name="dip-catalogue"),
    path("catalogue/differences/", catalogue.dip_differences, name="dip-differences"),
    path("catalogue/<str:version>/", catalogue.dip_directory, name="dip-directory"),
    path("catalogue/<str:version>/origin/", catalogue.dip_directory_origin, name="dip-directory-origin"),
    path("catalogue/<str:version>/groups/<path:code>/", catalogue.dip_group, name="dip-group"),
    path("explain/", explaining.dip_explain, name="dip-explain"),
]  # fmt: skip
