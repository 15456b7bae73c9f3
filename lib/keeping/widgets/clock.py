"""Moments on the clock of whoever reads them."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from lib.base.clock import now
from lib.keeping.sentences import when_words
from lib.texts import Texts


def when(moment: datetime, texts: Texts) -> str:
    """When something was, on the browser's clock; on this computer's where the browser does not tell."""
    return when_words(_local(moment), _local(now()).date(), texts)


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(st.context.timezone or ""))
    except (ValueError, ZoneInfoNotFoundError):
        return moment.astimezone()
