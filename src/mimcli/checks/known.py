"""Every check that `mim validate` makes: its id, family, severity and what it is about.

One table, in the order of the documentation. A check's id never changes its meaning.
"""

from typing import NamedTuple

from mimcli.model.answers.validation import Severity


class Check(NamedTuple):
    """One check."""

    id: str
    """In kebab case, unique: `schema-unexpected-element`."""
    family: str
    """`--select` and `--ignore` take it for all its checks."""
    severity: Severity
    title: str
    """A few words, for lists and for what reviews code."""
    summary: str
    """One or two sentences: what it finds, and where the demand comes from."""


CHECKS: tuple[Check, ...] = (
    Check(
        "xml-not-well-formed",
        "xml",
        "error",
        "Not well-formed XML",
        "The document breaks the rules of XML itself, so nothing else can be said of it.",
    ),
    Check(
        "xml-document-type",
        "xml",
        "error",
        "A document type declaration",
        "The document has a DTD. No message of the Spine has one, and entities in it are the way "
        "of several attacks, so it is not read any further.",
    ),
    Check(
        "xml-cut-off",
        "xml",
        "error",
        "Cut off",
        "The document ends too early, and so does what it came in: the closing boundary of its "
        "MIME message is missing, or the end of its gzip or base64 data.",
    ),
    Check(
        "xml-encoding",
        "xml",
        "error",
        "A wrong encoding declaration",
        "The bytes of the document are not in the encoding that its XML declaration names (UTF-8, "
        "if it names none). It is read in the encoding that it must be in, and checked on.",
    ),
    Check(
        "xml-no-namespace",
        "xml",
        "warning",
        "No namespace",
        "The message has no namespace; it is checked as if it had that of the schema.",
    ),
    Check(
        "schema-unexpected-element",
        "schema",
        "error",
        "An element that may not stand there",
        "The schema does not allow the element in this place: it is unknown there, comes too "
        "often, or too early, or too late.",
    ),
    Check(
        "schema-missing-element",
        "schema",
        "error",
        "An element is missing",
        "The schema demands an element that is not there.",
    ),
    Check(
        "schema-unexpected-attribute",
        "schema",
        "error",
        "An attribute that may not stand there",
        "The schema does not know the attribute on this element, or prohibits it.",
    ),
    Check(
        "schema-missing-attribute",
        "schema",
        "error",
        "An attribute is missing",
        "The schema demands an attribute that is not there.",
    ),
    Check(
        "schema-value",
        "schema",
        "error",
        "A value that its type does not allow",
        "An attribute or the text of an element has not the form, or is none of the values, that "
        "the schema demands.",
    ),
    Check(
        "schema-fixed-value",
        "schema",
        "error",
        "Not the fixed value",
        "The schema fixes the value, and the message has another.",
    ),
    Check(
        "schema-text",
        "schema",
        "error",
        "Text, or an element, where there may be none",
        "The schema allows only elements here, or no content at all.",
    ),
    Check(
        "schema-type",
        "schema",
        "error",
        "A wrong xsi:type or xsi:nil",
        "What xsi:type or xsi:nil says is not allowed on this element.",
    ),
    Check(
        "schema-unknown-root",
        "schema",
        "error",
        "Not an element of the schema",
        "The outermost element is none that the schema declares.",
    ),
    Check(
        "schema-other",
        "schema",
        "error",
        "Another fault that the schema finds",
        "The schema's processor finds a fault of a kind that is not told apart.",
    ),
    Check(
        "interaction-id",
        "identity",
        "error",
        "Another interaction than its root",
        "The extension of interactionId is not the name of the message's outermost element.",
    ),
    Check(
        "version-code",
        "identity",
        "warning",
        "A version code of another MiM version",
        "versionCode names another version than the one that the message is judged by, which "
        "defines its interaction.",
    ),
    Check(
        "message-type",
        "identity",
        "error",
        "A message type that is not the document's",
        "The extension of messageType names no message type of the manual, or none that the "
        "interaction carries.",
    ),
    Check(
        "repeated-id",
        "identity",
        "warning",
        "The message's own id once more",
        "Something within the message has the id of the message itself; each thing has its own.",
    ),
    Check(
        "fixed-value",
        "model",
        "error",
        "Not the value that the message table fixes",
        "The message table fixes a value that the schema leaves open, and the message has another.",
    ),
    Check(
        "mandatory-null",
        "model",
        "error",
        "No value where one is mandatory",
        "What the message table marks with M has to have a value; it may not say nullFlavor.",
    ),
    Check(
        "table-missing",
        "model",
        "warning",
        "Something is missing that the message table demands",
        "The message table says that it has to be there; the schema lets it be left out. Of an "
        "attribute whose value is fixed anyway only information.",
    ),
    Check(
        "table-repeated",
        "model",
        "warning",
        "More than the message table allows",
        "An element comes more often than the message table says; the schema does not mind.",
    ),
    Check(
        "unknown-code",
        "codes",
        "error",
        "A code that is not in the vocabulary",
        "The vocabulary of the place lists its codes, and this is none of them. A warning where "
        "the place may have other codes too (CWE), and where the vocabulary is part of a "
        "terminology such as SNOMED CT. Vocabularies that list no codes judge none.",
    ),
    Check(
        "retired-code",
        "codes",
        "warning",
        "A retired code",
        "The vocabulary's page shows the code as retired.",
    ),
    Check(
        "display-name",
        "codes",
        "warning",
        "Another name than the code's own",
        "displayName is not what the vocabulary calls the code.",
    ),
    Check(
        "code-system",
        "codes",
        "error",
        "Another code system than the vocabulary's",
        "codeSystem is not the OID of the vocabulary that the place takes its codes from. A "
        "warning where the vocabulary lists no codes.",
    ),
    Check(
        "oid-form",
        "ids",
        "warning",
        "Neither an OID nor a UUID",
        "A root or codeSystem that should be an OID is none, though the schema lets it through.",
    ),
    Check(
        "oid-unknown",
        "ids",
        "info",
        "An OID that the catalogue does not have",
        "The OID lies below one of the NHS, but the manual's catalogue does not have it; a warning "
        "if it is there only as a node of the hierarchy.",
    ),
    Check(
        "uuid-form",
        "ids",
        "error",
        "Not a UUID",
        "A root that should be a UUID is none; a warning if it has small letters.",
    ),
    Check(
        "nhs-number",
        "ids",
        "error",
        "Not an NHS number",
        "The OID says that it is an NHS number, but it has not ten digits; a warning if only the "
        "check digit (modulo 11) is wrong, as in many made-up ones.",
    ),
    Check(
        "time-form",
        "times",
        "error",
        "Not a time",
        "A point in time is not of the form YYYYMMDDhhmmss, or a beginning of it.",
    ),
    Check(
        "calendar-date",
        "times",
        "error",
        "A day or hour that there is not",
        "A point in time has the right form, but the calendar has no such month, day or hour.",
    ),
    Check(
        "schematron-assert",
        "schematron",
        "error",
        "A rule of the manual's Schematron is broken",
        "One of the manual's own Schematron files asserts something that does not hold.",
    ),
    Check(
        "schematron-report",
        "schematron",
        "error",
        "A rule of the manual's Schematron reports something",
        "One of the manual's own Schematron files reports something: an error if its text says so, "
        "information if it says that, else a warning. Reports that confirm that all is well are "
        "not told.",
    ),
)
