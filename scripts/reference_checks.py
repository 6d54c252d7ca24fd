"""docs/reference/checks.md: every check of `mim validate`, with an anchor each."""

from mimcli.checks.known import CHECKS
from mimcli.checks.registry import families

INTRODUCTION = """\
# Checks

What `mim validate` looks at. `--select` and `--ignore` take the ids, and the names of families for
all their checks. An `error` makes a message invalid, a `warning` does so with `--strict`, an `info`
never does.

| check | severity | what it finds |
| --- | --- | --- |
"""


def checks_page() -> str:
    """Return the page, made from the registry."""
    parts = [INTRODUCTION]
    parts += [f"| [`{one.id}`](#{one.id}) | {one.severity} | {one.title} |\n" for one in CHECKS]
    for family in families():
        parts.append(f"\n## Family `{family}`\n")
        for one in CHECKS:
            if one.family == family:
                parts.append(f"\n### {one.id}\n\n{one.title} ({one.severity}). {one.summary}\n")
    return "".join(parts)
