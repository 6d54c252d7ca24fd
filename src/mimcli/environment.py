"""The environment variables that `mim` reads, each declared once."""

from typing import Final

MIM_VERSION: Final = "MIM_VERSION"
MIM_CACHE_DIR: Final = "MIM_CACHE_DIR"
MIM_NO_PROJECT: Final = "MIM_NO_PROJECT"
MIM_PAGE: Final = "MIM_PAGE"
MIM_PAGER: Final = "MIM_PAGER"
PAGER: Final = "PAGER"
NO_COLOR: Final = "NO_COLOR"
FORCE_COLOR: Final = "FORCE_COLOR"
FORCE_HYPERLINK: Final = "FORCE_HYPERLINK"
COLUMNS: Final = "COLUMNS"

VARIABLES: Final = {
    MIM_VERSION: "the MiM version to ask, as `--mim`",
    MIM_CACHE_DIR: "the cache folder, as `--cache-dir`",
    MIM_NO_PROJECT: "if set and not empty: no `mim.toml`, no `[tool.mim]` is looked for",
    MIM_PAGE: "the page of NHS England on the MiM, as `--page` of `mim fetch` and `mim retired`",
    MIM_PAGER: "the pager for long answers on a terminal; empty or `cat`: none",
    PAGER: "the pager, where MIM_PAGER is not set",
    NO_COLOR: "if set and not empty: no colour",
    FORCE_COLOR: "if set and not empty: colour even where stdout is no terminal",
    FORCE_HYPERLINK: "`1`: links to local pages on a terminal not known to show them; `0`: none",
    COLUMNS: "the width of `--format text`, in place of the terminal's own",
}
