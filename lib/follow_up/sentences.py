"""What was done against the plan, and what came of a file that came back: (key, values) pairs."""

from datetime import date

from lib.follow_up.progress import Progress, late_clients
from lib.follow_up.returned import Account
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others, shortened


def month_words(start: str, texts: Texts) -> str:
    """A month written "2026-03", in words."""
    year, month = start.split("-")
    return f"{texts.month(int(month))} {year}"


def account_sentences(account: Account, texts: Texts) -> Sentences:
    """What a file brought, then what of it does not count, and why."""
    sentences: Sentences = []
    if account.new or account.changed or account.same:
        values = {
            "file": account.file,
            "people": ", ".join(map(shortened, account.people)) or texts("people.nobody"),
            "new": texts.plural("count.contacts", account.new, contacts=texts.integer(account.new)),
            "changed": texts.integer(account.changed),
            "same": texts.integer(account.same),
        }
        sentences.append(("follow_up.account", values))
    for trouble in account.troubles:
        values = {
            "file": account.file,
            "rows": texts.plural("count.rows", trouble.rows),
            "first": shortened(trouble.first) or "–",
        }
        sentences.append((f"follow_up.problem.{trouble.problem}", values))
    return sentences


def progress_sentences(result: PlanResult, of: Progress, texts: Texts) -> Sentences:
    """Done against due, hours against the budget, and the tail as it really was beside plan and today."""
    total = of.total
    values = {
        "done": texts.integer(total.done),
        "due": texts.plural("count.contacts", total.due, contacts=texts.integer(total.due)),
        "start": month_words(of.start, texts),
        "late": texts.plural("count.clients", total.late),
    }
    sentences: Sentences = [
        ("follow_up.contacts" if of.with_contacts else "follow_up.contacts_unplanned", values),
        (
            "follow_up.hours",
            {
                "done": texts.hours(total.done_minutes),
                "due": texts.hours(total.due_minutes),
                "budget": texts.hours(result.tier_budget),
                "share": texts.percent(total.done_minutes / result.tier_budget)
                if result.tier_budget
                else "–",
            },
        ),
    ]
    if of.tail_ratio is not None and result.tail_ratio_plan is not None:
        before = result.tail_ratio_today or result.tail_ratio_alike or 0.0
        ratios = {
            "really": texts.number(of.tail_ratio),
            "plan": texts.number(result.tail_ratio_plan),
            "before": texts.number(before),
        }
        today = "follow_up.tail" if result.tail_ratio_today is not None else "follow_up.tail_alike"
        sentences.append((today, ratios))
    return sentences


def late_sentences(of: Progress, texts: Texts) -> Sentences:
    """Who is late, by name."""
    late = late_clients(of)
    if late.empty:
        return [("follow_up.nobody_late", {})]
    names = [shortened(name) for name in late["client"].head(NAMED)]
    values = {
        "clients": texts.plural("count.clients", len(late)),
        "names": and_others(names, len(late), texts),
    }
    return [("follow_up.late", values)]


def last_words(day: date | None, texts: Texts) -> str:
    """The day of the last contact in words."""
    return texts.date(day) if day is not None else texts("follow_up.never")
