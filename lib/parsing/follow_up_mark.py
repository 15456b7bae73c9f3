"""How a sheet is marked in which people write down what they did for clients."""

SIGN = "PALMARES FOLLOW-UP"
"""Begins the text of the cell by which such a sheet is known; the version of the sheet stands behind it."""
VERSION = 1
HEADINGS_BELOW = 4
"""Rows from the mark down to the first row that is filled in."""
SLOT, KEY = 0, 1
"""Columns, counted from that of the mark: the row's own mark, the client's key,"""
CLIENT, SERVICE, PLANNED, DONE, MINUTES, NOTE = -7, -5, -4, -3, -2, -1
"""and those to its left: client, service, planned minutes, done on, minutes, note."""
