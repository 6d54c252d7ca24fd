"""Every command of `mim`, in the order that `mim --help` shows them.

A command's module is imported when the command runs, not before: `mim show` does not pay for
`mim retired`.
"""

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """One command: where its function lives and what `mim --help` says of it."""

    name: str
    module: str
    """Module below `mimcli.cli`; its attribute `COMMAND` maps the name to the function."""
    summary: str
    section: str


EXPLORING = "Exploring"
CHECKING = "Checking"
KEEPING = "Keeping"

COMMANDS: tuple[CommandEntry, ...] = (
    CommandEntry("list-domains", "explore", "Every domain of the manual's menu", EXPLORING),
    CommandEntry(
        "show", "explore", "One thing: a domain, interaction, message type ...", EXPLORING
    ),
    CommandEntry("which", "which", "Which MiM versions define an id or a message", EXPLORING),
    CommandEntry("table", "table", "The message table of a message type", EXPLORING),
    CommandEntry("explain", "explain", "One element: what it is, what it may hold", EXPLORING),
    CommandEntry("schema", "schema", "The XSD, and everything that it includes", EXPLORING),
    CommandEntry("vocab", "vocab", "The vocabularies, their codes; what a code means", EXPLORING),
    CommandEntry("oid", "oid", "The object identifiers, and who has one", EXPLORING),
    CommandEntry("datatype", "datatype", "The datatypes and what their flavours demand", EXPLORING),
    CommandEntry("uses", "uses", "What uses a thing; what it uses", EXPLORING),
    CommandEntry("search", "search", "Every word of the manual, best hits first", EXPLORING),
    CommandEntry("example", "example", "The example messages, and one of them", EXPLORING),
    CommandEntry("scaffold", "scaffold", "A new, valid message, to be filled in", EXPLORING),
    CommandEntry("open", "open", "The manual's page in the browser", EXPLORING),
    CommandEntry("flow", "flow", "Who sends what to whom: a sequence diagram", EXPLORING),
    CommandEntry("validate", "validate", "Check messages; what is wrong, and where", CHECKING),
    CommandEntry("retired", "retired", "Retirement status; a CI gate with --check", CHECKING),
    CommandEntry("diff", "diff", "What changed between versions; whom it breaks", CHECKING),
    CommandEntry("audit", "audit", "What is wrong with the manual itself", CHECKING),
    CommandEntry("add", "add", "Add a MiM (zip or folder) to the cache", KEEPING),
    CommandEntry("fetch", "fetch", "Get a MiM from the web into the cache", KEEPING),
    CommandEntry("versions", "versions", "The MiM versions cached and known", KEEPING),
    CommandEntry("use", "versions", "Choose the MiM version to ask by default", KEEPING),
    CommandEntry("remove", "versions", "Remove a MiM version from the cache", KEEPING),
    CommandEntry("export", "transfer", "A cached version as one file", KEEPING),
    CommandEntry("import", "transfer", "Take a version that was exported", KEEPING),
    CommandEntry("cache", "cache", "The cache: dir, size, verify, prune", KEEPING),
)
