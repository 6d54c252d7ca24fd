"""What `mim` knows without a MiM at hand: the bundled facts, each with its source.

Nothing here is an official list. Where the MiM itself is in the cache, the MiM wins. The modules
are apart because a record costs some 0.7 ms to define when the program starts.
"""
