"""The records of a tabular view: one class for each kind of row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attr:
    """One attribute row of a tabular view."""

    name: str
    datatype: str
    card: str = "1..1"
    flag: str = ""
    """`M`, `R` or empty; hmd pages print none."""
    domain: str = ""
    strength: str = "CNE"
    fixed: str = ""
    default: str = ""
    constraint: str = ""
    style: str = ""
    """`blank-fixed`, `unbalanced`, `doubled` (brackets), `shifted` (first cell empty) or regular."""
    linked: bool = False
    """Whether the vocabulary's name links to its page."""


@dataclass(frozen=True, slots=True)
class Target:
    """A row that leads to a class of the page: `[1..1] patient (Patient)`."""

    name: str
    cls: str
    card: str = "1..1"
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Cmet:
    """A row that leads to a CMET: `[1..1] agent [CMET: UKCT_MT900101UK01]`."""

    name: str
    mt: str
    card: str = "1..1"
    flag: str = ""
    style: str = ""
    """`path` (the id has its folder before it), `shifted` or regular."""


@dataclass(frozen=True, slots=True)
class TemplateRef:
    """A row that leads to a template constraint: `[1..1] : Template4`."""

    name: str
    constraint: str
    card: str = "1..1"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One alternative of a choice; the first one says `either`."""

    name: str
    card: str = ""
    rows: tuple[Attr, ...] = ()
    """Inline attribute rows (with them the alternative has no link)."""
    cmet: bool = False


@dataclass(frozen=True, slots=True)
class Shadow:
    """An association that is defined elsewhere in the page."""

    name: str
    of: str
    kind: str = "partclass"
    card: str = "0..*"


@dataclass(frozen=True, slots=True)
class Assoc:
    """An association with attributes of its own and one target."""

    name: str
    rows: tuple[Attr, ...]
    target: Target | Cmet | TemplateRef
    card: str = "1..1"
    flag: str = ""
    kind: str = "partclass"
    style: str = ""
    """`shifted`: its rows are flat with an empty first cell (hmd pages)."""


Row = Attr | Target | Cmet | TemplateRef | Alternative | Shadow | Assoc


@dataclass(frozen=True, slots=True)
class Cls:
    """A class of a tabular view with its rows."""

    name: str
    rows: tuple[Row, ...] = ()
    kind: str = "actclass"
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A tabular view."""

    classes: tuple[Cls, ...]
    generation: str = "mif"
    title_id: str = ""
    """The title row's text, where it is not the R-MIM's id."""
    stale_id: str = ""
    """What the div ids of an hmd page say instead of the page's own id."""
    extension: str = "htm"
    newline: str = "\n"
    """`mixed` for both in one page."""
    empty_rows: int = 0
    spelling: str = "lower"
    """`upper`: tags and attributes as an old browser's editor writes them."""

    @property
    def root(self) -> str:
        """The first class's name."""
        return self.classes[0].name
