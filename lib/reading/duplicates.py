"""Clients that are probably one: names that differ in form, in legal form, in order, or in one letter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from lib.base.accents import without_accents
from lib.base.cache import once_per_list
from lib.clients.model import ClientList

SHORTEST = 6
"""Letters of a name below which one other letter makes another name."""
_LEGAL_FORMS = re.compile(
    r"sarl|sasu?|sa|eurl|eirl|ei|sci|scp|scop|scic|sca|scea|earl|gaec|sel(arl|as)|snc|gie|scm|asso?|assoc|"
    r"association|societe|soc|compagnie|ets|etablissements?|gmbh|ag|kg|ohg|ug|ev|gbr|firma|ltd|limited|"
    r"plc|ll[pc]|"
    r"inc|corp|corporation|co|company|spa|srls?|slu?|sociedad|societa|[bn]v|bvba|sprl|pty|aps|oy"
)
_CONJUNCTIONS = frozenset({"et", "and", "und"})
_LONG_FORMS = {
    "st": "saint",
    "sts": "saints",
    "stes": "saintes",
    "cie": "compagnie",
    "ste": "societe",
    "dr": "docteur",
    "mr": "m",
    "monsieur": "m",
    "madame": "mme",
    "mademoiselle": "mlle",
    "gd": "grand",
    "gde": "grande",
}
"""What a word is short for. `Ste` is short for Société and for Sainte: both are tried."""
SMALL_BLOCK = 30
_DOTTED = re.compile(r"\b(?:[a-z]\. ?)+[a-z]\b\.?")
_SHORT_SOCIETY = re.compile(r"(?i)\bsté\b")
"""With its accent, it is short for Société alone."""


@dataclass(frozen=True)
class Duplicate:
    """Clients that are probably one: their keys (number, or else name), the one with the largest revenue
    first, their names in the same order, their revenue together, and why: form, short_form, legal_form,
    order, one_letter, two_numbers."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    revenue: int
    reason: str


@dataclass(frozen=True)
class _Name:
    """A name in ever looser forms: as it is written but for its signs, with its short forms written out,
    without its legal form, and without the order of its words. `saint` is the last one where Ste is read
    as Sainte, "" where there is none."""

    form: str
    long: str
    core: str
    words: str
    saint: str = ""


@once_per_list
def duplicates(clients: ClientList) -> tuple[Duplicate, ...]:
    """Propose clients to be merged, the largest revenue first. Nothing is merged here.

    Clients with different numbers are proposed where their words are the same, and marked so ("two_numbers");
    one letter more or less is a slip only where no numbers tell them apart. One-letter neighbours are sought
    in blocks that share half of the name and all its figures, so that 100,000 names take seconds.
    """
    names = [*clients.ranked["client"], *clients.set_apart["client"]]
    numbers = [*clients.ranked["number"], *clients.set_apart["number"]]
    revenue = [*clients.ranked["revenue"], *clients.set_apart["revenue"]]
    known = [_simplified(name) for name in names]
    groups = _same_words(known)
    core_of = {members[0]: known[members[0]].core for members in groups if len(members) == 1}
    groups_with_reason = [
        (members, _reason(known, numbers, members)) for members in groups if len(members) > 1
    ]
    without_number = {client: core for client, core in core_of.items() if not numbers[client]}
    groups_with_reason += [(pair, "one_letter") for pair in _one_letter(without_number)]
    proposals = [
        Duplicate(
            tuple(numbers[client] or names[client] for client in members),
            tuple(names[client] for client in members),
            int(sum(revenue[client] for client in members)),
            reason,
        )
        for members, reason in groups_with_reason
    ]
    return tuple(sorted(proposals, key=lambda proposal: (-proposal.revenue, proposal.names)))


def name_words(name: str) -> str:
    """What remains of a name without its form, its legal form and the order of its words: clients whose
    words are the same are probably one."""
    return _simplified(name).words


def _simplified(name: str) -> _Name:
    bare = without_accents(_SHORT_SOCIETY.sub("societe", name).casefold())
    undotted = _DOTTED.sub(lambda match: re.sub(r"[. ]", "", match[0]), bare)
    words = re.findall(r"\w+", undotted)
    long = [_LONG_FORMS.get(word, word) for word in words if word not in _CONJUNCTIONS]
    core = [word for word in long if not _LEGAL_FORMS.fullmatch(word)] or long
    saint = [*core, "sainte"] if "ste" in words else []
    return _Name(*map(" ".join, (words, long, core, sorted(core), sorted(saint))))


def _same_words(known: list[_Name]) -> list[list[int]]:
    """The places of the names that have the same words, a list for each; those alone as well."""
    groups: dict[str, list[int]] = defaultdict(list)
    for client, name in enumerate(known):
        groups[name.words or f"({client})"].append(client)
    for name in [name for name in known if name.saint in groups]:
        groups[name.saint] = sorted(groups.pop(name.words, []) + groups[name.saint])
    return list(groups.values())


def _reason(known: list[_Name], numbers: list[str], members: list[int]) -> str:
    """Why clients of the same words are proposed."""
    names = [known[client] for client in members]
    if len({numbers[client] for client in members if numbers[client]}) > 1:
        return "two_numbers"
    if len({name.form for name in names}) == 1:
        return "form"
    if len({name.long for name in names}) == 1 or {name.saint for name in names} & {
        name.words for name in names
    }:
        return "short_form"
    return "legal_form" if len({name.core for name in names}) == 1 else "order"


def _one_letter(cores: dict[int, str]) -> Iterator[list[int]]:
    """Pairs of names one letter apart; figures must be the same, since Store 1 is not Store 2."""
    client_of = {core: client for client, core in cores.items() if len(core) >= SHORTEST}
    blocks: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for core in client_of:
        for block in _blocks(core):
            blocks[block].add(core)
    pairs: set[tuple[str, str]] = set()
    for near in blocks.values():
        pairs.update(_close_pairs(sorted(near)))
    taken: set[str] = set()
    for left, right in sorted(pairs):
        if not {left, right} & taken:
            taken |= {left, right}
            yield sorted((client_of[left], client_of[right]))


def _blocks(core: str) -> Iterable[tuple[str, str, str]]:
    """The halves that two names one letter apart have in common, beside their figures: an edit of a letter
    leaves one of the halves whole."""
    figures = re.sub(r"\D", "", core)
    for half in {len(core) // 2, (len(core) - 1) // 2}:
        yield figures, "start", core[:half]
        yield figures, "end", core[len(core) - half :]


def _close_pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    close = _compared(names) if len(names) <= SMALL_BLOCK else _compared_at_once(names)
    for left, right in close:
        if _differ_in_a_long_word(left, right):
            yield left, right


def _differ_in_a_long_word(left: str, right: str) -> bool:
    """Agency K is not Agency J."""
    left_words, right_words = set(left.split()), set(right.split())
    return all(
        max(map(len, own_words), default=0) > 3
        for own_words in (left_words - right_words, right_words - left_words)
    )


def _compared(names: list[str]) -> Iterator[tuple[str, str]]:
    for left, right in combinations(names, 2):
        if Levenshtein.distance(left, right, score_cutoff=1) <= 1:
            yield left, right


def _compared_at_once(names: list[str]) -> Iterator[tuple[str, str]]:
    """Row by row, so that a block of thousands takes little memory."""
    for number, name in enumerate(names):
        later = names[number + 1 :]
        for close, _, _ in process.extract_iter(name, later, scorer=Levenshtein.distance, score_cutoff=1):
            yield name, close
