"""What was planned against what was done: sheets and calendars that come back, and what they come to.

The main functions are `returned.read_returned`, which reads what people send, and `progress.progress`, which
holds it against the plan.
"""
