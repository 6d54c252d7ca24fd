"""Questions about vocabularies, codes, OIDs, datatypes and constraints, and who uses them."""

from mimcli.api.opened import Opened
from mimcli.errors import NotFoundError
from mimcli.model.answers.datatypes import Datatype, DatatypeSummary
from mimcli.model.answers.oids import Oid, OidSummary
from mimcli.model.answers.templates import TemplateConstraint
from mimcli.model.answers.uses import Use, UseStep
from mimcli.model.answers.vocabularies import FoundCode, Vocabulary, VocabularySummary
from mimcli.query import datatypes, oids, templates, uses, uses_tree, vocabularies


class Reference(Opened):
    """Asks about what the messages of a version are made of."""

    def vocabularies(self) -> tuple[VocabularySummary, ...]:
        """Return every vocabulary that a page or a schema has, in order of their names."""
        return vocabularies.list_vocabularies(self._manual).items

    def vocabulary(self, name: str, *, all_uses: bool = False) -> Vocabulary:
        """Return one vocabulary with its codes, by its name or an OID that it alone has.

        It comes with the first few places where it is used, with `all_uses` with all.
        """
        number = vocabularies.vocabulary_named(self._manual, name)
        return vocabularies.show_vocabulary(self._manual, number, all_uses=all_uses)

    def find_code(self, code: str, vocabulary: str | None = None) -> tuple[FoundCode, ...]:
        """Return what a code means: in the named vocabulary, else in every one that has it."""
        within = None
        if vocabulary is not None:
            within = vocabularies.vocabulary_named(self._manual, vocabulary)
        return vocabularies.find_codes(self._manual, code, within).items

    def oids(self, below: str | None = None) -> tuple[OidSummary, ...]:
        """Return every OID in numeric order; with `below` that one and what goes on from it."""
        return oids.list_oids(self._manual, below).items

    def oid(self, oid: str, *, all_uses: bool = False) -> Oid:
        """Return one OID; of an unknown one the longest known one that it goes on from."""
        return oids.show_oid(self._manual, oids.parse_oid(oid) or oid, all_uses=all_uses)

    def datatypes(self) -> tuple[DatatypeSummary, ...]:
        """Return every datatype and flavour: the page's in its order, then the schemas' own."""
        return datatypes.list_datatypes(self._manual).items

    def datatype(self, name: str, *, all_uses: bool = False) -> Datatype:
        """Return a datatype or flavour: what it is made of, and what page and schema demand."""
        number = datatypes.datatype_named(self._manual, name)
        return datatypes.show_datatype(self._manual, number, all_uses=all_uses)

    def constraint(self, name: str) -> TemplateConstraint:
        """Return a template constraint (`NPFIT-000024#Role`) with the templates that it allows."""
        self._manual.need_cache("a template constraint")
        identifier = templates.parse_constraint_id(name)
        if identifier is None:
            raise NotFoundError(f"{name} is no id of a template constraint")
        found = templates.find_constraint(self._manual, identifier)
        if found is None:
            raise templates.unknown_constraint(self._manual, identifier)
        return templates.show_constraint(self._manual, found)

    def uses(self, name: str, *, reverse: bool = False, kind: str | None = None) -> tuple[Use, ...]:
        """Return what uses `name` directly, how and where; with `reverse` what `name` uses.

        `name` is anything that `show` takes, or the path of a schema. `kind` says what it is where
        it could be several things: `uses("ED", kind="datatype")`.
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
