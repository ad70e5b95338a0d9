"""What a worker may not do, in layers that the kernel holds.

    nursery: enclose, once -> each worker: confine, for itself

A layer that this machine does not allow is reported by name; `tight` says whether enough is left.
"""
