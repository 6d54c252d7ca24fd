"""Every check that `mim validate` makes: its id, family, severity and what it is about.

One table, in the order of the documentation. A check's id never changes its meaning.
"""

from mimcli.checks.check import Check
from mimcli.checks.known_rules import RULES

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
        "MIME message is missing, or the end of its gzip or base64 data. A warning where the "
        "document itself is whole.",
    ),
    Check(
        "xml-encoding",
        "xml",
        "error",
        "A wrong encoding declaration",
        "The bytes of the document are not in the encoding that its XML declaration names (UTF-8, "
        "if it names none), or have more than one byte order mark before them. It is read in the "
        "encoding that it must be in, and checked on.",
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
        "schema-open-content",
        "schema",
        "info",
        "Not judged, as any element may stand there",
        "The schema lets any element stand there and declares none of that name. It is judged by "
        "the message type that templateId beside it names, or else has to be right by one of the "
        "models that begin with an element of its name; here that does not tell what it is of.",
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
        "The extension of interactionId is not the name of the message's outermost element, or it "
        "is empty.",
    ),
    Check(
        "version-code",
        "identity",
        "warning",
        "A version code of another MiM version",
        "versionCode names a version that does not define the message's interaction. An error if "
        "it is empty, in a letter case that no version has, or a code that its vocabulary lacks.",
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
        "batch-manifest",
        "identity",
        "error",
        "A batch says of its messages what they are not",
        "The manifest of a batch names messages that are not in it, does not name one that is, or "
        "names another interaction than the message; or transmissionQuantity is not how many "
        "messages there are.",
    ),
    Check(
        "batch-item",
        "identity",
        "error",
        "A message of a batch lacks what it should carry",
        "Nothing says which interaction the message is of, or it lacks what that interaction "
        "carries. Information, if it has something though its interaction carries nothing, so that "
        "this is not judged.",
    ),
    Check(
        "transport-action",
        "transport",
        "error",
        "The transport names another interaction",
        "What carries the message names another interaction than it is: the SOAPAction header of "
        "HTTP, wsa:Action of a SOAP header, or the Action of an ebXML header. The Spine routes by "
        "these.",
    ),
    Check(
        "transport-service",
        "transport",
        "warning",
        "The transport names another service",
        "What carries the message names a service of the Spine under which its interaction, in any "
        "revision, was never seen. The names are evidence from test environments, no official "
        "list: an interaction that was seen under none, or under more than five, is not judged.",
    ),
    Check(
        "transport-encoding",
        "transport",
        "error",
        "The transport names another encoding",
        "The Content-Transfer-Encoding of a MIME part says base64, but the message stands there as "
        "it is: who decodes it gets something else. It is read as it is, and checked on.",
    ),
    *RULES,
)
