"""A head as bytes and back: versioned JSON, deflated. What comes back is checked."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from lib.base.typed_json import NotPlainError, from_plain, to_plain
from lib.keeping.errors import KeepingError
from lib.keeping.model import Head, Reading, Screen
from lib.plan import plan_json
from lib.plan.compare import Scenario
from lib.plan.errors import PlanError
from lib.plan.plan import Plan
from lib.reading import choices_json
from lib.reading.choices_json import ChoicesError

VERSION = 1
_LARGEST = 64 << 20
"""Bytes of JSON: several times what the most repairs and scenarios come to."""
_LEVEL = 1


def to_bytes(head: Head) -> bytes:
    """The head, deflated."""
    values = {
        "version": VERSION,
        "plan": plan_json.to_json(head.plan),
        "reading": _plain_reading(head.reading),
        "scenarios": [_plain_scenario(scenario) for scenario in head.scenarios],
        "before": _plain_plans(head.before),
        "undone": _plain_plans(head.undone),
        "last_plan": plan_json.to_json(head.last_plan) if head.last_plan else None,
        "screen": to_plain(head.screen),
    }
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode(), _LEVEL)


def from_bytes(stored: bytes) -> Head:
    """The head of `to_bytes`. Raises `KeepingError`: unreadable, newer."""
    try:
        values = json.loads(_inflated(stored))
        if values["version"] > VERSION:
            raise KeepingError("newer")
        return Head(
            plan=plan_json.from_json(values["plan"]),
            reading=_reading(values["reading"]),
            scenarios=tuple(map(_scenario, _listed(values["scenarios"]))),
            before=_plans(values["before"]),
            undone=_plans(values["undone"]),
            last_plan=plan_json.from_json(values["last_plan"]) if values["last_plan"] else None,
            screen=from_plain(Screen, values["screen"]),
        )
    except (PlanError, ChoicesError) as error:
        raise KeepingError("newer" if error.code == "version" else "unreadable") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error) as error:
        raise KeepingError("unreadable") from error


def _inflated(stored: bytes) -> bytes:
    inflater = zlib.decompressobj()
    written = inflater.decompress(stored, _LARGEST)
    if not inflater.eof:
        raise NotPlainError("head")
    return written


def _plain_reading(reading: Reading | None) -> dict[str, object] | None:
    if reading is None:
        return None
    return {
        "choices": choices_json.to_json(reading.choices),
        "options": choices_json.options_to_json(reading.options),
        "locked": reading.locked,
    }


def _reading(values: Any) -> Reading | None:
    if values is None:
        return None
    return Reading(
        choices_json.from_json(values["choices"]),
        choices_json.options_from_json(values["options"]),
        from_plain(bool, values["locked"]),
    )


def _plain_scenario(scenario: Scenario) -> dict[str, object]:
    return {"name": scenario.name, "notes": scenario.notes, "plan": plan_json.to_json(scenario.plan)}


def _scenario(values: Any) -> Scenario:
    name, notes = from_plain(str, values["name"]), from_plain(str, values["notes"])
    return Scenario(name, plan_json.from_json(values["plan"]), notes)


def _plain_plans(plans: Sequence[Plan]) -> list[dict[str, object]]:
    """Each plan whole, then only what differs from the one before it: most steps change one thing."""
    plain = [plan_json.to_json(plan) for plan in plans]
    return [
        {name: value for name, value in plan.items() if not place or value != plain[place - 1].get(name)}
        for place, plan in enumerate(plain)
    ]


def _plans(values: Any) -> tuple[Plan, ...]:
    plans, whole = list[Plan](), dict[str, object]()
    for changed in _listed(values):
        whole |= changed
        plans.append(plan_json.from_json(whole))
    return tuple(plans)


def _listed(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise NotPlainError("list")
    return values
