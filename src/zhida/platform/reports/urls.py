"""报告网址 urls: forms to make, forms that were made, files to verify."""

from __future__ import annotations

from django.urls import path

from zhida.platform.reports.views import kept, making

urlpatterns = [
    path("", making.reports, name="reports"),
    path("preview/", making.preview, name="report-preview"),
    path("origin/", making.origin, name="report-origin"),
    path("make/", making.make_page, name="report-make"),
    path("file/", making.file_page, name="report-file"),
    path("reason/", making.reason_page, name="report-reason"),
    path("filled/", kept.filled, name="report-filled"),
    path("verify/", kept.verify, name="report-verify"),
    path("<int:number>/", kept.report, name="report"),
    path("<int:number>/paper/<int:sheet>.png", kept.picture, name="report-picture"),
    path("<int:number>/files/<slug:form>/", kept.report_file, name="report-download"),
]
