"""What every page uses: the session, the frame, tables to type in, controls that follow the plan.

The main type is `state.State`, one visitor's session; pages begin with `frame.open_page`.
"""
