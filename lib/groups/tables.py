"""Groups in tables: one row a group, and the members below the group that they belong to."""

from itertools import pairwise

import pandas as pd
from pandas.io.formats.style import Styler

from lib.clients.groups import ByHand, grouping, members, ranks_of_groups
from lib.clients.model import ClientList, everybody
from lib.groups.sentences import member_names
from lib.look.table_style import Formatter, money_format, percent_format, styled
from lib.texts import Texts

BELOW = "↳\u00a0"
"""Stands before the name of a member that is listed below its group."""


def group_table(clients: ClientList, by_hand: ByHand) -> pd.DataFrame:
    """The groups of a list as it was read, the largest first.

    Columns: `group` (name), `way` (what says so), `members` (a list of their names, the largest first),
    `revenue` (ten-thousandths), `revenue_share` (0–1, of what the groups and all other clients are ranked
    by).
    """
    groups = grouping(clients, by_hand).groups
    table = everybody(clients)
    names, revenue = table["client"].tolist(), table["revenue"].to_numpy()
    sums = [int(revenue[list(group.members)].sum()) for group in groups]
    return pd.DataFrame(
        {
            "group": [group.name for group in groups],
            "way": [group.way for group in groups],
            "members": [[names[row] for row in group.members] for group in groups],
            "revenue": sums,
            "revenue_share": [amount / clients.total for amount in sums],
        }
    )


def styled_groups(table: pd.DataFrame, texts: Texts, currency: str | None) -> Styler:
    """The table of `group_table` as it is read."""
    shown = table.assign(
        way=[texts(f"groups.way.{way}") for way in table["way"]],
        members=[member_names(names, texts) for names in table["members"]],
    )
    formats: dict[str, Formatter] = {
        "group": str,
        "members": str,
        "way": str,
        "revenue": money_format(texts, currency),
        "revenue_share": percent_format(texts, 1),
    }
    return styled(shown[list(formats)], formats, texts)


def with_members(rows: pd.DataFrame, clients: ClientList) -> pd.DataFrame:
    """A part of a ranking with the members of each group below it: their names and revenue, nothing in the
    columns of the group. `rows` has the columns of `hit_parade`; itself where no group is in it."""
    groups = set(ranks_of_groups(clients))
    at_groups = [at for at, rank in enumerate(rows["rank"].tolist()) if rank in groups]
    if not at_groups:
        return rows
    kinds = _room_for_nothing(rows)
    above, parts = rows.astype(kinds), []
    for start, at in pairwise([-1, *at_groups]):
        inside = members(clients, int(rows["rank"].iloc[at]))
        below = pd.DataFrame(
            {
                "client": BELOW + inside["client"],
                "number": inside["number"],
                "revenue": inside["revenue"],
                "revenue_share": inside["revenue"] / clients.total,
            }
        )
        parts += [above.iloc[start + 1 : at + 1], _in_columns_of(rows, below)]
    return pd.concat([*parts, above.iloc[at_groups[-1] + 1 :]], ignore_index=True)


def _in_columns_of(rows: pd.DataFrame, below: pd.DataFrame) -> pd.DataFrame:
    """The members in the columns of the ranking; where these hold words, empty ones."""
    columns = {
        name: below[name].tolist() if name in below else [_empty(rows[name])] * len(below) for name in rows
    }
    return pd.DataFrame(columns).astype(_room_for_nothing(rows))


def _empty(column: pd.Series) -> object:
    return {"i": pd.NA, "f": float("nan")}.get(column.dtype.kind, "")


def _room_for_nothing(rows: pd.DataFrame) -> dict[str, str]:
    """Kinds in which a cell may be empty."""
    return {str(name): "Int64" for name in rows if rows[name].dtype.kind == "i"}
