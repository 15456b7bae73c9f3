"""On which days clients are called: from Monday to Friday, on none of the country's public holidays."""

from datetime import date, timedelta
from functools import lru_cache

from lib.plan.team import Country
from lib.texts import Language

_SATURDAY = 5
_BY_CURRENCY: dict[str, Country] = {"CHF": "CH", "GBP": "GB", "USD": "US", "CAD": "CA"}
_BY_LANGUAGE: dict[Language, Country] = {"fr": "FR", "en": "IE"}
_WITHOUT_CURRENCY: dict[Language, Country] = {"fr": "FR", "en": "GB"}


def likely_country(language: Language, currency: str | None) -> Country:
    """The country that a firm is most likely in, by the currency of its list and the reader's language."""
    if currency is None:
        return _WITHOUT_CURRENCY[language]
    usual = _BY_LANGUAGE if currency == "EUR" else _WITHOUT_CURRENCY
    return _BY_CURRENCY.get(currency, usual[language])


def is_working_day(day: date, country: Country) -> bool:
    """Whether clients are called that day."""
    return day.weekday() < _SATURDAY and day not in _holidays(country, day.year)


def first_working_day(start: date, month: int, country: Country) -> date:
    """The first working day of the month so many months after `start`, and not before it."""
    day = max(month_after(start, month), start)
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def month_after(start: date, month: int) -> date:
    """The first day of the month so many months after that of `start`."""
    months = start.year * 12 + start.month - 1 + month
    return date(months // 12, months % 12 + 1, 1)


@lru_cache(maxsize=64)
def _holidays(country: Country, year: int) -> frozenset[date]:
    """The public holidays that the whole country has. Regions have others."""
    from holidays import country_holidays  # noqa: PLC0415  (only who takes a calendar waits for it)

    return frozenset(country_holidays(country, years=year))
