"""通知的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.notices import origin_views, views

urlpatterns: list[URLPattern] = [
    path("", views.notices, name="notices"),
    path("take/", views.notices_take, name="notices-take"),
    path("total/", origin_views.notices_total, name="notices-total"),
    path("<int:number>/", views.notice, name="notice"),
    path("<int:number>/total/", origin_views.notice_total, name="notice-total"),
    path("<int:number>/cell/", views.notice_cell, name="notice-cell"),
    path("<int:number>/confirm/", views.notice_confirm, name="notice-confirm"),
    path("<int:number>/waive/", views.notice_waive, name="notice-waive"),
    path("<int:number>/compare/", views.notice_compared, name="notice-compare"),
    path(
        "<int:number>/pages/<int:file>-<int:leaf>.png", views.notice_picture, name="notice-picture"
    ),
    path("<int:number>/files/<int:file>/", views.notice_file, name="notice-file"),
]
