"""From the bytes of a file to sheets of text: what runs in the process that opens a stranger's file.

The main function is `child.read`, which gives `sheets.ParsedSheet`s. Nothing here imports pandas or the rest
of the app, so that the process starts quickly and stays small.
"""
