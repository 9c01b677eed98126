"""留待确认 keeping: a file of the treasury that was kept, read anew from its own bytes."""

from __future__ import annotations

from dataclasses import replace

from zhida.core.execution.payment_columns import NO_MAPPING
from zhida.documents.execution.payment_files import PaymentFile, read_payment_bytes
from zhida.documents.execution.payment_mapping import mapping_of
from zhida.platform.execution.models import Import


def kept_file(kept: Import) -> PaymentFile:
    """所留文件: the file of an import by its mapping and year, as it was read when it was kept."""
    mapping = mapping_of(kept.mapping, kept.file) if kept.mapping else NO_MAPPING
    mapping = replace(mapping, year=kept.year)
    return read_payment_bytes(kept.file, bytes(kept.content), kept.region_id, mapping, kept.mapping)
