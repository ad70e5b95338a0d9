"""The mailbox scam's family in many wordings, and the honest mail that it must not be mistaken for.

`bench.twins` tells honest from forged by structure, with the same words; here each text is
written for one of the two, several a kind, and whole templates are kept apart for training
and for testing. Structures, headers and layouts are those of `bench.twins`.

The wordings lie beside this file, a folder a group: `lures` of attackers, `notices` about the
same topics by providers and IT desks, and `hard`, other honest mail that filters like to accuse.
"""
