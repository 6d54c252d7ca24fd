"""`mim open`: where in the publication something is, for a browser."""

from typing import Any
from urllib.parse import quote

from mimcli.commands import command
from mimcli.data.versions import read_versions
from mimcli.errors import NotFoundError
from mimcli.model.answers.locations import Location
from mimcli.model.identifiers import parse_artefact_id
from mimcli.query.manual import Manual
from mimcli.query.names import Resolved, resolve
from mimcli.query.schemas import schema_file

FRONT_PAGE = "Index.htm"


def locate(manual: Manual, name: str | None, *, diagram: bool = False) -> Location:
    """Return the page of `name` and the place in it; without a name, the front page.

    `name` is anything that `mim show` takes, or the path of any file of the publication, perhaps
    with `#anchor`. The id of a tabular view or an R-MIM leads to that page, not to the message
    type. With `diagram`: the drawing of an R-MIM, or of the interactions of a domain, interaction
    or role. Raises NotFoundError where there is none.
    """
    manual.need_cache("a page")
    if name is None:
        return _location(manual, "page", None, _real(manual, FRONT_PAGE) or FRONT_PAGE)
    if diagram:
        return _location(manual, "diagram", *_diagram(manual, name))
    path, _, fragment = name.strip().replace("\\", "/").partition("#")
    file = _real(manual, path.removeprefix("./"))
    if file:
        kind = "page" if file.lower().endswith((".htm", ".html")) else "file"
        return _location(manual, kind, None, file, fragment)
    return _location(manual, "page", *_page(manual, name))


def on_the_web(version: str, location: Location | None = None) -> Location:
    """Return the same place on the web: in the National Archives, else where NHS England has it.

    Without a location, the version's front page. Raises NotFoundError for a version that is not
    on the web page by page.
    """
    places = {
        one.version: address
        for one in read_versions()
        if (address := one.archive_address or one.address).startswith("https:")
    }
    if version not in places:
        raise NotFoundError(
            f"MiM {version} is not on the web page by page",
            hint=f"these versions are: {', '.join(places)}",
        )
    address = places[version]
    if location is None:
        return Location("page", None, FRONT_PAGE, None, None, address)
    base = address.rpartition("/")[0]
    anchor = f"#{quote(location.anchor)}" if location.anchor else ""
    return location._replace(file=None, address=f"{base}/{quote(location.page)}{anchor}")


def _location(
    manual: Manual, kind: str, name: str | None, page: str, anchor: str | None = None
) -> Location:
    file = schema_file(manual, page).absolute()
    fragment = f"#{quote(anchor)}" if anchor else ""
    return Location(kind, name, page, anchor or None, str(file), file.as_uri() + fragment)


def _real(manual: Manual, path: str) -> str | None:
    row = manual.row("SELECT path FROM file WHERE key = ?", path.lower())
    return str(row[0]) if row else None


def _page(manual: Manual, name: str) -> tuple[str, str, str | None]:
    """Return a thing's name, its page and the place in it."""
    identifier = parse_artefact_id(name)
    if identifier and identifier.kind_code in ("HD", "RM", "TP"):
        row = manual.row(
            "SELECT page, 1 FROM tabular_view WHERE id = ?1"
            " UNION SELECT tabular_view, 1 FROM definition WHERE tabular_view_id = ?1"
            " UNION SELECT rmim, 2 FROM definition WHERE rmim_id = ?1"
            " UNION SELECT rmim, 2 FROM tabular_view WHERE rmim_id = ?1 ORDER BY 2",
            str(identifier),
        )
        # A template's page in the manual says more than its model, which has the same id.
        if row and row[0] and identifier.kind_code != "TP":
            return str(identifier), str(row[0]), None
    from mimcli.query.show import show  # noqa: PLC0415  (loads what it is asked for)

    shown: Any = show(manual, name)
    page = getattr(shown, "page", None)
    key = str(getattr(shown, "id", None) or getattr(shown, "name", None) or name)
    if not page:
        raise NotFoundError(
            f"no page of MiM {manual.version} defines {key}",
            hint=f"`{command('show', key)}` tells what is known of it",
        )
    path, _, fragment = str(page).partition("#")
    return key, path, getattr(shown, "anchor", None) or fragment or None


def _diagram(manual: Manual, name: str) -> tuple[str, str]:
    """Return a thing's name, and the image that draws it: who sends what, else its model."""
    found = resolve(manual, name)
    path = _interaction_diagram(manual, found) or _model_diagram(manual, found)
    if path is None:
        raise NotFoundError(
            f"MiM {manual.version} has no diagram of {name}",
            hint="models, and the domains that have interactions, have diagrams",
        )
    return (name if found.kind == "domain" else str(found.key)), path


def _interaction_diagram(manual: Manual, found: Resolved) -> str | None:
    """Return the first diagram of a domain, or the first, its own domain's, of an interaction."""
    if found.kind == "domain":
        row = manual.row(
            "SELECT image FROM diagram WHERE domain = ? AND image IS NOT NULL ORDER BY id",
            found.key,
        )
    else:
        row = manual.row(
            "SELECT image FROM diagram JOIN diagram_item ON diagram = diagram.id"
            " JOIN artefact ON artefact.id = artefact WHERE artefact = ? AND image IS NOT NULL"
            " ORDER BY diagram.domain != artefact.domain, diagram.id",
            found.key,
        )
    return str(row[0]) if row else None


def _model_diagram(manual: Manual, found: Resolved) -> str | None:
    """Return the image of the R-MIM of a model, or of a tabular view that belongs to none."""
    row = manual.row(
        "SELECT rmim FROM definition WHERE id = ?1 AND rmim IS NOT NULL"
        " UNION SELECT rmim FROM tabular_view WHERE id = ?1 AND rmim IS NOT NULL",
        found.key,
    )
    if row is None:
        return None
    from mimcli.parse.rmim import parse_rmim_image  # noqa: PLC0415  (lxml: 40 ms)

    page = str(row[0])
    return _real(manual, parse_rmim_image(page, schema_file(manual, page).read_bytes()))
