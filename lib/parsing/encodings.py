"""In which encoding a text file was written, by what its bytes beyond ASCII would say in each.

A mark at the start, or bytes that are UTF-8 or UTF-16, leave no doubt. Of the older encodings every byte
means something in most, so the words are read in each: in the right one the letters are those that Western
languages use, capitals stand among capitals, and signs stand where signs do. Libraries that weigh
statistics of whole languages go wrong on lists of names, which are short and hold few accents
(charset-normalizer takes French files of Windows for those of a Macintosh).
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

OLD_ENCODINGS = ("cp1252", "iso8859_15", "cp858", "cp437", "mac_roman")
"""Windows, Unix with a euro, DOS in Western Europe (850 with a euro) and America, Macintosh before Unicode;
where evidence is equal the first is taken."""
BY_HAND = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    *OLD_ENCODINGS,
    "cp850",
    "cp1250",
    "iso8859_2",
    "cp1251",
    "cp1253",
    "cp1254",
)
"""The encodings that can be chosen by hand: those that are told apart, then those of Central and Eastern
Europe, Greece and Turkey."""
MOST_WORDS, MOST_PLACES = 5_000, 5_000
"""Different words, and places in the file, that are looked at."""
MOST_LETTERS = 60_000
"""Bytes of the words that are looked at: what is not Western may be one word from end to end."""
AROUND = 100
"""Bytes on both sides of a place that are looked at."""
MOSTLY = 0.9
"""Share of the bytes beyond ASCII that are UTF-8 in a file of UTF-8 with some damage."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_IN_CONTEXT = re.compile(rb"(?:[\d.,] ?)?[A-Za-z']*[\x80-\xff][A-Za-z'\x80-\xff]*(?: ?\d)?")

_FREQUENT = {
    "French": "éèàçêôâîûùëïœ",
    "German": "üäößé",
    "Spanish": "óíáéñúü",
    "Portuguese": "ãçéáêíóõâ",
    "Nordic": "øåæöäé",
}
"""The letters beyond ASCII of each language, the most frequent first."""
_PRIOR = {"cp1252": 3.0, "iso8859_15": 2.5, "cp858": 1.0, "mac_roman": 0.5, "cp437": 0.0}
"""How usual an encoding is, which decides where a file says little."""
_SIGNS = dict.fromkeys("’«»°€£–—…“”‘\xa0", 1.5) | dict.fromkeys("·²§©®ºª¿¡¥", 0.0) | {"¤": -3.0, "½": -1.0}
_OTHER_LETTER, _OTHER_SIGN, _NONE = -2.0, -4.0, -8.0
_OUT_OF_PLACE = -4.0
"""A sign between letters, a capital after a small letter, a letter beside a figure."""
_UNUSUAL_PLACE = -2.0
"""A small letter among capitals, or at the start of a word; a letter alone."""
_VOWELS, _AFTER_VOWELS, _AFTER_CONSONANTS = "aeiouyàâéèêîôû", "ëï", "âêôèãàìùáí"
_AFTER_WORDS = "’»”…°\xa0"
_LONGEST_ELISION = 2
"""Letters before the apostrophe of l’Est, O’Neill, Qu’Appelle."""
_MONEY = "€£¥"


@dataclass(frozen=True)
class Decoded:
    """A text, and the encoding it was written in by Python's name."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file, by evidence or in the encoding that was chosen by hand. Bytes that mean nothing in
    it become U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding or name, errors="replace"), encoding or name)
    if encoding is not None:
        return Decoded(data.decode(encoding, errors="replace"), encoding)
    if wide := marked(data):
        return Decoded(data.decode(wide, errors="replace"), wide)
    data = data.replace(b"\0", b" ").rstrip(b"\x1a")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _old_or_damaged(data)


def marked(data: bytes) -> str | None:
    """The encoding that the start of a file leaves no doubt about: by its mark, or as UTF-16 without one."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None) or _utf16_by_zeros(data)


def _utf16_by_zeros(data: bytes) -> str | None:
    """Text in Western letters has a zero in nearly every second byte."""
    start = data[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) <= 0.2 * len(start):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _old_or_damaged(data: bytes) -> Decoded:
    """A file in an old encoding, or one of UTF-8 with lines of another in it, as when files are joined."""
    old = likeliest(data)
    damaged = data.decode("utf-8", errors="replace").count("\ufffd")
    beyond = np.count_nonzero(np.frombuffer(data, np.uint8) > 0x7F)
    if damaged > (1 - MOSTLY) * beyond and not _is_joined(data, damaged):
        return Decoded(data.decode(old, errors="replace"), old)
    lines = [_line(line, old) for line in data.split(b"\n")]
    return Decoded("\n".join(lines), "utf-8")


