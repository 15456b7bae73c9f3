"""The matrix of tiers and classes of potential for the command line."""

from typing import Any

from lib.base.money import to_text
from lib.plan.compute import PlanResult
from lib.plan.potential_settings import CLASSES
from lib.potential.matrix import COLUMNS, is_told, matrix, wallet
from lib.potential.sentences import wallet_sentences
from lib.texts import Texts
from lib.texts.wording import without_emphasis


def potential_facts(result: PlanResult) -> dict[str, Any]:
    """`potential_matrix`: a cell a tier, or the prospects, and class of potential, those that somebody is in;
    nothing where no potential is known."""
    if not is_told(result.clients, result.plan.potential):
        return {}
    crossed, known = matrix(result), wallet(result)
    names = [*(tier.name for tier in result.tiers), None]
    cells = [
        {
            "tier": names[row],
            "prospects": row == crossed.prospects,
            "class": f"{CLASSES[column]}'" if column < len(CLASSES) else None,
            "clients": int(crossed.clients[row, column]),
            "revenue": to_text(int(crossed.revenue[row, column])),
            "headroom": to_text(int(crossed.headroom[row, column])),
            "hours": int(crossed.minutes[row, column]) / 60,
        }
        for row in range(len(names))
        for column in range(COLUMNS)
        if crossed.clients[row, column]
    ]
    told = {
        "clients_known": known.known,
        "headroom": to_text(known.headroom),
        "share_of_wallet": known.share if known.known else None,
        "below_revenue": known.below,
    }
    return {"potential_matrix": {**told, "cells": cells}}


def potential_lines(result: PlanResult, texts: Texts) -> list[str]:
    """What the potential comes to for a reader; nothing where none is known."""
    if not is_told(result.clients, result.plan.potential):
        return []
    return [without_emphasis(sentence, texts) for sentence in wallet_sentences(result, texts)]
