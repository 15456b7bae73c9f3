"""From a file to a client list: open it apart, recognise its columns, add up its rows, account for all.

source = open_source(data, "clients.xlsx")
choices = propose(source).choices
clients = read_clients(source, choices)
"""
