"""E-mail addresses in the place of names: shown shortened, so that no whole address leaves the reading."""

from collections import defaultdict

SHORTENED = "…"


def shortened(addresses: list[str]) -> dict[str, str]:
    """Each address with only as much of its first part as tells it from the others of the same domain; what
    is no address stays as it is."""
    by_domain: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        first, at, domain = address.rpartition("@")
        if at and first and "." in domain:
            by_domain[domain.casefold()].append(address)
    short = {address: address for address in addresses}
    for domain, alike in by_domain.items():
        firsts = sorted(address.rpartition("@")[0] for address in alike)
        letters = {
            first: max(
                _common(first, neighbour)
                for neighbour in (*firsts[max(0, number - 1) : number], *firsts[number + 1 : number + 2], "")
            )
            for number, first in enumerate(firsts)
        }
        for address in alike:
            first = address.rpartition("@")[0]
            short[address] = f"{first[: letters[first] + 1]}{SHORTENED}@{domain}"
    return short


def _common(left: str, right: str) -> int:
    """How many letters two texts begin with in common."""
    count = 0
    for left_letter, right_letter in zip(left, right, strict=False):
        if left_letter != right_letter:
            break
        count += 1
    return count
