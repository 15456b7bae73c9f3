"""Whether a workbook is an exported plan that comes back."""

import io
import zipfile

MARK = b"budget_hours"
"""A name that every exported plan has."""
LARGEST_PART = 16 << 20
"""Bytes to which the list of sheets and names may unpack."""
WORKBOOK = "xl/workbook.xml"


def is_exported_plan(data: bytes) -> bool:
    """Whether an xlsx names the cell of the hours. False for any other file, and for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if WORKBOOK not in archive.namelist() or archive.getinfo(WORKBOOK).file_size > LARGEST_PART:
                return False
            return MARK in archive.read(WORKBOOK)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return False
