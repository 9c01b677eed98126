"""收发 sending: one request over HTTP, by the standard library."""

from __future__ import annotations

import http.client
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from typing import Any

from zhida.client.refusal import ApiError, refusal_of

Json = Any
Files = Iterable[tuple[str, str, bytes]]
"""文件: field, name and content of each."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token is never carried to another address."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect())


def send(request: urllib.request.Request, timeout: float) -> bytes:
    """收发: the answer's content. Raises `ApiError` for a refusal, and where nothing answers."""
    try:
        with _OPENER.open(request, timeout=timeout) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as refused:
        with refused:
            raise refusal_of(refused.code, refused.read()) from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as away:
        raise ApiError(0, "away", f"没有答复（{away}）", "用同一幂等键重发，不会重办") from away


def with_query(address: str, asked: Mapping[str, object]) -> str:
    """带参数的地址: what is None or "" isn't asked.

    >>> with_query("http://a/b", {"year": 2025, "fund": "", "over": True})
    'http://a/b?year=2025&over=true'
    """
    said = {
        name: str(each).lower() if isinstance(each, bool) else str(each)
        for name, each in asked.items()
        if each not in (None, "")
    }
    return f"{address}?{urllib.parse.urlencode(said)}" if said else address


def json_body(body: Json) -> tuple[bytes, str]:
    """JSON 请求体 and its type."""
    return json.dumps(body, ensure_ascii=False).encode(), "application/json"


def form_body(fields: Mapping[str, object], files: Files) -> tuple[bytes, str]:
    """表单请求体 and its type."""
    boundary = secrets.token_hex(16)
    parts = []
    for name, each in fields.items():
        if each in (None, ""):
            continue
        text = str(each).lower() if isinstance(each, bool) else str(each)
        parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode())
    for name, file, content in files:
        called = file.replace("\\", "_").replace('"', "_").replace("\r", "_").replace("\n", "_")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{called}"'
        kind = "Content-Type: application/octet-stream"
        parts.append(f"{head}\r\n{kind}\r\n\r\n".encode() + content)
    edge = f"--{boundary}\r\n".encode()
    body = b"".join(edge + part + b"\r\n" for part in parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def many(files: Mapping[str, bytes]) -> Files:
    """多个文件: by name, for a field that takes several."""
    return [("files", name, content) for name, content in files.items()]


def one(name: str, content: bytes) -> Files:
    """一个文件: for a field that takes one."""
    return [("file", name, content)]
