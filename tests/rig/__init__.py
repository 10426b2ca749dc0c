"""The crash rig: the real program, killed at every boundary where a crash could lose or double something.

`make crash` prints its table (`python -m tests.rig`); `tests/test_crash.py` is its short form. It lives with the tests
because it decides whether a promise is kept and measures nothing. The program under it carries no failpoint: all of
them are hung onto the database's events and round the channel from outside (`failpoints.py`, `program.py`).
"""
