"""The argument of the plan in five screens, each a sentence and the picture that proves it, as HTML.

Your own law; who makes the revenue; before and in the plan; what each tier gets; what changes for whom.
Sentences, figures and colours are those of the pages. Names are shown as they are, never read as HTML.
"""

from dataclasses import dataclass

from lib.base.outside import in_html
from lib.plan.compute import PlanResult, Tier
from lib.ranking.ranking import concentration
from lib.ranking.sentences import dependence_sentence, own_law_sentences
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.texts.wording import Sentences
from lib.tiers.argument_pictures import columns, curve, table
from lib.tiers.sentences import last_tier_sentence, plan_sentences
from lib.tiers.shares import four_shares


@dataclass(frozen=True)
class Screen:
    """One screen, in HTML: what it is about, the sentence, the picture, and what there is to add."""

    about: str
    sentence: str
    picture: str
    remark: str = ""


def argument(result: PlanResult, texts: Texts) -> tuple[Screen, ...]:
    """The five screens of a plan with at least one tier."""
    return tuple(
        Screen(in_html(texts(f"argument.{about}")), _said(sentence, texts), picture, _said(remark, texts))
        for about, sentence, picture, remark in (
            ("law", *_own_law(result, texts)),
            ("who", *_who(result, texts)),
            ("plan", *_before_and_in_the_plan(result, texts)),
            ("each", *_what_each_gets(result, texts)),
            ("change", *_what_changes(result, texts)),
        )
    )


def _said(sentences: Sentences, texts: Texts) -> str:
    return " ".join(_with_emphasis(texts, key, values) for key, values in sentences)


def _with_emphasis(texts: Texts, key: str, values: dict[str, str]) -> str:
    """A sentence whose emphasis is the catalogue's: no name makes itself bold."""
    plain = {name: value.replace("**", "*\u2060*") for name, value in values.items()}
    parts = in_html(texts(key, **plain)).split("**")
    return "".join(f"<strong>{part}</strong>" if number % 2 else part for number, part in enumerate(parts))


_Parts = tuple[Sentences, str, Sentences]
"""The sentence, the picture and the remark of a screen."""


def _own_law(result: PlanResult, texts: Texts) -> _Parts:
    law, verdict = own_law_sentences(concentration(result.clients), texts)
    return [law], curve(result, texts), [verdict]


def _who(result: PlanResult, texts: Texts) -> _Parts:
    clients = result.clients
    measures = four_shares(result)[:2]
    largest = dependence_sentence(clients, concentration(clients), texts)
    return _ends(result, texts, "argument.brings"), columns(result, texts, measures), largest


def _ends(result: PlanResult, texts: Texts, key: str) -> Sentences:
    """One sentence on the first tier and the last; none where there is but one."""
    first, last = result.tiers[0], result.tiers[-1]
    values = {
        "first": first.name,
        "last": last.name,
        "first_clients": texts.plural("count.clients", first.clients),
        "last_clients": texts.plural("count.clients", last.clients),
        "first_share": texts.percent(first.revenue_share),
        "last_share": texts.percent(last.revenue_share),
        "first_before": _on_one_line(texts.hours(_minutes_before(first, result))),
        "first_after": _on_one_line(texts.hours(first.minutes_per_client)),
        "last_before": _on_one_line(texts.hours(_minutes_before(last, result))),
        "last_after": _on_one_line(texts.hours(last.minutes_per_client)),
    }
    return [(key, values)] if len(result.tiers) > 1 else []


def _on_one_line(time: str) -> str:
    """A time in large letters is not parted at the end of a line."""
    return time.replace(" ", "\u00a0")


def _before_and_in_the_plan(result: PlanResult, texts: Texts) -> _Parts:
    measures = four_shares(result)[1:]
    return last_tier_sentence(result, texts), columns(result, texts, measures), []


def _what_each_gets(result: PlanResult, texts: Texts) -> _Parts:
    rows = [
        (tier, texts.integer(tier.clients), texts(f"mode.{tier.mode}"),
         rhythm(tier.minutes_per_client, texts))
        for tier in result.tiers
    ]  # fmt: skip
    headings = [texts(key) for key in ("column.tier", "column.clients", "column.mode", "argument.for_each")]
    return _treatment(result, texts), table(headings, rows, "words"), []


def _treatment(result: PlanResult, texts: Texts) -> Sentences:
    """How differently the first client is treated from the last; none where nothing tells them apart."""
    return [said for said in plan_sentences(result, texts) if said[0] == "tiers.treatment"]


def _what_changes(result: PlanResult, texts: Texts) -> _Parts:
    rows = [
        (tier, texts.hours(_minutes_before(tier, result)), texts.hours(tier.minutes_per_client),
         _factor(tier, result, texts))
        for tier in result.tiers
    ]  # fmt: skip
    before = "argument.alike" if result.tiers[0].today_share is None else "argument.today"
    headings = [texts(key) for key in ("column.tier", before, "argument.in_plan", "argument.factor")]
    tail = plan_sentences(result, texts)[-1:]
    return _ends(result, texts, "argument.changes"), table(headings, rows, "figures"), tail


def _minutes_before(tier: Tier, result: PlanResult) -> float:
    """What a client of the tier takes before the plan, of the same hours."""
    return tier.baseline_share * sum(tier.minutes for tier in result.tiers) / tier.clients


def _factor(tier: Tier, result: PlanResult, texts: Texts) -> str:
    before = _minutes_before(tier, result)
    if not before:
        return "–"
    after = tier.minutes_per_client
    if not after:
        return texts("rhythm.nothing")
    sign, factor = ("×", after / before) if after >= before else ("÷", before / after)
    return f"{sign}\u202f{texts.number(factor, 0 if factor >= 10 else 1)}"
