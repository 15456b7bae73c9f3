"""The clients as CSV, in the notation of a language."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from lib.base.money import to_text
from lib.plan.compute import PlanResult, client_plan
from lib.texts import Language, Texts, marks
from lib.tiers.sentences import placement_words

BEGINNINGS = ("=", "+", "-", "@")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection), in whatever width: a Japanese
or Chinese one takes the wide forms too."""
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Kinds of marks before a formula that a spreadsheet may strip off: blanks, controls, marks without width."""


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
        texts("column.client"): [safe(name) for name in table["client"]],
        texts("column.number"): [safe(number) for number in table["number"]],
        texts("column.revenue"): [to_text(amount).replace(".", decimal) for amount in table["revenue"]],
        texts("column.revenue_share"): [_share(share, decimal) for share in table["revenue_share"]],
        texts("column.cumulative_share"): [_share(share, decimal) for share in table["cumulative_share"]],
        texts("column.tier"): [safe(tier) for tier in table["tier"]],
        texts("handouts.minutes"): table["minutes"],
        texts("column.mode"): [texts(f"mode.{mode}") for mode in table["mode"]],
    }
    if responsible is not None:
        columns[texts("people.column.responsible")] = [safe(name) for name in responsible]
    columns |= {
        texts("handouts.by_hand"): [
            safe(placement_words(placed, reason, texts))
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


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, without marks that no text file should hold."""
    sound = text.translate({0: " ", 0x1A: " "})
    return "'" + sound if _is_formula(sound) or sound.startswith(("\t", "\r", "\n")) else sound


def _is_formula(text: str) -> bool:
    seen = next((mark for mark in text if unicodedata.category(mark) not in _UNSEEN), "")
    return unicodedata.normalize("NFKC", seen).startswith(BEGINNINGS)


def _share(share: float, decimal: str) -> str:
    return f"{share:.6f}".replace(".", decimal)
