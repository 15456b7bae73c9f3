"""Who looks after whom, in words: (key, values) pairs in reading order."""

from lib.people.assignment import Assignment
from lib.plan.services import EXACT
from lib.texts import Texts
from lib.texts.wording import Sentences

MOVES_NAMED = 8
"""How many changes of hands are told one by one."""


def assignment_sentences(assignment: Assignment, texts: Texts) -> Sentences:
    """How many clients have whom, how many stay, and what does not fit."""
    given = sum(assignment.clients)
    sentences: Sentences = [
        (
            "people.assigned",
            {
                "clients": texts.plural("people.assigned_clients", given),
                "people": texts.plural("count.people", sum(1 for count in assignment.clients if count)),
            },
        )
    ]
    if assignment.kept or assignment.moves:
        moved = sum(move.clients for move in assignment.moves)
        values = {
            "kept": texts.plural("people.kept_clients", assignment.kept),
            "moved": texts.plural("people.moved", moved),
        }
        sentences.append(("people.kept" if moved else "people.all_kept", values))
    if assignment.unassigned:
        sentences.append(
            (
                "people.unassigned",
                {"clients": texts.plural("people.unassigned_clients", assignment.unassigned)},
            )
        )
    if idle := [person.name for person in assignment.team.people if not person.minutes]:
        sentences.append(("people.no_hours", {"people": ", ".join(idle)}))
    for index in assignment.over_capacity():
        person = assignment.team.people[index]
        over = assignment.loads[index] / EXACT - person.minutes
        sentences.append(("people.over", {"person": person.name, "over": texts.hours(over)}))
    return sentences


def move_sentences(assignment: Assignment, texts: Texts) -> Sentences:
    """Who hands over to whom, and why: the largest changes one by one."""
    sentences: Sentences = [
        (
            f"people.move.{move.reason}",
            {
                "clients": texts.plural("count.clients", move.clients),
                "before": move.before,
                "after": assignment.team.people[move.after].name,
            },
        )
        for move in assignment.moves[:MOVES_NAMED]
    ]
    rest = sum(move.clients for move in assignment.moves[MOVES_NAMED:])
    return [
        *sentences,
        *([("people.more_moves", {"clients": texts.plural("count.clients", rest)})] if rest else []),
    ]
