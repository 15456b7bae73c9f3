"""What is kept of a session, taken from it and put back."""

from lib.keeping.model import MOST_STEPS, Contents, Head, Reading, Screen
from lib.reading.widgets.opening import Origin, Unopened, Upload
from lib.screen.state import Baseline, KeptScenario, Loaded, Reference, State


def contents_of(mine: State) -> Contents | None:
    """What a session holds now; None without a list."""
    loaded = mine.loaded
    if loaded is None:
        return None
    reading: Reading | None = None
    files: tuple[Upload, ...] = ()
    match loaded.origin:
        case Origin(files=files, source=source, choices=choices, locked=locked) if files:
            reading = Reading(choices, source.options, locked)
        case Unopened(files=files, choices=choices, options=options, locked=locked):
            reading = Reading(choices, options, locked)
    steps = mine.steps
    head = Head(
        plan=steps[-1],
        reading=reading,
        scenarios=tuple(mine.scenarios),
        before=tuple(steps[-MOST_STEPS - 1 : -1]),
        undone=tuple(mine.undone[-MOST_STEPS:]),
        last_plan=mine.last_plan,
        screen=_screen(mine),
    )
    return Contents(loaded.clients, files, head)


def put_back(mine: State, contents: Contents) -> None:
    """Give a session what was kept. The files are opened again when somebody wants to see them."""
    head = contents.head
    origin = None
    if head.reading is not None:
        origin = Unopened(contents.files, head.reading.choices, head.reading.options, head.reading.locked)
    mine.loaded = Loaded(contents.clients, origin)
    mine.steps = [*head.before, head.plan]
    mine.undone = list(head.undone)
    mine.scenarios = list(head.scenarios)
    mine.last_plan = head.last_plan
    _put_screen(mine, head.screen)


def _screen(mine: State) -> Screen:
    reference = mine.reference
    return Screen(
        language=mine.language,
        page=mine.page,
        threshold_unit=mine.threshold_unit,
        budget_unit=mine.budget_unit,
        typed_budget=mine.typed_budget,
        typed_amounts=tuple(mine.typed_amounts.items()),
        reference=SCENARIO if isinstance(reference, KeptScenario) else reference.value,
        reference_name=reference.name if isinstance(reference, KeptScenario) else "",
    )


def _put_screen(mine: State, screen: Screen) -> None:
    mine.language, mine.page = screen.language, screen.page
    mine.threshold_unit, mine.budget_unit = screen.threshold_unit, screen.budget_unit
    mine.typed_budget, mine.typed_amounts = screen.typed_budget, dict(screen.typed_amounts)
    mine.reference = _reference(screen)


def _reference(screen: Screen) -> Reference:
    if screen.reference == SCENARIO:
        return KeptScenario(screen.reference_name)
    known = {baseline.value: baseline for baseline in Baseline}
    return known.get(screen.reference, Baseline.START)


SCENARIO = "scenario"
"""What is written where the plan is compared with a scenario."""
