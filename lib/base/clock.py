"""The day it is. Everything that depends on it is given a day; only pages and the command line ask here."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day on the clock of this computer: what is dated later has not happened yet."""
    return date.today()


def now() -> datetime:
    """This moment, in universal time."""
    return datetime.now(UTC)
