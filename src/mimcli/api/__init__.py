"""The Python API: `open_mim` opens one MiM version, and a `Mim` answers questions about it.

The same queries as the command line's, and the same records: what `mim show PDS --json` prints as
`data` is what `Mim.show("PDS")` returns, with the keys as attributes. Listings come as tuples.

Every failure is a `MimError` with a `message` and perhaps a `hint`: `NotFoundError` for a name that
the version does not have, `NotCachedError` for a question that needs a version which is not in the
cache, `CacheError` for a cache that cannot be read, `UsageError` for what makes no sense.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from mimcli.api.checking import Checking
from mimcli.api.messages import Messages
from mimcli.api.reference import Reference
from mimcli.model.answers.audit import AuditRow
from mimcli.model.answers.diff import Diff
from mimcli.model.answers.knowledge import Which
from mimcli.model.answers.locations import Location
from mimcli.model.answers.retirement import RetirementRow
from mimcli.model.answers.search import SearchHit
from mimcli.query import audit, diff, locations, retired, search, which
from mimcli.query.opening import open_manual
from mimcli.workplace import workplace


def open_mim(
    version: str | None = None, *, cache_dir: str | os.PathLike[str] | None = None
) -> "Mim":
    """Open a MiM version for questions.

    `version` is one such as `"7.2.02"`; without it the one that `mim` itself would ask: what
    `MIM_VERSION` names, else what the project's file pins, else the one chosen with `mim use`, else
    the newest in the cache, else the bundled catalogue. `cache_dir` is the cache's folder; without
    it what `MIM_CACHE_DIR` or the project's file names, else the platform's. Nothing is written or
    downloaded.

    Raises NotCachedError for a version that is neither in the cache nor bundled, CacheError for
    one whose index cannot be read, and ConfigError for a project file that makes no sense.
    """
    folder = Path(cache_dir) if cache_dir is not None else None
    place = workplace(os.environ, version=version, cache_dir=folder)
    manual = open_manual(place.paths, place.version)
    return Mim(manual._replace(retirement=place.retirement_list), place.paths)


class Mim(Messages, Reference, Checking):
    """One MiM version, open for questions. Get one from `open_mim`.

    A context manager: `with open_mim() as mim:` closes the index at the end. Threads may share it.
    """

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[str] = (),
        domain: str | None = None,
        limit: int = 20,
    ) -> tuple[SearchHit, ...]:
        """Return the passages that have the words of `text`, best first, at most `limit` (0: all).

        All words must be there; `"a phrase"`, `begin*`, `AND`, `OR`, `NOT` and brackets say more.
        `kinds` keeps those of some kinds (`interaction`, `section`, `code` ...), `domain` those of
        one domain.
        """
        manuals = (self._manual,)
        return search.search(manuals, text, kinds=kinds, domain=domain, limit=limit).hits.items

    def findings(
        self,
        subject: str | None = None,
        *,
        kind: str | None = None,
        severity: str | None = None,
        page: str | None = None,
    ) -> tuple[AuditRow, ...]:
        """Return what is wrong with the publication, the gravest first.

        `subject` is an artefact, a domain or a path; `page` is a part of a page's path.
        """
        return audit.audit(self._manual, subject, kind=kind, severity=severity, page=page).items

    def diff(
        self,
        old: str,
        new: str | None = None,
        name: str | None = None,
        *,
        breaking: bool = False,
        side: str | None = None,
    ) -> Diff:
        """Return what changed in meaning from `old` to `new`, and whom each change breaks.

        Both are versions, or both are artefacts (`"PRPA_MT000203UK04"`, `"6.3.01:PRPA_MT000203"`);
        without `new` it is this version. `name` narrows versions to a domain, an artefact, a
        vocabulary; `breaking` keeps the changes that break somebody, `side` those that break the
        `"sender"` or the `"receiver"`.
        """
        newer = self.version if new is None else new
        return diff.diff(self._paths, self.version, old, newer, name, breaking=breaking, side=side)

    def locate(self, name: str | None = None, *, diagram: bool = False) -> Location:
        """Return the page of `name` and the place in it; with `diagram` its drawing."""
        return locations.locate(self._manual, name, diagram=diagram)

    def which(self, *targets: str) -> tuple[Which, ...]:
        """Return which MiM versions define ids, ids without revision, or the ids in message files.

        Asks every version in the cache and all that is known of the others.
        """
        return which.which(self._paths, targets, self._manual.retirement()).items

    def retired(self, *names: str) -> tuple[RetirementRow, ...]:
        """Return the retirement status of domains and artefact ids; of all domains without any."""
        if not names:
            return retired.retirement_list(self._manual)[0].items
        return retired.retirement_of_names(self._paths, self._manual, names).items
