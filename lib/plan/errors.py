"""The one kind of error of a choice that no plan can hold."""

from lib.base.bounds import Wrong, wrong_fields

Details = str | int


class PlanError(ValueError):
    """A choice that no plan can hold. `code` names the sentence, `details` fill it.

    For a value outside the bounds of its field the code is the name of the field, and the details are
    `value`, `least` and `most` as far as there are any, and `row`, counted from 1, in a table. `others`
    are further faults of the same kind.
    """

    def __init__(self, code: str, **details: Details) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
        self.others: tuple[PlanError, ...] = ()


def check_fields(holder: object) -> None:
    """Hold every field against what is declared beside it. Raises `PlanError`, all faults in it."""
    if faults := [_error(wrong) for wrong in wrong_fields(holder)]:
        faults[0].others = tuple(faults[1:])
        raise faults[0]


def check(holds: bool, code: str, **details: Details) -> None:
    """Raises `PlanError` where a rule does not hold."""
    if not holds:
        raise PlanError(code, **details)


def _error(wrong: Wrong) -> PlanError:
    value = wrong.value if isinstance(wrong.value, int) else str(wrong.value)
    bounds = {"least": wrong.least, "most": wrong.most, "row": wrong.row or None}
    return PlanError(wrong.field, value=value, **{name: v for name, v in bounds.items() if v is not None})
