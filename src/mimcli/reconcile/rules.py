"""The reconciliation rules: who is believed when the publication contradicts itself, and why.

docs/explanation/reconciliation.md is this table in prose; a test keeps the two together. Every
overruled statement becomes a Finding that names its rule.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """One rule of precedence."""

    slug: str
    statement: str
    reason: str


EXISTS_ANYWHERE = Rule(
    "exists-anywhere",
    "An interaction exists if a manual, an interaction XML file or a schema has it, each once.",
    "Each of the three accounts lacks some; users meet ids from all of them.",
)
MANUAL_FIRST = Rule(
    "manual-first",
    "Roles, trigger event and message type are taken from the domain's implementation manual; "
    "what it does not state, from the interaction XML, and then from the schema.",
    "It is the account that was edited for readers; the XML has truncated and copied ids.",
)
DEFINED_ONLY = Rule(
    "defined-only",
    "An id that is malformed, of the wrong kind or defined nowhere loses to one that is defined, "
    "whichever account has it; where none is better, it stays.",
    "A reader can do nothing with an id that leads nowhere; most are slips of typing.",
)
ID_OVER_TITLE = Rule(
    "id-over-title",
    "Of a row of an interaction's table whose id is that of one artefact and whose words are the "
    "title of another of the domain, the id is taken; an artefact's title is that of its own "
    "heading, and a row's words only where it has none.",
    "The interaction XML and the schemas agree with the ids; the words are copied from neighbours, "
    "or describe.",
)
SENDER_IS_NOT_RECEIVER = Rule(
    "sender-is-not-receiver",
    "A receiving role that repeats the sending role loses to another defined role in the XML.",
    "A row copied from the one above it is the commonest slip of the manuals' tables.",
)
WIRE_WRAPPERS = Rule(
    "wire-wrappers",
    "Wrappers are those whose types the interaction's schema carries, else those that it "
    "includes, if it has one of the kind; else rule manual-first decides.",
    "What the schema carries is what validates on the wire.",
)
MODEL_AND_WIRE = Rule(
    "model-and-wire",
    "The message type is the one that the domain models; the schema's payload is kept beside it "
    "as the wire payload. It is a finding only where their root elements differ.",
    "CDA domains model a templated document and send the generic one; both answers are true.",
)
FILE_BY_ID = Rule(
    "file-by-id",
    "An artefact's schema is the file that has its id, whatever the manual links.",
    "The links are copied from neighbours in dozens of places; the file names never are.",
)
HEADING_FIRST = Rule(
    "heading-first",
    "An artefact defined twice has the title and text of its first definition, in menu order; "
    "an interaction that the XML states twice, the relations of its first, in order of the files.",
    "Later headings repeat the first, or tell of changes to it.",
)
DOMAIN_BY_KIN = Rule(
    "domain-by-kin",
    "An artefact that no manual defines belongs to the domain of another revision of its stem, "
    "else to its payload's, else to the only domain that uses its id's prefix.",
    "Superseded revisions are left in the schema folder when their page has gone.",
)

ANSWER_COMES_BACK = Rule(
    "answer-comes-back",
    "`mim flow` draws an answer whose own table has the sender and the receiver of the request "
    "that it answers the other way round; `mim show` has the table's.",
    "An answer does not go where its request went; the table's ids stand in the interaction XML, "
    "too, so they stay what the publication states.",
)
PAGE_AND_SCHEMA = Rule(
    "page-and-schema",
    "Of a vocabulary that both a page and a schema list, every code of either is kept, and marked "
    "with who has it; words come from the page.",
    "The schema is what validates, the page is what is written for readers; where they differ, a "
    "reader has to know both.",
)
SCHEMA_OF_VOCABULARY = Rule(
    "schema-of-vocabulary",
    "A vocabulary that several schemas enumerate is taken from the NHS's own (VocabularySchemas, "
    "then dt), and from HL7's (voc) last.",
    "Messages include the NHS's schemas; HL7's full vocabulary is there for the structural codes.",
)
CODE_OR_VOCABULARY = Rule(
    "code-or-vocabulary",
    "What a row is coded with is a vocabulary if a page or a schema lists one of that name; else "
    "it is the code allowed if it is the row's default, or the fixed value of that or another "
    "row of the same name; else it is a vocabulary whose codes are not published.",
    "One of the two generators of the tabular views writes the code where the other writes the "
    "vocabulary: {CNE:EVN} for {CNE:ActMood}.",
)
OID_ANYWHERE = Rule(
    "oid-anywhere",
    "An OID that a vocabulary or a datatype's schema states is answered though the catalogue "
    "lacks it, with the names of who uses it.",
    "Users meet OIDs in messages; the catalogue lags behind the vocabularies.",
)
FLAVOUR_BY_WORDS = Rule(
    "flavour-by-words",
    "A schema's flavour is the page's flavour of that name; else the one of its datatype whose "
    "title has all words of its name; else the only one whose text has them.",
    "The page has titles where the schema has names, and links neither to the other.",
)
FLAVOUR_OF_ELEMENT = Rule(
    "flavour-of-element",
    "An element's flavour is that of its type in the schema; else that which its model (MIF) "
    "names, wherever a schema has it; else those that its description names, if they are of the "
    "element's datatype. What is overruled is told in a note.",
    "The schema is what validates; a description may speak of a part of the value, or be copied. "
    "The models name the schemas' own flavours, or names that nothing defines.",
)
CONSTRAINT_FROM_BOTH = Rule(
    "constraint-from-both",
    "A constraint allows the templates of its page and of the template configuration.",
    "Both are published as the list; where one lacks a template, the other has seen it.",
)

RULES = (
    EXISTS_ANYWHERE,
    MANUAL_FIRST,
    DEFINED_ONLY,
    ID_OVER_TITLE,
    SENDER_IS_NOT_RECEIVER,
    WIRE_WRAPPERS,
    MODEL_AND_WIRE,
    FILE_BY_ID,
    HEADING_FIRST,
    DOMAIN_BY_KIN,
    ANSWER_COMES_BACK,
    PAGE_AND_SCHEMA,
    SCHEMA_OF_VOCABULARY,
    CODE_OR_VOCABULARY,
    OID_ANYWHERE,
    FLAVOUR_BY_WORDS,
    FLAVOUR_OF_ELEMENT,
    CONSTRAINT_FROM_BOTH,
)
