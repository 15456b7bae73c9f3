"""Workbooks locked with a password.

The library loads what a format needs when it meets the file; in the process that reads, that is too late.
"""

import io
import xml.dom.expatbuilder  # noqa: F401

import cryptography.hazmat.backends.openssl.backend  # noqa: F401
import msoffcrypto
import msoffcrypto.format.doc97
import msoffcrypto.format.ooxml
import msoffcrypto.format.ppt97
import msoffcrypto.format.xls97

from lib.parsing.errors import ReadingError


class _InMemory:
    """In place of the files in which the library would keep what it unlocks: it belongs on no disk."""

    TemporaryFile = io.BytesIO


msoffcrypto.format.xls97.tempfile = _InMemory


def is_locked(data: bytes) -> bool:
    """Whether an old or a wrapped workbook asks for a password."""
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # it raises many kinds for files that are none of its own; the reader will say more
        return False


def unlock(data: bytes, password: str | None) -> bytes:
    """The workbook without its lock. Raises ReadingError: password_needed, password_wrong."""
    if password is None:
        raise ReadingError("password_needed")
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(opened)
    except Exception as error:  # a wrong password shows as any of many errors of the decryption
        raise ReadingError("password_wrong") from error
    if not opened.getvalue():
        raise ReadingError("password_wrong")
    return opened.getvalue()
