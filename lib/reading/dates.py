"""Texts that are dates or periods: `2025-03-04 05:06:00`, `4/3/25`, `4 mars 2025`, `45720`, `T1 2025`."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from lib.base.accents import without_accents

_MONTHS = (
    ("janvier", "january", "januar", "enero", "gennaio"),
    ("fevrier", "february", "februar", "febrero", "febbraio"),
    ("mars", "march", "marz", "marzo", "maerz"),
    ("avril", "april", "abril", "aprile"),
    ("mai", "may", "mayo", "maggio"),
    ("juin", "june", "juni", "junio", "giugno"),
    ("juillet", "july", "juli", "julio", "luglio"),
    ("aout", "august", "agosto"),
    ("septembre", "september", "septiembre", "settembre"),
    ("octobre", "october", "oktober", "octubre", "ottobre"),
    ("novembre", "november", "noviembre", "novembre"),
    ("decembre", "december", "dezember", "diciembre", "dicembre"),
)
_SHORT = {
    "jan": 1,
    "janv": 1,
    "fev": 2,
    "fevr": 2,
    "feb": 2,
    "mar": 3,
    "mrz": 3,
    "avr": 4,
    "apr": 4,
    "abr": 4,
}
_SHORT |= {
    "mai": 5,
    "may": 5,
    "mag": 5,
    "jun": 6,
    "giu": 6,
    "juil": 7,
    "jul": 7,
    "lug": 7,
    "aug": 8,
    "ago": 8,
}
_SHORT |= {"sep": 9, "sept": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12}
_SHORT |= {"dic": 12, "ene": 1, "gen": 1}
_ISO = re.compile(
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|"
    r"[+-]\d{2}:?\d{2}))?)?$"
)
_NUMBERS = re.compile(
    r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ,]+\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?$"
)
_COMPACT = re.compile(r"^(20\d\d|19\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_WORDS = re.compile(r"^(?:\w+,? )?(\d{1,2})(?:er|st|nd|rd|th|\.)?[ -]([a-z]+)\.?[ ,-]+(\d{4}|\d{2})$")
_WORDS_FIRST = re.compile(r"^([a-z]+)\.? (\d{1,2}),? (\d{4})$")
_TIME = re.compile(
    r"[ ,]+(?:a |at |um |alle |a las )?\d{1,2} ?(?:[:h] ?\d{2}(?::\d{2})?|h)(?: ?[ap]m| uhr)?$"
)
"""An hour after a date in words."""
_SERIAL = re.compile(r"^[2-5]\d{4}(?:\.\d+)?$")
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?!\d)")
_RELATIVE = re.compile(r"(?<![\w°.])N(?:\s?[-–−]\s?([1-9]))?(?![\w°.])")
_PREVIOUS = re.compile(
    r"\b(?:annee|exercice|periode) (?:precedente?|passee?|anterieure?)|\ban(?:nee)? dernier|"
    r"\b(?:last|previous|prior) (?:year|period)|\bvorjahr|\b(?:ano anterior|anno precedente)"
)
_CURRENT = re.compile(
    r"\b(?:annee|exercice|periode) (?:en cours|courante?|actuelle?)|\bcette annee|"
    r"\b(?:this|current) (?:year|period)|\b(?:laufendes|aktuelles) jahr|"
    r"\b(?:ano actual|anno (?:corrente|in corso))"
)
_NOW = 9999
IN_ORDER = 8
"""Dates from which their order in the list says anything."""
LONGEST_DATE, LONGEST_PERIOD = 60, 200
"""Characters; longer texts are notes."""
_DAY_ONE = date(1899, 12, 30)


def plain(text: str) -> str:
    """Small letters without accents."""
    return without_accents(text.strip().casefold())


def month_of(word: str) -> int | None:
    """The number of a month by its name, whole or shortened, in five languages."""
    bare = plain(word).rstrip(".")
    for number, names in enumerate(_MONTHS, 1):
        if bare in names:
            return number
    return _SHORT.get(bare)


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether dates such as 04/03/2025 begin with the day: a first number above 12 says so, a second one
    above 12 says the contrary. None where both orders fit."""
    firsts = [match for text in texts if (match := _NUMBERS.match(text.strip()))]
    day_first = any(int(match[1]) > 12 for match in firsts)
    month_first = any(int(match[2]) > 12 for match in firsts)
    return _by_their_order(firsts) if day_first == month_first else day_first


