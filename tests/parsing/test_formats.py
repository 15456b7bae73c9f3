"""What a file is, by its first bytes and its inside, whatever its name."""

import io
import zipfile

import pytest

from lib.parsing.errors import ReadingError
from lib.parsing.formats import detect, kind_of_start


def zipped(*names: str, manifest: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, manifest if name.startswith("META-INF") else b"<x/>")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), "workbook"),
    "xlsx with the ways of another system": (zipped("XL\\workbook.xml"), "workbook"),
    "ods": (zipped("mimetype", "content.xml"), "workbook"),
    "ods with its list": (zipped("content.xml", "META-INF/manifest.xml"), "workbook"),
    "ods that is locked": (
        zipped("content.xml", "META-INF/manifest.xml", manifest=b"<manifest:encryption-data>"),
        "locked",
    ),
    "xls in a container": (OLE + b"\0" * 600, "workbook"),
    "xls of the first versions": (b"\x09\x00\x04\x00\x07\x00\x10\x00", "workbook"),
    "xls of Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "workbook"),
    "parquet": (b"PAR1....PAR1", "parquet"),
    "web page": (b"\xef\xbb\xbf\r\n <html><table></table></html>", "html"),
    "web page in UTF-16": ("\ufeff<html><table></table></html>".encode("utf-16-le"), "html"),
    "XML spreadsheet": (b'<?xml?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml"),
    "text": (b"Client;CA\nA;1\n", "text"),
    "text in UTF-16 with its mark": ("Client;CA\nA;1\n".encode("utf-16"), "text"),
    "text in UTF-16 without": ("Client;CA\nA;1\n".encode("utf-16-le"), "text"),
    "text in UTF-16 from the other end": ("Client;CA\nA;1\n".encode("utf-16-be"), "text"),
}  # fmt: skip
REFUSED = {
    "nothing": (b"", "empty"),
    "blanks and zeros": (b"\r\n\t \0\0", "empty"),
    "a zip of other things": (zipped("photo.jpg"), "not_a_table"),
    "an empty zip": (zipped(), "not_a_table"),
    "a broken zip": (b"PK\x03\x04" + b"x" * 50, "broken_zip"),
    "half a zip": (zipped("xl/workbook.xml")[:60], "broken_zip"),
    "a PDF": (b"%PDF-1.7", "not_a_table"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "not_a_table"),
    "a photograph": (b"\xff\xd8\xff\xe0", "not_a_table"),
    "a moving picture": (b"GIF89a", "not_a_table"),
    "rich text": (b"{\\rtf1", "not_a_table"),
    "packed": (b"\x1f\x8b\x08", "not_a_table"),
    "packed otherwise": (b"7z\xbc\xaf", "not_a_table"),
    "bytes": (b"abc\0" + bytes(range(1, 256)) * 4, "not_a_table"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_known_by_its_content(kind: str) -> None:
    data, expected = KINDS[kind]
    assert detect(data) == expected
    early = kind_of_start(data)
    assert early == {b"PK": "zip", b"\xd0\xcf": "ole", b"\x09\x00": "ole", b"\x09\x04": "ole"}.get(
        data[:2], expected
    )


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_list_is_said(kind: str) -> None:
    data, code = REFUSED[kind]
    with pytest.raises(ReadingError) as refused:
        detect(data)
    assert refused.value.code == code
    assert kind_of_start(data) == ("zip" if data.startswith(b"PK") else None)


def test_a_locked_list_of_an_archive_that_cannot_be_read_is_broken() -> None:
    """Its list of parts is locked too, so that nothing can be said of it."""
    data = bytearray(zipped("content.xml", "META-INF/manifest.xml"))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(sign, start + 4)
    with pytest.raises(ReadingError) as refused:
        detect(bytes(data))
    assert refused.value.code == "broken_zip"
