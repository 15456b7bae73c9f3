"""Who looks after whom, within everyone's hours, and which contacts that makes month by month.

The main type is `assignment.Assignment`; the main function is `assignment.assign`.
"""
