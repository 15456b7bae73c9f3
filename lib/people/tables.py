"""The contacts of each person as a table for the screen."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter
from lib.people.contacts import month_names
from lib.texts import Texts


def contact_table(table: pd.DataFrame, first_month: int, texts: Texts) -> Styler:
    """Contacts by month under the months' names (columns of contacts.calendar_table)."""
    headings = {f"month_{month}": name for month, name in enumerate(month_names(first_month, texts))}
    for key, heading in (
        ("person", "person"),
        ("service", "service"),
        ("contacts", "contacts"),
        ("minutes", "hours"),
    ):
        headings[key] = texts(f"column.{heading}")
    shown = table.rename(columns=headings)
    write: Formatter = texts.hours
    return shown.style.format(write, subset=[headings["minutes"]]).hide(axis="index")
