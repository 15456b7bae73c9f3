"""Which list a plan counts: groups as one client or not, the whole firm or a slice of it."""

from dataclasses import replace

from lib.base.money import split
from lib.clients.groups import by_group
from lib.clients.model import ClientList, Part
from lib.clients.slices import slice_of
from lib.plan.plan import Plan


def counted(clients: ClientList, plan: Plan) -> ClientList:
    """The list that a plan ranks and cuts. A slice is taken as it is, and so is a list in which groups are
    one client already; a slice that the list does not have is the whole firm."""
    if part_of(clients) is not None:
        return clients
    grouped = clients.made_from is not None or not plan.groups.as_one
    whole = clients if grouped else by_group(clients, plan.groups.by_hand)
    column = plan.slice.column
    if column is None:
        return whole
    part = slice_of(whole, column, plan.slice.value, column == "family" and plan.slice.static)
    return part if part is not None and part.count else whole


def with_budget(clients: ClientList, plan: Plan, minutes: int) -> Plan:
    """The plan with other hours: those of the slice where the list is one, or else the firm's."""
    if part_of(clients) is None:
        return replace(plan, budget_minutes=minutes)
    return replace(plan, slice=replace(plan.slice, budget_minutes=minutes))


def part_of(clients: ClientList) -> Part | None:
    """The slice that a list is; None for the whole firm."""
    return None if clients.made_from is None else clients.made_from.part


def budget_of(clients: ClientList, plan: Plan) -> int:
    """The minutes that a list has: in a slice those typed for it, or else its part of the firm's, in
    proportion to revenue, so that all slices of a column together have the firm's own."""
    part = part_of(clients)
    if part is None:
        return plan.budget_minutes
    if plan.slice.budget_minutes is not None:
        return plan.slice.budget_minutes
    return int(split(plan.budget_minutes, part.revenues)[part.index])
