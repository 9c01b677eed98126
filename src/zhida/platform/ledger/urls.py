"""指标账的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.ledger.views import acts, flow, lines, origins, vouchers

urlpatterns: list[URLPattern] = [
    path("", lines.lines, name="ledger"),
    path("lines/<int:number>/", lines.line, name="ledger-line"),
    path("lines/<int:number>/trace/", lines.line_trace, name="ledger-trace"),
    path("lines/<int:number>/trace/<int:higher>/", origins.above, name="ledger-trace-above"),
    path("lines/<int:number>/act/<slug:verb>/", acts.act, name="ledger-act"),
    path("lines/<int:number>/<slug:kind>/", lines.line_statement, name="ledger-statement"),
    path("vouchers/", vouchers.vouchers, name="ledger-vouchers"),
    path("vouchers/<int:year>/<int:number>/", vouchers.voucher, name="ledger-voucher"),
    path(
        "vouchers/<int:year>/<int:number>/reverse/",
        vouchers.reverse_voucher,
        name="ledger-reverse",
    ),
    path("vouchers/<int:year>/<int:number>/origin/", origins.voucher, name="ledger-voucher-origin"),
    path("export/", vouchers.export, name="ledger-export"),
    path("flow/", flow.flow, name="ledger-flow"),
    path("origin/", origins.origin, name="ledger-origin"),
    path("origin/rate/", origins.rate, name="ledger-origin-rate"),
    path("origin/received/", origins.received, name="ledger-origin-received"),
    path("origin/passed/", origins.passed, name="ledger-origin-passed"),
]
