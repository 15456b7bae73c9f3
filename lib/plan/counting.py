"""Which list a plan counts: groups as one client or not, the whole firm or a slice of it."""

from lib.base.money import split
from lib.clients.groups import by_group
from lib.clients.model import ClientList
from lib.clients.slices import slice_of
from lib.plan.plan import Plan


def counted(clients: ClientList, plan: Plan) -> ClientList:
    """The list that a plan ranks and cuts. One that was made from another is taken as it is; a slice that the
    list does not have is the whole firm."""
    if clients.made_from is not None:
        return clients
    whole = by_group(clients, plan.groups.by_hand) if plan.groups.as_one else clients
    column = plan.slice.column
    if column is None:
        return whole
    part = slice_of(whole, column, plan.slice.value, column == "family" and plan.slice.static)
    return part if part is not None and part.count else whole


def budget_of(clients: ClientList, plan: Plan) -> int:
    """The minutes that a list has: in a slice those typed for it, or else its part of the firm's, in
    proportion to revenue, so that all slices of a column together have the firm's own."""
    part = clients.made_from.part if clients.made_from is not None else None
    if part is None:
        return plan.budget_minutes
    if plan.slice.budget_minutes is not None:
        return plan.slice.budget_minutes
    return int(split(plan.budget_minutes, part.revenues)[part.index])
