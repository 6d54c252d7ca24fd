"""The checks of what the schema lets through: what `known` lists last."""

from mimcli.checks.check import Check

RULES: tuple[Check, ...] = (
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
        "What the message table marks with M has to have a value: it may neither say nullFlavor "
        "nor be empty.",
    ),
    Check(
        "datatype-flavour",
        "model",
        "warning",
        "Not of the flavour that the message table states",
        "The message table says in words which flavour of its datatype an identifier or a code is "
        "of, or which root it has, and the schema lets another through. An error where the schemas "
        "of other interactions demand it of the same place.",
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
        "code-stated",
        "codes",
        "warning",
        "Another code than the message table states",
        "The description in the message table says in words that the code shall be a certain one "
        "of its vocabulary, in every message; and it is another.",
    ),
    Check(
        "retired-code",
        "codes",
        "warning",
        "A retired code",
        "The vocabulary's page shows the code as retired. Information, if it shows all as retired.",
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
        "code-missing",
        "codes",
        "warning",
        "A coded value without a code",
        "A coded value has a code, or nullFlavor that says why it has none; originalText or a "
        "translation may stand for it. An error where the message table marks the value with M. A "
        "value that may be left out is told if it has a codeSystem or displayName all the same.",
    ),
    Check(
        "code-system-missing",
        "codes",
        "warning",
        "A code without its code system",
        "A code of a vocabulary whose OID is known has no codeSystem. Codes that stand alone (CS), "
        "and those whose flavour in the message table has none (Coded Only), need none.",
    ),
    Check(
        "repeated-message-id",
        "ids",
        "warning",
        "The id of another message",
        "Two messages that are checked in one call, in two files, in one or in one batch, have the "
        "same id; each has its own. The same file twice, and a copy of it to the byte, are one "
        "message.",
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
        "id-without-root",
        "ids",
        "warning",
        "An identifier without a root",
        "An identifier has a root, or nullFlavor that says why it has none: an extension alone "
        "identifies nothing. An empty one is told where the message table demands it.",
    ),
    Check(
        "template-unknown",
        "ids",
        "error",
        "Not a part of a template",
        "templateId or contentId of a clinical document as it is sent names a template, or a part "
        "of one, that the manual does not have; the schema takes any. A template that is not the "
        "manual's is a warning, as another version's may be meant, but an error where another one "
        "was announced.",
    ),
    Check(
        "nhs-number",
        "ids",
        "error",
        "Not an NHS number",
        "The OID says that it is an NHS number, but it is not ten digits; a warning if only the "
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
        "unit-form",
        "units",
        "warning",
        "A unit that is not written as UCUM has it",
        "The unit of a quantity has letters that UCUM has not (a micro sign, a degree sign), or is "
        "not made of factors with a point or a slash between them. Whether there is such a unit is "
        "not checked: the manual has no list of them.",
    ),
    Check(
        "unit-stated",
        "units",
        "warning",
        "Another unit than the message table states",
        "The description in the message table says that the unit shall be a certain one.",
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
