"""The plan and its scenarios as JSON: every choice, no client but those placed or given by hand."""

import json
from collections.abc import Sequence

from lib.plan.compare import Scenario
from lib.plan.compute import PlanResult, own_plan
from lib.plan.plan_json import to_json


def plan_json(result: PlanResult, scenarios: Sequence[Scenario] = ()) -> bytes:
    """The choices as indented JSON, UTF-8. Of a slice those that stand alone: it says which one it is, and
    nothing of other clients; scenarios are the firm's."""
    part = result.part
    kept = scenarios if part is None else ()
    values = to_json(own_plan(result)) | {
        "part_of_firm": None if part is None else {"column": part.column, "value": part.value},
        "scenarios": [
            {"name": scenario.name, "notes": scenario.notes, "plan": to_json(scenario.plan)}
            for scenario in kept
        ],
    }
    return json.dumps(values, indent=1, ensure_ascii=False).encode("utf-8", "replace")
