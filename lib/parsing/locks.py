"""Workbooks locked with a password."""

import io

import msoffcrypto

from lib.parsing.errors import ReadingError


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
