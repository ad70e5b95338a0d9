"""The mailbox watch: mails that came are judged once, marked or moved, and never touched otherwise.

    mailbox -> watcher (a thread an account) -> opinion -> pool -> worker: judge
                                             -> inbox (or the report address) -> store
    store -> deeds -> performer -> mailbox

What is to be done in a mailbox is planned in the transaction that records the verdict and how far was read,
and performed afterwards; so whatever dies at whatever moment, the next who comes finds out and goes on.
"""
