"""The Python API: `open_mim` opens one MiM version, and a `Mim` answers questions about it.

The same queries as the command line's, and the same records: what `mim show PDS --json` prints as
`data` is what `Mim.show("PDS")` returns, with the keys as attributes. Listings come as tuples.

Every failure is a `MimError` with a `message` and perhaps a `hint`: `NotFoundError` for a name that
the version does not have, `NotCachedError` for a question that needs a version which is not in the
cache, `CacheError` for a cache that cannot be read.
"""

import os
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from mimcli.cache.paths import CachePaths, cache_root
from mimcli.environment import MIM_CACHE_DIR, MIM_VERSION
from mimcli.errors import NotFoundError, UsageError
from mimcli.model.answers.domains import Domain, DomainSummary
from mimcli.model.answers.interaction import Interaction
from mimcli.model.answers.knowledge import Which
from mimcli.model.answers.message_type import MessageType
from mimcli.model.answers.part import Part
from mimcli.model.answers.retirement import RetirementRow
from mimcli.model.answers.schemas import SchemaDocument
from mimcli.model.answers.tables import MessageTableRow
from mimcli.model.answers.uses import Use, UseStep
from mimcli.query import domains, retired, schemas, show, tables, uses, uses_tree, which
from mimcli.query.manual import Manual
from mimcli.query.opening import askable_versions, open_manual
from mimcli.query.show import Shown

Record = TypeVar("Record")


def open_mim(
    version: str | None = None, *, cache_dir: str | os.PathLike[str] | None = None
) -> "Mim":
    """Open a MiM version for questions.

    `version` is one such as `"7.2.02"`; without it the one that `mim` itself would ask: what
    `MIM_VERSION` names, else the one chosen with `mim use`, else the newest in the cache, else the
    bundled catalogue. `cache_dir` is the cache's folder; without it what `MIM_CACHE_DIR` names,
    else the platform's. Nothing is written or downloaded.

    Raises NotCachedError for a version that is neither in the cache nor bundled, and CacheError for
    one whose index cannot be read.
    """
    folder = Path(cache_dir) if cache_dir is not None else None
    paths = CachePaths(cache_root(folder, os.environ.get(MIM_CACHE_DIR)))
    return Mim(open_manual(paths, version or os.environ.get(MIM_VERSION) or None), paths)


class Mim:
    """One MiM version, open for questions. Get one from `open_mim`.

    A context manager: `with open_mim() as mim:` closes the index at the end. It may be shared by
    threads.
    """

    def __init__(self, manual: Manual, paths: CachePaths) -> None:
        self._open: Manual = manual
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
        return f"<Mim {self.version} ({self.source})>"

    def close(self) -> None:
        """Close the index; nothing can be asked afterwards. Closing twice does no harm."""
        self._closed = True
        self._open.connection.close()

    @property
    def _manual(self) -> Manual:
        if self._closed:
            raise UsageError(f"MiM {self._open.version} is closed")
        return self._open

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

    def domains(self) -> tuple[DomainSummary, ...]:
        """Return every domain of the menu, in its order."""
        return domains.list_domains(self._manual).items

    def show(self, name: str) -> Shown:
        """Return whatever `name` stands for; its attribute `kind` says what it is.

        `name` is a domain's name or short name, an artefact id, or an id without its revision, in
        any letter case.
        """
        return show.show(self._manual, name)

    def domain(self, name: str) -> Domain:
        """Return a domain with all that it defines.

        `name` is its name in the menu, its folder or a short name: `PDS`, `LRs`, `EPS`.
        """
        return self._of_kind(name, Domain)

    def interaction(self, name: str) -> Interaction:
        """Return an interaction: its roles, trigger event, wrappers, payload, responses, schema."""
        return self._of_kind(name, Interaction)

    def message_type(self, name: str) -> MessageType:
        """Return a message type, CMET or template, and where its parts lie."""
        return self._of_kind(name, MessageType)

    def part(self, name: str) -> Part:
        """Return an application role or trigger event, and the interactions that have it."""
        return self._of_kind(name, Part)

    def table(
        self,
        name: str,
        *,
        wrappers: bool = False,
        depth: int | None = None,
        match: str | None = None,
    ) -> tuple[MessageTableRow, ...]:
        """Return a message table's rows in the manual's order.

        `name` is a message type, CMET, template or tabular view, or an interaction: its payload's
        table, with `wrappers` those of its wrappers before it. `depth` keeps rows of at most so
        many steps from the entry class, `match` those that have that text.
        """
        return tables.message_table(
            self._manual, name, wrappers=wrappers, depth=depth, match=match
        ).items

    def schema(self, name: str) -> SchemaDocument:
        """Return the XSD of an artefact (or at a path of the publication), with its text.

        `files` are the paths of all that it includes or imports, itself first; `folder` is where
        they lie.
        """
        return schemas.schema_document(self._manual, schemas.schema_path(self._manual, name))

    def which(self, *targets: str) -> tuple[Which, ...]:
        """Return which MiM versions define ids, ids without revision, or the ids in message files.

        Asks every version in the cache and all that is known of the others.
        """
        return which.which(self._paths, targets).items

    def retired(self, *names: str) -> tuple[RetirementRow, ...]:
        """Return the retirement status of domains and artefact ids; of all domains without any."""
        if not names:
            return retired.retirement_list(self._manual)[0].items
        return retired.retirement_of_names(self._paths, self._manual, names).items

    def uses(self, name: str, *, reverse: bool = False, kind: str | None = None) -> tuple[Use, ...]:
        """Return what uses `name` directly, how and where; with `reverse` what `name` uses.

        `name` may also be a vocabulary, a datatype or flavour, an OID, a template constraint
        (`NPFIT-000024#Role`) or the path of a schema. `kind` says what it is where it could be
        several things: `uses("ED", kind="datatype")`.
        """
        return uses.uses(self._manual, name, reverse=reverse, kind=kind).items

    def uses_tree(
        self,
        name: str,
        *,
        reverse: bool = False,
        depth: int | None = None,
        kind: str | None = None,
    ) -> tuple[UseStep, ...]:
        """Return what uses `name`, what uses that, and so on, depth first.

        `depth` stops so many steps from `name`; the rest is as for `uses`.
        """
        return uses_tree.uses_tree(
            self._manual, name, reverse=reverse, depth=depth, kind=kind
        ).items

    def _of_kind(self, name: str, kind: type[Record]) -> Record:
        found = self.show(name)
        if isinstance(found, kind):
            return found
        what = found.kind.replace("_", " ")
        raise NotFoundError(
            f"{name} is {_WORDS[kind]}: its kind is {what}", hint="show() takes any name"
        )


_WORDS: dict[type, str] = {
    Domain: "no domain",
    Interaction: "no interaction",
    MessageType: "no message type, CMET or template",
    Part: "no application role or trigger event",
}
