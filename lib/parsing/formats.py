"""What kind of file this is, told by its content, whatever its name says."""

import io
import zipfile
from typing import Literal

from lib.parsing.errors import ReadingError
from lib.parsing.sandbox import load

Format = Literal["workbook", "text", "html", "xml", "parquet", "locked"]

ZIP: Literal["zip"] = "zip"
OLD_WORKBOOK: Literal["ole"] = "ole"
Start = Literal["zip", "ole"] | Format
"""What the first bytes of a file tell."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_SPREADSHEET_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"


def detect(data: bytes) -> Format:
    """The format of a file.

    Raises ReadingError: empty, not_a_table (a zip, picture, PDF …), broken_zip.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise ReadingError("empty")
    if data.startswith(b"PK"):
        return _inside_zip(data)
    if data.startswith(_OLE):
        return "locked" if load("lib.parsing.locks").is_locked(data) else "workbook"
    if data.startswith(_OLD_EXCEL):
        return "workbook"
    if data.startswith(b"PAR1"):
        return "parquet"
    return _kind_of_text(data)


def kind_of_start(data: bytes) -> Start | None:
    """What kind of file starts so, before anything of it is opened; None for none that is read."""
    if data.startswith(b"PK"):
        return ZIP
    if data.startswith((_OLE, *_OLD_EXCEL)):
        return OLD_WORKBOOK
    try:
        return detect(data)
    except ReadingError:
        return None


def _inside_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
                return "locked" if b"encryption-data" in manifest else "workbook"
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadingError("broken_zip") from error
    if any(name.lower().replace("\\", "/").startswith("xl/") for name in names):
        return "workbook"
    raise ReadingError("not_a_table")


def _kind_of_text(data: bytes) -> Format:
    start = data[:4096]
    if not start.startswith(_BYTE_ORDER_MARKS) and b"\0" in start and not _looks_like_utf16(start):
        raise ReadingError("not_a_table")
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b", b"7z")):
        raise ReadingError("not_a_table")
    plain = start.replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \r\n\t")
    if plain.startswith(b"<"):
        return "xml" if _SPREADSHEET_2003 in start.replace(b"\0", b"") else "html"
    return "text"


def _looks_like_utf16(start: bytes) -> bool:
    """Text in Western letters has a zero in nearly every second byte."""
    zeros = max(start[0::2].count(0), start[1::2].count(0))
    return zeros > 0.4 * len(start) / 2
