"""The clients of a firm: one list in ranking order, the account of its import, its sales day by day.

The main type is `model.ClientList`, which never changes; `model.client_list` builds one.
"""
