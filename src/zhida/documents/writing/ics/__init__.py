"""日历文件 ics: what is due, as a calendar that every mail program opens (RFC 5545)."""

from zhida.documents.writing.ics.feed import Entry, calendar_bytes, uid_of

__all__ = ["Entry", "calendar_bytes", "uid_of"]
