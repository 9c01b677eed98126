"""执行的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.execution.views import alerts, origins, payments, penalties, plans, progress

urlpatterns: list[URLPattern] = [
    path("", progress.progress, name="execution"),
    path("tiles/", progress.tiles, name="execution-tiles"),
    path("days/", progress.days, name="execution-days"),
    path("idle/", progress.idle_money, name="execution-idle"),
    path("origin/time/", origins.time_passed, name="execution-origin-time"),
    path("origin/gap/", origins.gap, name="execution-origin-gap"),
    path("origin/days/", origins.step_mean, name="execution-origin-days"),
    path("origin/idle/", origins.idle_part, name="execution-origin-idle"),
    path("payments/", payments.payments, name="payments"),
    path("payments/origin/", payments.payments_origin, name="payments-origin"),
    path("payments/queue/", payments.payment_queue, name="payment-queue"),
    path("payments/queue/retry/", payments.payment_retry, name="payment-retry"),
    path("payments/imports/", payments.payment_imports, name="payment-imports"),
    path("payments/imports/<int:number>/", payments.payment_import, name="payment-import"),
    path(
        "payments/imports/<int:number>/origin/",
        payments.payment_import_origin,
        name="payment-import-origin",
    ),
    path(
        "payments/imports/<int:number>/<slug:step>/",
        payments.payment_import_step,
        name="payment-import-step",
    ),
    path(
        "payments/of/<int:year>/<int:number>/",
        payments.payment_of_voucher,
        name="payment-of-voucher",
    ),
    path("payments/<int:number>/", payments.payment, name="payment"),
    path("payments/<int:number>/origin/", origins.payment, name="payment-origin"),
    path("payments/<int:number>/<slug:step>/", payments.payment_step, name="payment-step"),
    path("plans/", plans.plans, name="spending-plans"),
    path("plans/<int:number>/", plans.plan, name="spending-plan"),
    path("plans/<int:number>/origin/", plans.plan_origin, name="spending-plan-origin"),
    path("plans/<int:number>/against/", plans.against_origin, name="spending-plan-against"),
    path("plans/<int:number>/<slug:step>/", plans.plan_step, name="spending-plan-step"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<int:number>/", alerts.alert, name="alert"),
    path("alerts/<int:number>/origin/", origins.alert, name="alert-origin"),
    path("alerts/<int:number>/<slug:step>/", alerts.alert_step, name="alert-step"),
    path("penalties/", penalties.penalties, name="penalties"),
    path("penalties/origin/", penalties.penalty_origin, name="penalty-origin"),
]
