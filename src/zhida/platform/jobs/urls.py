"""Routes of jobs."""

from __future__ import annotations

from django.urls import path

from zhida.platform.jobs.views import job_cancel, job_page, job_state, jobs_page

urlpatterns = [
    path("", jobs_page, name="jobs"),
    path("<int:number>/", job_page, name="job"),
    path("<int:number>/state/", job_state, name="job-state"),
    path("<int:number>/cancel/", job_cancel, name="job-cancel"),
]
