"""From a mail to the pages behind its links, and back to its verdict.

`gate` says which links may be opened, `cluster` which of them lead to one page; `queue` says when, `cache`
what is known already; `looking` opens a page, `following` does all of it for a mail.
"""
