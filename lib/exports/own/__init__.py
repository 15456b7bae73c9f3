"""The user's own workbook back, with columns of ours written into the package of the file.

The main functions are `workbook.own_workbook`, which has the work done in a process of its own, and
`columns.with_columns`, which does it there.
"""
