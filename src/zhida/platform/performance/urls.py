"""绩效的网址 urls."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.performance.views import (
    decomposing,
    evaluations,
    monitoring,
    registering,
    targets,
    tree,
)

urlpatterns: list[URLPattern] = [
    path("", tree.performance, name="performance"),
    path("register/", registering.targets_register, name="targets-register"),
    path("sets/<int:number>/score/", tree.target_score, name="target-score"),
    path("sets/<int:number>/score/origin/", tree.target_score_origin, name="target-score-origin"),
    path("sets/<int:number>/amount/", decomposing.amount, name="target-amount"),
    path("sets/<int:number>/split/", decomposing.target_split, name="target-split"),
    path("sets/<int:number>/gaps/", decomposing.target_gaps, name="target-gaps"),
    path("sets/<int:number>/gaps/origin/", decomposing.gaps_origin, name="target-gaps-origin"),
    path("targets/<int:number>/", targets.target, name="target"),
    path("targets/<int:number>/origin/", targets.target_origin, name="target-origin"),
    path("targets/<int:number>/watch/", targets.target_watch, name="target-watch"),
    path("targets/<int:number>/<slug:step>/", targets.target_step, name="target-step"),
    path("values/<int:number>/origin/", targets.value_page, name="value-origin"),
    path("values/<int:number>/file/", targets.value_file, name="value-file"),
    path("monitoring/", monitoring.monitoring, name="monitoring"),
    path("evaluations/", evaluations.evaluations, name="evaluations"),
    path("evaluations/<int:number>/", evaluations.evaluation, name="evaluation"),
    path(
        "evaluations/<int:number>/origin/",
        evaluations.evaluation_origin,
        name="evaluation-origin",
    ),
    path("evaluations/<int:number>/form/", evaluations.evaluation_form, name="evaluation-form"),
    path(
        "evaluations/<int:number>/<slug:step>/",
        evaluations.evaluation_step,
        name="evaluation-step",
    ),
]
