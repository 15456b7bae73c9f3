"""From one period to the other: status, bridge, migration, retention.

The main type is `movements.Movement`; the main function is `movements.movement`.
"""
