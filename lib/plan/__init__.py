"""What is chosen, and what follows from it: cuts, budgets, placements, services, people, comparison.

The main type is `plan.Plan`, frozen and checked; the main function is `compute.compute`, which makes a
`PlanResult` out of a client list and a plan.
"""