def _is_joined(data: bytes, damaged: int) -> bool:
    """Whether a small file is UTF-8 with a few lines of another encoding: in the old encodings the bytes of
    Western letters in UTF-8 hardly ever follow each other."""
    letters = [sequence.decode("utf-8", errors="ignore") for sequence in _SEQUENCE.findall(data)]
    western = sum((letter.isalpha() and letter < "\u0180") or letter in _SIGNS for letter in letters)
    return bool(western > damaged)


def _line(line: bytes, old: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(old, errors="replace")


def likeliest(data: bytes) -> str:
    """The old encoding in which the words of a file look most like those of one Western language."""
    every = sorted(set(_IN_CONTEXT.findall(b"\n".join(_surroundings(data)))))
    words = every[:: 1 + max(len(every) // MOST_WORDS, sum(map(len, every)) // MOST_LETTERS)]
    return max(OLD_ENCODINGS, key=lambda name: _PRIOR[name] + _plausibility(words, name))


def _surroundings(data: bytes) -> Iterator[bytes]:
    """What stands around the bytes beyond ASCII, from places all over the file."""
    beyond = np.flatnonzero(np.frombuffer(data, np.uint8) > 0x7F)
    end = 0
    for at in beyond[:: 1 + len(beyond) // MOST_PLACES].tolist():
        if at >= end:
            start = max(data.rfind(b"\n", max(0, at - AROUND), at), at - AROUND)
            end = at + AROUND
            yield data[max(0, start) : end]


def _plausibility(words: list[bytes], encoding: str) -> float:
    """How much words look like those of the language that suits them best, read in an encoding."""
    letters: Counter[str] = Counter()
    in_their_places = 0.0
    for word in words:
        text = word.decode(encoding, errors="replace")
        letters.update(letter.lower() for letter in text if letter > "\x7f" and letter.isalpha())
        in_their_places += sum(_standing(text, at) for at, letter in enumerate(text) if letter > "\x7f")
    return in_their_places + max(
        sum(count * _letter_weight(letter, frequent) for letter, count in letters.items())
        for frequent in _FREQUENT.values()
    )


def _letter_weight(letter: str, frequent: str) -> float:
    """From 4 for the most frequent letter of a language to 1 for its rarest."""
    rank = frequent.find(letter)
    if rank >= 0:
        return 4.0 - 3.0 * rank / len(frequent)
    return 0.0 if any(letter in others for others in _FREQUENT.values()) else _OTHER_LETTER


def _standing(text: str, at: int) -> float:
    """How usual it is that a letter or sign stands where it stands."""
    before, after = text[:at], text[at + 1 :]
    if not text[at].isalpha():
        return _standing_of_sign(text[at], before, after)
    return _standing_of_letter(text[at], before, after)


def _standing_of_letter(letter: str, before: str, after: str) -> float:
    left, right = before[-1:], after[:1]
    if not left.isalpha() and not right.isalpha():
        return 0.0 if letter in "àÀ" else _OUT_OF_PLACE
    if left.isdigit() or right.isdigit() or left in (".", ","):
        return _OUT_OF_PLACE
    if letter.isupper():
        return _OUT_OF_PLACE if left.islower() or (left.isupper() and right.islower()) else 0.0
    if not left.isalpha():
        return _UNUSUAL_PLACE * (1 + (letter == "ç" and right.lower() not in "aou"))
    shouted = left.isupper() and (right.isupper() or before[-2:-1].isupper())
    after_vowel = left.lower() in _VOWELS
    unheard = (letter in _AFTER_CONSONANTS and after_vowel) or (letter in _AFTER_VOWELS and not after_vowel)
    soft = letter == "ç" and bool(right) and right.lower() not in "aouâôûã"
    lone_u = letter == "û" and after_vowel and left.lower() != "o"
    return _UNUSUAL_PLACE * (shouted + unheard + soft + lone_u)


def _standing_of_sign(sign: str, before: str, after: str) -> float:
    left, right = before[-1:].isalpha(), after[:1].isalpha()
    if sign in _MONEY and any(letter.isdigit() for letter in before + after):
        return 4.0
    if sign == "’" and left and right:
        elided = len(before) <= _LONGEST_ELISION or after.casefold() == "s"
        return 4.0 if elided else _OUT_OF_PLACE
    unknown = _OTHER_SIGN if sign.isprintable() and sign != "\ufffd" else _NONE
    weight = _SIGNS.get(sign, unknown)
    if left and right:
        return weight + _OUT_OF_PLACE
    unopened = sign == "”" and "“" not in before
    return weight + _UNUSUAL_PLACE * ((left and sign not in _AFTER_WORDS) + unopened)
