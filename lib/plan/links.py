"""A plan's settings as a link: thresholds, budgets, method, names and colours, and nothing of the clients.

Left out: clients placed by hand or brought together in groups and the reasons, amounts (a threshold set by an
amount goes as the share it stands at), and what an hour costs. Shares go with four decimals, so that no
single revenue can be worked out from them.
"""

import json
from base64 import b64encode, urlsafe_b64decode
from decimal import ROUND_DOWN, Decimal

from lib.base.typed_json import to_plain
from lib.plan.compute import PlanResult
from lib.plan.errors import PlanError
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json, to_json

PARAMETER = "plan"
"""The name in the address."""
LONGEST = 2_000
"""Characters that a link may have; more is no plan of ours."""
SHARED = (
    "version",
    "method",
    "tier_count",
    "thresholds",
    "counts",
    "keep_ties",
    "budget_minutes",
    "budget_shares",
    "locked",
    "modes",
    "budget_rule",
    "budget_mix",
    "tier_names",
    "tier_colours",
    "groups",
)
_PLACES = Decimal("0.0001")


def to_link(result: PlanResult) -> str:
    """The settings in the characters of an address, those that are not the usual ones."""
    usual, chosen = to_json(Plan()), to_json(result.plan)
    if result.plan.thresholds or result.plan.method == "amount":
        chosen["thresholds"] = [
            str(share.quantize(_PLACES, rounding=ROUND_DOWN)) for share in result.thresholds
        ]
    chosen["groups"] = to_plain(GroupSettings(as_one=result.plan.groups.as_one))
    said = {name: chosen[name] for name in SHARED if name == "version" or chosen[name] != usual[name]}
    written = json.dumps(said, separators=(",", ":")).encode()
    return b64encode(written, altchars=b"-_").decode().rstrip("=")


def from_link(text: str) -> Plan:
    """The settings of `to_link`. Raises `PlanError`: "version" for another version's, "link" for the rest."""
    try:
        if len(text) > LONGEST:
            raise ValueError(len(text))
        values = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return from_json({name: values[name] for name in SHARED if name in values})
    except PlanError as error:
        raise PlanError("version" if error.code == "version" else "link") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PlanError("link") from error
