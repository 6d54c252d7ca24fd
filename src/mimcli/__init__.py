"""`mim`: a command-line explorer for the NHS Spine Message Implementation Manual.

In Python: `from mimcli import open_mim`; see `mimcli.api`.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # what type checkers take for true; importing typing takes 5 ms
if TYPE_CHECKING:
    from mimcli.api import Mim, open_mim
    from mimcli.errors import (
        CacheError,
        InputError,
        MimError,
        NotCachedError,
        NotFoundError,
        UsageError,
    )

__all__ = [
    "CacheError",
    "InputError",
    "Mim",
    "MimError",
    "NotCachedError",
    "NotFoundError",
    "UsageError",
    "__version__",
    "open_mim",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import what is asked for when it is: the command line needs nothing of it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  (only for users of the Python API)

        home = "mimcli.api" if name in ("Mim", "open_mim") else "mimcli.errors"
        return getattr(import_module(home), name)
