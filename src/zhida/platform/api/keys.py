"""幂等 keys: a write that is asked twice under one key is done once, and answered the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from zhida.platform.access.policy import Actor
from zhida.platform.api.models import ApiToken, KeyedWrite
from zhida.platform.api.refusing import Refused
from zhida.platform.regions.models import Agency


@dataclass(frozen=True, slots=True)
class Answered:
    """答复: what is told now, and what of it is kept to be told again: no secret is."""

    told: str
    kept: str


def once(
    request: HttpRequest, actor: Actor, token: ApiToken, key: str, deed: Callable[[], Answered]
) -> tuple[str, bool]:
    """只办一次: the deed's answer, and whether it is that of an earlier request.

    Runs in the transaction of the deed: where that fails nothing is kept of the key.
    Of two at the same time the second waits for the first. Raises `Refused` where the
    key was used for another request.
    """
    digest = digest_of(request, actor)
    agency = Agency.objects.get(code=actor.agency)
    fresh = KeyedWrite(
        agency=agency,
        region_id=actor.region,
        token=token,
        key=key,
        path=request.path,
        digest=digest,
    )
    KeyedWrite.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = KeyedWrite.objects.select_for_update().get(agency=agency, key=key)
    if kept.response:
        if kept.digest != digest:
            raise Refused(
                409,
                "key_reused",
                f"幂等键“{key}”已用于另一个请求（{kept.path}）",
                "同一请求重发时内容须相同；新的请求请用新的键",
                "Idempotency-Key",
            )
        return kept.response, True
    answer = deed()
    kept.response = answer.kept
    kept.save(update_fields=["response"])
    return answer.told, False


def digest_of(request: HttpRequest, actor: Actor) -> str:
    """请求摘要: of who asks what; a form that is sent again has another boundary, but says the same."""
    told = hashlib.sha256()
    for part in (actor.name, request.method or "", request.get_full_path()):
        told.update(hashlib.sha256(part.encode()).digest())
    if request.content_type == "multipart/form-data":
        for name in sorted(request.POST):
            told.update(hashlib.sha256(f"{name}={request.POST.getlist(name)}".encode()).digest())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                told.update(hashlib.sha256(f"{name}:{file.name}".encode()).digest())
                for chunk in file.chunks():
                    told.update(chunk)
                file.seek(0)
    else:
        told.update(request.body)
    return told.hexdigest()
