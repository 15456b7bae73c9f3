"""What became of the rows of a file, as tables for the screen."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.clients.model import Merged, RowGroup
from lib.look.table_style import NOTHING, Formatter, money_format, styled
from lib.reading.sentences import example_words
from lib.texts import Texts


def row_groups(groups: tuple[RowGroup, ...], texts: Texts, currency: str | None) -> Styler:
    """Rows that were not used: reason, rows, amount, and where the first of them are."""
    rows = [
        (
            texts(f"reading.reason.{group.reason}"),
            group.rows,
            group.amount,
            " · ".join(example_words(example, texts) for example in group.examples[:3]),
        )
        for group in groups
    ]
    formats: dict[str, Formatter] = {
        "reason": str,
        "rows": lambda value: texts.integer(int(value)),
        "amount": lambda value: money_format(texts, currency, True)(value) if value else NOTHING,
        "examples": str,
    }
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)


def merged_clients(merged: tuple[Merged, ...], texts: Texts) -> Styler:
    """Clients that were added up as one: the name kept, all the names or numbers, and why."""
    rows = [
        (group.client, " · ".join(group.names), texts(f"reading.merged.{group.reason}")) for group in merged
    ]
    formats: dict[str, Formatter] = {"kept": str, "names": str, "reason": str}
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)
