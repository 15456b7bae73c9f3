"""What counting by group changes, and what was odd about what names the groups."""

from lib.clients.groups import Grouping, by_group, grouping, members
from lib.clients.model import ClientList
from lib.clients.naming import client_name
from lib.plan.counting import part_of
from lib.plan.group_settings import GroupSettings
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others, shortened


def group_sentences(clients: ClientList, settings: GroupSettings, texts: Texts) -> Sentences:
    """What the first client weighs by group and alone, or how groups become known where there are none.

    `clients` is the list as it was read.
    """
    groups = grouping(clients, settings.by_hand)
    if not groups.groups:
        return [("groups.none", {}), *odd_sentences(groups, texts)]
    united = by_group(clients, settings.by_hand)
    together = texts.plural("count.clients", sum(len(group.members) for group in groups.groups))
    there = {"groups": texts.plural("groups.count", len(groups.groups)), "clients": together}
    return [("groups.there", there), *first_client_sentence(united, texts), *odd_sentences(groups, texts)]


def first_client_sentence(clients: ClientList, texts: Texts) -> Sentences:
    """What the first client weighs counted by group, and what it weighed alone; nothing for a list in which
    groups are not one client, or that ranks nobody."""
    read = clients.as_read
    if read is clients or not clients.count or not read.count or part_of(clients) is not None:
        return []
    by_groups, alone = clients.revenue[0] / clients.total, read.revenue[0] / read.total
    values = {
        "client": client_name(clients, 1),
        "share": texts.percent(by_groups, 1),
        "alone": texts.percent(alone, 1),
        "first": client_name(read, 1),
    }
    if values["share"] == values["alone"]:
        return [("groups.first_same", values)]
    if members(clients, 1).empty:
        return [("groups.first_stays", values)]
    return [("groups.first", values)]


def odd_sentences(groups: Grouping, texts: Texts) -> Sentences:
    """Parents that lead back to where they began, and company numbers that are none."""
    sentences: Sentences = []
    for names in groups.circles[:NAMED]:
        sentences.append(("groups.circle", {"clients": ", ".join(map(shortened, names))}))
    if groups.damaged:
        damaged = texts.plural("groups.damaged", groups.damaged)
        sentences.append(("groups.damaged_say", {"numbers": damaged}))
    return sentences


def member_names(names: list[str], texts: Texts) -> str:
    """The members of a group in a cell or a sentence."""
    shown = [shortened(name) for name in names[:NAMED]]
    return and_others(shown, len(names), texts)
