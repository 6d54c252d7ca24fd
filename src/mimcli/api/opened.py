"""An open version: what it is, and how it is closed."""

from pathlib import Path
from types import TracebackType
from typing import Self

from mimcli.cache.paths import CachePaths
from mimcli.errors import UsageError
from mimcli.query.manual import Manual
from mimcli.query.opening import askable_versions


class Opened:
    """A MiM version that is open until it is closed."""

    def __init__(self, manual: Manual, paths: CachePaths) -> None:
        self._open = manual
        self._closed = False
        self._paths = paths

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.version} ({self.source})>"

    def close(self) -> None:
        """Close the index; nothing can be asked afterwards. Closing twice does no harm."""
        self._closed = True
        self._open.connection.close()

    @property
    def version(self) -> str:
        """The MiM version: `"7.2.02"`."""
        return self._open.version

    @property
    def source(self) -> str:
        """`"cache"`, or `"bundled"`: the package's catalogue answers, with names and relations."""
        return self._open.source

    @property
    def partial(self) -> bool:
        """Whether only a part of the publication is at hand."""
        return self._open.partial

    @property
    def folder(self) -> Path | None:
        """The extracted publication; the paths in all answers are relative to it. None: bundled."""
        return self._open.tree

    def versions(self) -> tuple[str, ...]:
        """Return the versions that can be opened, newest first: the cached and the bundled ones."""
        return tuple(askable_versions(self._paths))

    @property
    def _manual(self) -> Manual:
        if self._closed:
            raise UsageError(f"MiM {self._open.version} is closed")
        return self._open
