"""The clients as CSV, in the notation of a language."""

import csv
import io
from collections.abc import Iterable, Sequence

from lib.base.money import to_text
from lib.base.outside import in_csv
from lib.plan.compute import PlanResult, client_plan
from lib.texts import Language, Texts, marks
from lib.tiers.sentences import placement_words


def client_csv(result: PlanResult, texts: Texts, responsible: Sequence[str] | None = None) -> bytes:
    """Every ranked client with what it gets: UTF-8 with its mark, as Excel wants it.

    Where commas are decimal marks, semicolons part the columns; elsewhere commas do. Shares are 0–1. A text
    that a spreadsheet would take for a formula gets an apostrophe in front. `responsible` names a person by
    rank - 1, where there are people.
    """
    decimal, _ = marks(texts.language)
    table = client_plan(result)
    columns: dict[str, Iterable[object]] = {
        texts("column.rank"): table["rank"],
        texts("column.client"): [in_csv(name) for name in table["client"]],
        texts("column.number"): [in_csv(number) for number in table["number"]],
        texts("column.revenue"): [to_text(amount).replace(".", decimal) for amount in table["revenue"]],
        texts("column.revenue_share"): [_share(share, decimal) for share in table["revenue_share"]],
        texts("column.cumulative_share"): [_share(share, decimal) for share in table["cumulative_share"]],
        texts("column.tier"): [in_csv(tier) for tier in table["tier"]],
        texts("handouts.minutes"): table["minutes"],
        texts("column.mode"): [texts(f"mode.{mode}") for mode in table["mode"]],
    }
    if responsible is not None:
        columns[texts("people.column.responsible")] = [in_csv(name) for name in responsible]
    columns |= {
        texts("handouts.by_hand"): [
            in_csv(placement_words(placed, reason, texts))
            for placed, reason in zip(table["placed"], table["reason"], strict=True)
        ],
    }
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter(texts.language), lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue().encode("utf-8-sig", "replace")


def delimiter(language: Language) -> str:
    """What parts the columns of a CSV file."""
    return ";" if marks(language)[0] == "," else ","


def _share(share: float, decimal: str) -> str:
    return f"{share:.6f}".replace(".", decimal)
