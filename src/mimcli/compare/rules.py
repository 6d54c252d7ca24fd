"""Whom a change breaks: every rule, with its reason. The one place that decides.

All rules but those of whole things follow from two questions. A system was built for OLD, and now
meets one that was built for NEW:

- is each message that OLD allows also allowed by NEW? If not, the change breaks *senders*: what
  they send is refused, or read as something else;
- is each message that NEW allows also allowed by OLD? If not, it breaks *receivers*: they get what
  they do not know, or miss what they count on. (A receiver that reads over what it does not know is
  not harmed by most of these; one that checks messages against its schema is.)

So what narrows breaks senders, what widens breaks receivers, what puts one thing in the place of
another breaks both; and a change that breaks senders breaks receivers when it is made backwards.
"""

from typing import Final, NamedTuple


class Rule(NamedTuple):
    """One rule."""

    name: str
    breaks: str
    """`sender`, `receiver`, `both` or `none`."""
    reason: str


SENDER, RECEIVER, BOTH, NONE = "sender", "receiver", "both", "none"

RULES: Final = (
    # Things as a whole.
    Rule("interaction-added", NONE, "nobody has to send or take it before it chooses to"),
    Rule("interaction-removed", BOTH, "no receiver takes it any more, and no sender sends it"),
    Rule("interaction-revised", BOTH, "its id is the message's root, so each side knows one only"),
    Rule("model-added", NONE, "it matters where an interaction or another model carries it"),
    Rule("model-removed", NONE, "it matters where an interaction or another model carried it"),
    Rule("model-revised", NONE, "its id alone is not in messages; what changed in it is told"),
    Rule("thing-added", NONE, "it matters where a message uses it"),
    Rule("thing-removed", NONE, "it matters where a message used it"),
    Rule("thing-restated", NONE, "a fact about it that no message carries"),
    # What an interaction is made of.
    Rule("wrapper-replaced", BOTH, "the message is wrapped in another model"),
    Rule("payload-replaced", BOTH, "the message carries another model"),
    Rule("relation-revised", NONE, "a new revision of the same model; what changed in it is told"),
    Rule("sending-role-added", NONE, "more systems may send it; the message is the same"),
    Rule("sending-role-removed", SENDER, "systems in that role may not send it any more"),
    Rule("receiving-role-added", NONE, "more systems may receive it; the message is the same"),
    Rule("receiving-role-removed", RECEIVER, "systems in that role do not get it any more"),
    Rule("trigger-replaced", NONE, "it says when to send; the message is the same"),
    Rule("response-added", RECEIVER, "a receiver has to answer in a way that it did not have to"),
    Rule("response-removed", SENDER, "a sender may wait for an answer that does not come"),
    # What stands in a message.
    Rule("optional-added", RECEIVER, "messages may have what receivers do not know"),
    Rule("mandatory-added", BOTH, "messages without it are refused; receivers do not know it"),
    Rule("optional-removed", SENDER, "messages that have it are refused"),
    Rule("mandatory-removed", BOTH, "messages that have it are refused; receivers miss it"),
    Rule("renamed", BOTH, "each side looks for the name that it knows"),
    Rule("moved", BOTH, "each side looks for it where it knows it"),
    Rule("order-changed", BOTH, "the elements of a message stand in the order of its schema"),
    Rule("cardinality-narrowed", SENDER, "messages with fewer or more of it were allowed"),
    Rule("cardinality-widened", RECEIVER, "messages may have fewer or more than receivers know"),
    Rule("cardinality-shifted", BOTH, "some counts were allowed that are not, and vice versa"),
    Rule("alternative-made", RECEIVER, "messages may have something else in its place"),
    Rule("alternative-ended", SENDER, "messages that have something else in its place are refused"),
    Rule("alternative-bound", SENDER, "messages that have it beside another one are refused"),
    Rule("alternative-freed", RECEIVER, "messages may have it beside what was its alternative"),
    Rule("conformance-tightened", SENDER, "a sender must supply what it could leave out"),
    Rule("conformance-loosened", RECEIVER, "a receiver may miss what it could count on"),
    Rule("conformance-replaced", BOTH, "neither of the two is stricter"),
    Rule("datatype-narrowed", SENDER, "the new type allows less"),
    Rule("datatype-widened", RECEIVER, "the new type allows more"),
    Rule("datatype-replaced", BOTH, "each of the two types allows what the other does not"),
    Rule("nil-allowed", RECEIVER, "it may be empty, with xsi:nil, where it could not"),
    Rule("nil-forbidden", SENDER, "it is refused where it is empty, with xsi:nil"),
    Rule("text-allowed", RECEIVER, "text may stand where none could"),
    Rule("text-forbidden", SENDER, "text is refused where it could stand"),
    # What a value may be.
    Rule("fixed-added", SENDER, "other values were allowed"),
    Rule("fixed-removed", RECEIVER, "other values are allowed"),
    Rule("fixed-changed", BOTH, "each side knows one value only"),
    Rule("default-added", SENDER, "a message that leaves it out now says something"),
    Rule("default-removed", RECEIVER, "a message that leaves it out says nothing any more"),
    Rule("default-changed", BOTH, "a message that leaves it out says something else"),
    Rule("format-added", SENDER, "values of another form were allowed"),
    Rule("format-removed", RECEIVER, "values of another form are allowed"),
    Rule("format-changed", BOTH, "some values were allowed that are not, and vice versa"),
    Rule("vocabulary-narrowed", SENDER, "codes were allowed that are not"),
    Rule("vocabulary-widened", RECEIVER, "codes are allowed that were not"),
    Rule("vocabulary-replaced", BOTH, "other codes are allowed"),
    Rule("vocabulary-same", NONE, "the same codes under another name"),
    Rule("strength-tightened", SENDER, "codes from elsewhere are not allowed any more"),
    Rule("strength-loosened", RECEIVER, "codes from elsewhere may come"),
    Rule("strength-stated", NONE, "what was left open is said; codes from elsewhere may come"),
    # Codes.
    Rule("code-added", RECEIVER, "messages may have a code that receivers do not know"),
    Rule("code-removed", SENDER, "messages that have it are refused"),
    Rule("code-retired", SENDER, "new messages are not to have it"),
    Rule("code-restored", RECEIVER, "messages may have it again"),
    Rule("code-reworded", NONE, "the words for it changed, and not the code"),
    Rule("code-system-replaced", BOTH, "each side knows the codes by one OID"),
    # Templates.
    Rule("template-allowed", RECEIVER, "messages may have a template that receivers do not know"),
    Rule("template-revised", BOTH, "messages have a template's id with its revision"),
    Rule("template-forbidden", SENDER, "messages that have it are refused"),
    # A model within another one.
    Rule("inner-model-same", NONE, "what changed in that model breaks nobody"),
    Rule("inner-model-narrowed", SENDER, "what changed in that model breaks senders"),
    Rule("inner-model-widened", RECEIVER, "what changed in that model breaks receivers"),
    Rule("inner-model-changed", BOTH, "what changed in that model breaks both"),
    Rule("inner-model-replaced", BOTH, "another model stands in its place"),
)

