"""The command line: one short file a verb, each with `register(subparsers)` and `run(args) -> int`."""
