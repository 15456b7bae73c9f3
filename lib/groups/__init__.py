"""Clients under common control that count as one: what it changes, who belongs to whom, and how it is set by
hand.

The rule is `clients.groups`; a list that counts groups is an ordinary list, so that every page follows. Start
with `widgets.group_panel`.
"""
