"""When something was, in words."""

from datetime import date, datetime, timedelta

from lib.texts import Texts


def when_words(moment: datetime, today: date, texts: Texts) -> str:
    """A moment on the reader's clock as they would say it: today at 18:04, yesterday at 18:04, a day."""
    time = texts.time_of_day(moment)
    if moment.date() == today:
        return texts("keeping.when.today", time=time)
    if moment.date() == today - timedelta(days=1):
        return texts("keeping.when.yesterday", time=time)
    return texts("keeping.when.earlier", day=texts.date(moment.date()), time=time)
