"""What a half-typed name could become."""

from mimcli.query.manual import Manual
from mimcli.query.names import fold_name


def slug(name: str) -> str:
    """Return a domain's name as one word for a shell: `Choose and Book` is `choose-and-book`."""
    return "-".join(name.replace("&", "and").split())


def names_like(manual: Manual, incomplete: str, most: int) -> list[str]:
    """Return domain names and artefact ids that begin with `incomplete`, at most `most`.

    Domains come first; one of several words comes as a slug, which every command takes.
    """
    wanted = fold_name(incomplete)
    rows = manual.rows("SELECT name, folder FROM domain ORDER BY id")
    domains = [slug(name) for name, _ in rows if fold_name(name).startswith(wanted)]
    if not incomplete:
        return domains[:most]
    prefix = incomplete.upper()
    ids = manual.rows(
        "SELECT id FROM artefact WHERE id >= ?1 AND id < ?1 || 'a' ORDER BY id LIMIT ?2",
        prefix,
        most,
    )
    return [*domains, *(str(row[0]) for row in ids)][:most]
