"""结算的网址 settlement urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.dip.views import settlements

urlpatterns: list[URLPattern] = [
    path("settlements/", settlements.dip_settlements, name="dip-settlements"),
    path("settlements/origin/", settlements.dip_settlements_origin, name="dip-settlements-origin"),
    path("settlements/<int:number>/", settlements.dip_settlement, name="dip-settlement"),
    path(
        "settlements/<int:number>/origin/",
        settlements.dip_settlement_origin,
        name="dip-settlement-origin",
    ),
    path(
        "settlements/<int:number>/<slug:name>/",
        settlements.dip_settlement_deed,
        name="dip-settlement-deed",
    ),
]
