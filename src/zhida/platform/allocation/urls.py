"""分配网址 urls: plans, the workbench, steps and papers."""

from __future__ import annotations

from django.urls import path

from zhida.platform.allocation.views import editing, looking, papers, steps

urlpatterns = [
    path("", looking.allocation, name="allocation"),
    path("new/", editing.new, name="allocation-new"),
    path("<int:number>/", looking.plan_page, name="allocation-plan"),
    path("<int:number>/edit/", editing.edit, name="allocation-edit"),
    path("<int:number>/copy/", editing.copy, name="allocation-copy"),
    path("<int:number>/step/<slug:verb>/", steps.step, name="allocation-step"),
    path("<int:number>/letter/", steps.letter_page, name="allocation-letter"),
    path("<int:number>/sign/", steps.sign_page, name="allocation-sign"),
    path("<int:number>/origin/", looking.origin, name="allocation-origin"),
    path("<int:number>/paper/", papers.paper, name="allocation-paper"),
    path("<int:number>/paper/<int:sheet>.png", papers.picture, name="allocation-picture"),
    path("<int:number>/files/<int:paper>/", papers.paper_file, name="allocation-file"),
]
