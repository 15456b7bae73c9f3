"""A file of an archive, piece by piece. The sheet of a million rows unpacks to hundreds of megabytes."""

import io
import struct
import zipfile
from collections.abc import Iterator

from isal import isal_zlib

PACKED = 1 << 16
"""Bytes of the archive that are unpacked at a time; at worst they become a thousand times as many."""
UNPACKED = 1 << 20
_NAMES_AT, _NAMES = 26, struct.Struct("<HH")
_HEADER = 30
"""Where a local header says how long its name and its extra field are, and how long it is before them."""


def pieces(data: bytes, archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The content of one file of an archive in memory. The archive's check sum is not looked at: the reader
    of the sheet does that.

    Raises KeyError, zipfile.BadZipFile, ValueError for damaged content.
    """
    info = archive.getinfo(path)
    if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & 1:
        with archive.open(info) as file:
            yield from iter(lambda: file.read(UNPACKED), b"")
        return
    name, extra = _NAMES.unpack_from(data, info.header_offset + _NAMES_AT)
    start = info.header_offset + _HEADER + name + extra
    packed = io.BytesIO(memoryview(data)[start : start + info.compress_size])
    inflate = isal_zlib.decompressobj(-15)
    try:
        for chunk in iter(lambda: packed.read(PACKED), b""):
            if piece := inflate.decompress(chunk):
                yield piece
    except isal_zlib.error as error:  # type: ignore[misc]
        raise ValueError("damaged archive") from error
