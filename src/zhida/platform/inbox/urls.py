"""收文办理的网址 urls: beside those of the notices themselves."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.inbox import origin_views, receipt_views, views

urlpatterns: list[URLPattern] = [
    path("book/", views.notices_book, name="notices-book"),
    path("<int:number>/booking/", views.notice_booking, name="notice-booking"),
    path("<int:number>/book/", views.notice_book, name="notice-book"),
    path("<int:number>/answers/", views.notice_answers, name="notice-answers"),
    path("<int:number>/withdraw/", views.notice_withdraw, name="notice-withdraw"),
    path("<int:number>/replace/", views.notice_replace, name="notice-replace"),
    path("<int:number>/receipt/", receipt_views.notice_receipt, name="notice-receipt"),
    path("<int:number>/shares/", origin_views.notice_shares, name="notice-shares"),
    path("<int:number>/shares/<int:place>/", origin_views.notice_share, name="notice-share"),
]
