"""`python -m unhook` and the installed `unhook`: the command line as a process of its own."""

import gc
import sys


def spare_collector() -> None:
    """Look for reference cycles seldom: mail and findings form none, and it takes a tenth of a check."""
    gc.set_threshold(100_000, 20, 20)


def run() -> int:
    """Run the command line; the result is the exit status."""
    spare_collector()
    from unhook.cli.main import main

    try:
        return main()
    finally:
        # What the process ends with is not looked through once more.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
