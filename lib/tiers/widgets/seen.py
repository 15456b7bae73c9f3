"""The tiers page for a slice that is seen with the firm's own tiers: to look at, nothing to move."""

import pandas as pd

from lib.look.table_style import coloured, styled
from lib.plan.compute import PlanResult
from lib.screen.frame import say, show, tell
from lib.texts import Texts
from lib.tiers.sentences import last_tier_sentence, plan_sentences
from lib.tiers.tier_table import COLUMNS, cells


def seen(texts: Texts, result: PlanResult) -> None:
    """What the slice holds of each of the firm's tiers, and what its clients get."""
    say(texts, "slices.firm_tiers")
    tell(texts, last_tier_sentence(result, texts))
    rows = [[tier.name, *cells(tier, texts, result.clients.currency)] for tier in result.tiers]
    columns = ["tier", *COLUMNS]
    table = pd.DataFrame(rows, columns=columns)
    show(coloured(styled(table, dict.fromkeys(columns, str), texts), texts("column.tier"), result.tiers))
    tell(texts, plan_sentences(result, texts))
