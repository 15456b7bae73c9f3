"""What must not be lost: lists, plans and what was done by hand, kept as they change and found again.

The main type is `model.Contents`, what is kept of a session at one moment. `codec` writes it down, `store` is
the database it goes to (a file of this computer, the memory of a shared server, or PostgreSQL), `keeper` the
thread that takes it there, so that nobody on a page waits for a disk.
"""
