"""The web behind a link, for whoever was allowed to look: the only part that opens what a mail names.

`outing` is one page's way there, under however many identities; `broker` answers one of them. What may be
asked is said by `destination`, whom a name stands for by `names` and `addresses`; `connecting` is where
sockets are opened, all of them. `fetched` keeps a page as a value.
"""
