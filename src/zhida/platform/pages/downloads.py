"""下载 downloads: the one way in which a file leaves: never shown in the browser, always a deed."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.pages.file_names import safe_name
from zhida.platform.pages.page import Looking


def send_file(
    looking: Looking,
    name: str,
    content: bytes,
    content_type: str,
    *,
    concept: str,
    subject: str,
    region: str = "",
) -> HttpResponse:
    """送出文件: as an attachment that no browser opens or guesses at; the deed `export` says what left.

    `concept` and `subject` name the thing that the file shows, as in the journal;
    `region` is the code of its region, by default the one that is looked at.
    Must run within a page (its scope and transaction). Raises `Forbidden` for
    who may not export.
    """
    place = region or looking.lens.region
    return sent(looking.actor, name, content, content_type, concept, subject, place)


def sent(
    actor: Actor,
    name: str,
    content: bytes,
    content_type: str,
    concept: str,
    subject: str,
    region: str,
) -> HttpResponse:
    """送出文件: the same for whoever has no page, a system that calls the API."""
    require(actor, "export", about(region))
    name = safe_name(name)
    after: dict[str, object] = {
        "file": name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    record(actor, "export", concept, subject, None, after, region=region)
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
