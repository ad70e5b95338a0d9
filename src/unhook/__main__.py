"""`python -m unhook` and the installed `unhook`: the command line as a process of its own."""

import gc
import sys


def run() -> int:
    """Run the command line; the result is the exit status."""
    # Mail, rules and findings form no cycles: looking for some takes a tenth of a check's time.
    gc.set_threshold(100_000, 20, 20)
    from unhook.cli.main import main

    try:
        return main()
    finally:
        # What the process ends with is not looked through once more.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run())
