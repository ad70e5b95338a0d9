"""`python -m unhook` is the command line."""

import sys

from unhook.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
