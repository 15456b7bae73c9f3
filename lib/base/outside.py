"""Texts from outside, made inert for where they go: file names, names of clients and tiers, notes, links.

Nothing of them is ever read as Markdown, HTML, a formula, or a part of a path. This module is the only one
that knows the marks that would make it so; `tests/faults/test_outside_texts.py` looks for others.
"""

import re
import unicodedata
from html import escape

BEGINNINGS = ("=", "+", "-", "@")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection), in whatever width: a Japanese
or Chinese one takes the wide forms too."""
LONGEST_FILE_NAME = 75
"""Characters: every system takes 255 bytes, of which a letter may need three."""
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
"""Kinds of marks before a formula that a spreadsheet may strip off: blanks, controls, marks without width,
those that stand for nothing yet or for whatever somebody agreed on."""
_LINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""The places within an address that Markdown makes a link of, also of an escaped one: a mark without width in
them keeps it a text."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=\"'])")
_WORD_JOINER = "\u2060"
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn the direction of writing, also of what stands behind a text. Names in Arabic or Hebrew have
their direction from their letters."""
_UNTURNED = str.maketrans("", "", _TURNING)


def plain(text: str) -> str:
    """For Markdown, which shows it as it stands: no picture, no link, no icon, no formula, and it
    turns nothing behind it."""
    one_line = re.sub(r"[\r\n\t]+", " ", text.translate(_UNTURNED))
    return _MARKDOWN.sub(r"\\\1", _LINK.sub(_WORD_JOINER, one_line))


def in_html(text: str) -> str:
    """For HTML, between tags and within quotes."""
    return escape(text.translate(_UNTURNED))


def in_csv(text: str) -> str:
    """For CSV: no spreadsheet takes it for a formula, and it holds no marks that no text file should."""
    sound = text.translate({0: " ", 0x1A: " "})
    return "'" + sound if _is_formula(sound) or sound.startswith(("\t", "\r", "\n")) else sound


def in_file_name(text: str) -> str:
    """For a part of a file's name, on any system: letters, digits, blanks, and few marks between them; none
    that turns the direction of writing, so that the ending is the one that is seen. Never nothing."""
    sound = "".join(mark if mark.isalnum() or mark in " ._-()" else "_" for mark in text)
    return re.sub(r"_+", "_", sound)[:LONGEST_FILE_NAME].strip(" ._") or "1"


def _is_formula(text: str) -> bool:
    seen = next((mark for mark in text if unicodedata.category(mark) not in _UNSEEN), "")
    return unicodedata.normalize("NFKC", seen).startswith(BEGINNINGS)
