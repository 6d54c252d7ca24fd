"""The collector of cyclic garbage, out of the way of an import."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Make no search for cyclic garbage meanwhile.

    An import makes hundreds of thousands of small records that all stay, and next to no cycles;
    looking through them again and again took a fifth of its time, and saved no memory.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Nor one at the end, through all that is about to go anyway.
        gc.freeze()
        if enabled:
            gc.enable()
