"""The plan and its scenarios as JSON: every choice, no client but those placed or given by hand."""

import json
from collections.abc import Sequence

from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.plan.plan_json import to_json


def plan_json(plan: Plan, scenarios: Sequence[Scenario] = ()) -> bytes:
    """The choices as indented JSON, UTF-8."""
    values = to_json(plan) | {
        "scenarios": [
            {"name": scenario.name, "notes": scenario.notes, "plan": to_json(scenario.plan)}
            for scenario in scenarios
        ]
    }
    return json.dumps(values, indent=1, ensure_ascii=False).encode("utf-8", "replace")