RULE: Final = {rule.name: rule for rule in RULES}

INNER_MODEL: Final = {
    NONE: "inner-model-same",
    SENDER: "inner-model-narrowed",
    RECEIVER: "inner-model-widened",
    BOTH: "inner-model-changed",
}
"""The rule for a model within another one, by whom its own changes break."""

_CONFORMANCE: Final = (None, "R", "M")
"""From the loosest on: not stated, required (if known), mandatory."""


def together(verdicts: set[str]) -> str:
    """Return whom several changes break, taken as one."""
    hurt = verdicts - {NONE}
    if not hurt:
        return NONE
    return hurt.pop() if len(hurt) == 1 else BOTH


def direction(narrower: bool, wider: bool, stem: str) -> str:
    """Return the rule for something that allows less, more, or both."""
    ending = "narrowed" if not wider else "widened" if not narrower else None
    if ending is None:
        return "cardinality-shifted" if stem == "cardinality" else f"{stem}-replaced"
    return f"{stem}-{ending}"


def cardinality_rule(old: tuple[int, int | None], new: tuple[int, int | None]) -> str:
    """Return the rule for another number of occurrences; None is no limit."""
    infinite = float("inf")
    old_most = infinite if old[1] is None else old[1]
    new_most = infinite if new[1] is None else new[1]
    narrower = new[0] > old[0] or new_most < old_most
    wider = new[0] < old[0] or new_most > old_most
    return direction(narrower, wider, "cardinality")


def stated_rule(stem: str, old: object, new: object) -> str:
    """Return the rule for a value (`fixed`, `default`, `format`) that is stated or not."""
    if old is None:
        return f"{stem}-added"
    return f"{stem}-removed" if new is None else f"{stem}-changed"


def codes_rule(old: frozenset[str] | None, new: frozenset[str] | None) -> str:
    """Return the rule for another list of codes; None is one that is not known, or no list."""
    if old is None or new is None:
        if old is None and new is None:
            return "vocabulary-replaced"
        return "vocabulary-narrowed" if old is None else "vocabulary-widened"
    if old == new:
        return "vocabulary-same"
    return direction(bool(old - new), bool(new - old), "vocabulary")


def conformance_rule(old: str | None, new: str | None) -> str:
    """Return the rule for another conformance."""
    if old not in _CONFORMANCE or new not in _CONFORMANCE:
        return "conformance-replaced"
    tighter = _CONFORMANCE.index(new) > _CONFORMANCE.index(old)
    return "conformance-tightened" if tighter else "conformance-loosened"


def strength_rule(old: str | None, new: str | None) -> str:
    """Return the rule for another coding strength: CNE allows no other codes."""
    if new == "CNE":
        return "strength-tightened"
    return "strength-loosened" if old == "CNE" else "strength-stated"


def presence_rule(ending: str, *, mandatory: bool) -> str:
    """Return the rule for an element or attribute that is `added` or `removed`."""
    return f"{'mandatory' if mandatory else 'optional'}-{ending}"
