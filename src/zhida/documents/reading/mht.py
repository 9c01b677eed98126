"""单文件网页 mht: a page saved with its parts as a mail message, often under the name .doc."""

from __future__ import annotations

import email
import email.policy

from zhida.documents.errors import DamagedFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.html.page import read_html


def read_mht(data: bytes, builder: Builder) -> None:
    """Reads the first page of the message into `builder`."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            decoded = decode(payload) if isinstance(payload, bytes) else None
            if decoded is not None:
                read_html(decoded.text, builder)
                return
    raise DamagedFile(builder.file, "单文件网页里没有网页", "请重新保存网页")
