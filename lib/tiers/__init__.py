"""The meeting: where the ranking is cut, how the time is shared out, and what that changes for whom.

The rules lie in `plan`; here are their words, pictures, tables, controls and the plan's own sheets. The main
function is `widgets.meeting.meeting`.
"""
