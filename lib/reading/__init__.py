"""From a file to a client list: open it apart, recognise its columns, add up its rows, account for all.

`opening.open_source` gives a source, `proposal.propose` proposes how to read it, and
`clients_from_rows.read_clients` makes the list: read_clients(source, propose(source).choices).
"""
