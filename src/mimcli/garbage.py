"""The collector of cyclic garbage, out of the way of what makes records that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Make no search for cyclic garbage meanwhile.

    An import, or the comparison of two versions, makes hundreds of thousands of small records that
    all stay, and next to no cycles; looking through them again and again took a fifth of the time
    of the one and a tenth of that of the other, and saved no memory. (A new message of a hundred
    kilobytes: a tenth, too.)
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
