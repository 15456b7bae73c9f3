"""The ways out of the plan and back: the workbook, one's own workbook, slides, pictures, pages, CSV, JSON.

The main functions are `plan_workbook.write_plan` and `reopen.reopened`.
"""
