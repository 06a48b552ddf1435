"""tap: the results of a test, as the Test Anything Protocol has them."""
import sys

n_tests = n_failed = 0


def ok(what, good, why=""):
    """One check: what it shows, whether it holds, and what to look at where it does not."""
    global n_tests, n_failed
    n_tests += 1
    n_failed += not good
    if not good and why != "":
        print("#", str(why)[:3000].replace("\n", "\n# "))
    print(f"{'' if good else 'not '}ok {n_tests} - {what}", flush=True)


def finish():
    """Ends the test: with 1 where a check failed."""
    print(f"1..{n_tests}")
    sys.exit(1 if n_failed else 0)
