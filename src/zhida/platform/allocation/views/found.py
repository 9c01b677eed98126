"""找方案 found: the plan of an address, as far as the scope sees it."""

from __future__ import annotations

from django.http import Http404

from zhida.platform.allocation.models import Plan


def plan_with(number: int) -> Plan:
    """方案: of that number; 404 for one beyond reach, as for one that isn't there."""
    if number >= 2**63:
        raise Http404
    found = Plan.objects.select_related("agency", "copied_from").filter(pk=number).first()
    if found is None:
        raise Http404
    return found
