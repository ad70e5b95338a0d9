"""Models made from labelled mail, in the open: what `unhook train` does. Needs `unhook[train]`."""
