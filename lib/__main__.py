"""Palmarès without a screen: `python -m lib inspect FILE` and `python -m lib plan FILE`."""

import sys

from lib.command_line.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
