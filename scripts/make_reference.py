"""Make docs/reference/ (and the rules in docs/explanation/) from the code that they describe.

Run `python scripts/make_reference.py`, which writes the pages; with `--check` it writes nothing,
and ends with 1 if a page is not up to date.
"""

import sys
from pathlib import Path

from reference_checks import checks_page
from reference_commands import commands_page
from reference_facts import (
    breaking_rules_table,
    environment_page,
    exit_codes_page,
    index_page,
    names_page,
    rules_table,
)
from reference_json import json_page
from reference_python import python_page

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by scripts/make_reference.py: change the code, not this page. -->\n"
BEGIN = "<!-- rules: made by scripts/make_reference.py from src/mimcli/reconcile/rules.py -->\n"
BEGIN_BREAKING = (
    "<!-- rules: made by scripts/make_reference.py from src/mimcli/compare/rules.py -->\n"
)
END = "<!-- end of rules -->\n"


def pages() -> dict[str, str]:
    """Return every page that is made, by its path below docs/."""
    made = {
        "reference/commands.md": commands_page(),
        "reference/json.md": json_page(),
        "reference/exit-codes.md": exit_codes_page(),
        "reference/environment.md": environment_page(),
        "reference/names.md": names_page(),
        "reference/index-schema.md": index_page(),
        "reference/checks.md": checks_page(),
        "reference/python-api.md": python_page(),
    }
    found = {name: MADE + text for name, text in made.items()}
    found["explanation/reconciliation.md"] = _with_rules("reconciliation", BEGIN, rules_table())
    found["explanation/diff.md"] = _with_rules("diff", BEGIN_BREAKING, breaking_rules_table())
    return found


def _with_rules(page: str, begin: str, rules: str) -> str:
    """Return a page of explanation with rules between its two marks."""
    text = (DOCS / f"explanation/{page}.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(END)
    return f"{before}{begin}\n{rules}\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are not as they would be made."""
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"docs/{name}: {'is not up to date' if '--check' in arguments else 'written'}")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
