"""Questions about domains, interactions, messages, their schemas and examples."""

from functools import partial
from pathlib import Path
from typing import TypeVar

from mimcli.api.opened import Opened
from mimcli.errors import NotFoundError
from mimcli.model.answers.domains import Domain, DomainSummary
from mimcli.model.answers.examples import ExampleDocument, ExampleItem
from mimcli.model.answers.explain import ExplainedRow, Explanation, XPathAnswer
from mimcli.model.answers.flow import FlowMessage
from mimcli.model.answers.interaction import Interaction
from mimcli.model.answers.message_type import MessageType
from mimcli.model.answers.part import Part
from mimcli.model.answers.scaffold import NewMessage
from mimcli.model.answers.schemas import SchemaDocument
from mimcli.model.answers.tables import MessageTableRow
from mimcli.query import (
    domains,
    examples,
    explain,
    explain_tree,
    explain_xpath,
    flow,
    schemas,
    show,
    tables,
)
from mimcli.query.names import resolve_domain
from mimcli.query.opening import whole_versions
from mimcli.query.show import Shown
from mimcli.scaffold import making
from mimcli.scaffold.given import read_given

Record = TypeVar("Record")


class Messages(Opened):
    """Asks about the messages of a version."""

    def domains(self) -> tuple[DomainSummary, ...]:
        """Return every domain of the menu, in its order."""
        return domains.list_domains(self._manual).items

    def show(self, name: str) -> Shown:
        """Return whatever `name` stands for; its attribute `kind` says what it is.

        `name` is a domain's name or short name, an artefact id, an id without its revision, a
        vocabulary, datatype, OID or template constraint, in any letter case. UsageError for a name
        that several kinds of things have.
        """
        return show.show(self._manual, name)

    def domain(self, name: str) -> Domain:
        """Return a domain with all that it defines.

        `name` is its name in the menu, its folder or a short name: `PDS`, `LRs`, `EPS`.
        """
        return domains.show_domain(self._manual, resolve_domain(self._manual, name))

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
        from_schema: bool = False,
        unfold: bool = False,
    ) -> tuple[MessageTableRow, ...]:
        """Return a message table's rows in the manual's order.

        `name` is a message type, CMET, template or tabular view, or an interaction: its payload's
        table, with `wrappers` those of its wrappers before it. `depth` keeps rows of at most so
        many steps from the entry class, `match` those that have that text. With `from_schema`, and
        where there is no tabular view, the rows are as the schemas state them (`origin` says so);
        `unfold` makes those go on into CMETs and templates.
        """
        return tables.message_table(
            self._manual,
            name,
            wrappers=wrappers,
            depth=depth,
            match=match,
            from_schema=from_schema,
            unfold=unfold,
        ).items

    def explain(
        self, address: str, *, all_codes: bool = False, from_schema: bool = False
    ) -> Explanation:
        """Return what the manual and its schemas say of one place in a message.

        `address` is an artefact and a path into it (`PRPA_MT000203UK04.subject.patientRole.id`), or
        an XPath. An interaction begins at its transmission wrapper. NotFoundError has near names.
        With `from_schema` the message tables are left out.
        """
        return explain.explain(self._manual, address, all_codes=all_codes, from_schema=from_schema)

    def explain_tree(
        self, address: str, *, depth: int | None = None, required: bool = False
    ) -> tuple[ExplainedRow, ...]:
        """Return the place of an address and what stands below it, depth first.

        `depth` keeps at most so many steps, `required` only what must be there.
        """
        found = explain_tree.explain_tree(self._manual, address, depth=depth, required=required)
        return found.rows.items

    def xpath(self, address: str) -> XPathAnswer:
        """Return the XPath of an address with a message's element names, and its prefixes."""
        return explain_xpath.explain_xpath(self._manual, address)

    def schema(self, name: str) -> SchemaDocument:
        """Return the XSD of an artefact (or at a path of the publication), with its text.

        `files` are the paths of all that it includes or imports, itself first; `folder` is where
        they lie.
        """
        return schemas.schema_document(self._manual, schemas.schema_path(self._manual, name))

    def examples(self, name: str) -> tuple[ExampleItem, ...]:
        """Return the examples of an interaction, message type, template or domain."""
        return examples.select_examples(self._manual, name).listing.items

    def example(self, name: str, which: str | None = None) -> ExampleDocument:
        """Return one example with its text.

        `name` is its path, file name or id; or an artefact, and `which` the number in the list of
        `examples` (from 1), a file name, id or label. NotFoundError where that is not one example.
        """
        found = examples.select_examples(self._manual, name, which)
        items = found.listing.items
        one = found.one or (items[0] if len(items) == 1 else None)
        if one is None:
            raise NotFoundError(
                f"{name} has {len(items)} examples", hint="say which: a number from 1, or a file"
            )
        return examples.example_document(self._manual, one)[0]

    def flow(
        self, name: str, *, role: str | None = None, depth: int | None = None
    ) -> tuple[FlowMessage, ...]:
        """Return who sends what to whom in a domain, around an interaction, or with a role.

        Requests come with their responses below them. `role` keeps the exchanges in which a role
        with that text takes part; `depth` is how many steps of responses are followed.
        """
        return flow.flow(self._manual, name, role=role, depth=depth).items

    def scaffold(
        self,
        name: str,
        *,
        full: bool = False,
        comments: bool = True,
        seed: int | None = None,
        source: str | None = None,
    ) -> NewMessage:
        """Return a new message of an interaction, message type, CMET or template.

        Its `text` is the XML. It has what must be there; with `full` also what may be. `comments`
        say what each place means. The same `seed` gives the same bytes. It is filled from the
        message in the file `source`; its `notes` say what of that did not fit. InputError for a
        file that holds no message, or nothing of this one.
        """
        wishes = making.Wishes(full=full, comments=comments, seed=seed)
        given = read_given(Path(source)).message if source is not None else None
        others = partial(whole_versions, self._paths)
        return making.scaffold(
            self._manual, name, wishes, given=given, filled_from=source, others=others
        )

    def _of_kind(self, name: str, kind: type[Record]) -> Record:
        found = self.show(name)
        if isinstance(found, kind):
            return found
        what = found.kind.replace("_", " ")
        raise NotFoundError(f"{name} is {_WORDS[kind]}: its kind is {what}", hint="show() takes it")


_WORDS: dict[type, str] = {
    Interaction: "no interaction",
    MessageType: "no message type, CMET or template",
    Part: "no application role or trigger event",
}
