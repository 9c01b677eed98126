"""病种付费的网址 urls: one list for each part, put together here."""

from __future__ import annotations

from django.urls import URLPattern, path

from zhida.platform.dip import catalogue_urls, settlement_urls
from zhida.platform.dip.views import index, institutions, monitoring, taking

urlpatterns: list[URLPattern] = [
    path("", index.dip, name="dip"),
    path("taking/", taking.dip_take_in, name="dip-take-in"),
    path("results/<int:number>/", taking.dip_result, name="dip-result"),
    path("results/<int:number>/file/", taking.dip_result_file, name="dip-result-file"),
    path("results/<int:number>/origin/", taking.dip_origin, name="dip-origin"),
    path("institutions/", institutions.dip_institutions, name="dip-institutions"),
    path("institutions/origin/", institutions.dip_coverage_origin, name="dip-coverage-origin"),
    path("institutions/inpatient/", institutions.dip_inpatient, name="dip-inpatient"),
    path("institutions/<str:code>/", institutions.dip_institution, name="dip-institution"),
    path("uploads/", institutions.dip_uploads, name="dip-uploads"),
    path("monitoring/", monitoring.dip_monitoring, name="dip-monitoring"),
    path("simulation/", monitoring.dip_simulation, name="dip-simulation"),
    *settlement_urls.urlpatterns,
    *catalogue_urls.urlpatterns,
]