def _by_their_order(listed: list[re.Match[str]]) -> bool | None:
    """Which of two orders makes a long list of dates follow each other, as documents do; None where both do
    or neither."""
    if any(int(match[1]) > 12 or int(match[2]) > 12 for match in listed) or len(listed) < IN_ORDER:
        return None
    day_first, month_first = (
        _follow([(int(match[3]), int(match[month]), int(match[3 - month])) for match in listed])
        for month in (2, 1)
    )
    return None if day_first == month_first else day_first


def _follow(days: list[tuple[int, int, int]]) -> bool:
    pairs = list(pairwise(days))
    rising = all(earlier <= later for earlier, later in pairs)
    return rising or all(earlier >= later for earlier, later in pairs)


def has_ambiguous_order(texts: Iterable[str]) -> bool:
    """Whether there are dates of which day and month can be taken for each other, and nothing decides."""
    listed = [text for text in texts if _NUMBERS.match(text.strip())]
    different = any(match[1] != match[2] for text in listed if (match := _NUMBERS.match(text.strip())))
    return different and day_comes_first(listed) is None


def parse_date(text: str, day_first: bool = True) -> date | None:
    """The day a cell says; None where it says none."""
    if len(text) > LONGEST_DATE:
        return None
    bare = plain(text)
    for pattern, order in ((_ISO, "ymd"), (_COMPACT, "ymd"), (_NUMBERS, "dmy" if day_first else "mdy")):
        if match := pattern.match(bare.upper() if pattern is _ISO else bare):
            parts = dict(zip(order, match.groups(), strict=True))
            return _day(parts["y"], int(parts["m"]), int(parts["d"]))
    bare = _TIME.sub("", bare)
    if match := _WORDS.match(bare):
        return _day(match[3], month_of(match[2]) or 0, int(match[1]))
    if match := _WORDS_FIRST.match(bare):
        return _day(match[3], month_of(match[1]) or 0, int(match[2]))
    return _DAY_ONE + timedelta(days=int(bare[:5])) if _SERIAL.match(bare) else None


def _day(written: str, month: int, day: int) -> date | None:
    """The day of a year of two digits or four: 0001-01-01, which programs write for none, is not 2001."""
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_of(heading: str) -> str | None:
    """The period a heading names: "2024", "2024-03", "03" (a month without a year), "2024-T1"; else None."""
    if len(heading) > LONGEST_PERIOD:
        return None
    bare = plain(heading)
    if (day := parse_date(heading)) and not re.fullmatch(r"\d+(\.\d+)?", bare):
        return f"{day.year}-{day.month:02d}"
    years = _YEAR.findall(bare)
    if match := re.search(r"(?<![a-z0-9])(?:t|q|trim\w*|quarter) ?([1-4])(?!\d)", bare):
        return f"{years[0]}-T{match[1]}" if years else f"T{match[1]}"
    month = next((number for word in re.findall(r"[a-z]+", bare) if (number := month_of(word))), None)
    if month is None and (
        match := re.search(
            r"(?<!\d)(?:(0?[1-9]|1[0-2])[/.-](20\d\d)|(20\d\d)[/.-](0?[1-9]|1[0-2]))(?!\d)", bare
        )
    ):
        month = int(match[1] or match[4])
    if month is not None:
        short = re.search(r"[ .-](\d\d)$", bare)
        year = years[0] if years else f"20{short[1]}" if short else ""
        return f"{year}-{month:02d}" if year else f"{month:02d}"
    return years[0] if len(years) == 1 else None


def relative_period(heading: str) -> str | None:
    """The period of a heading such as CA N and CA N-1, as a number that is greater for the later one; None
    for a heading without one."""
    if match := _RELATIVE.search(heading):
        return str(_NOW - int(match[1] or 0))
    bare = plain(heading)
    if _PREVIOUS.search(bare):
        return str(_NOW - 1)
    return str(_NOW) if _CURRENT.search(bare) else None


def without_relative_period(heading: str) -> str:
    """A heading without its N or N-1."""
    return _RELATIVE.sub("", heading)
