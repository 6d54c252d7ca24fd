"""One call of a command: its options, its manual, and where its answer goes."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer

from mimcli.cli.settings import ASKED, Settings, place_of, settings_of
from mimcli.cli.streams import say
from mimcli.exitcodes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mimcli.cache.paths import CachePaths
    from mimcli.errors import CacheError
    from mimcli.model.answers.listing import Listing
    from mimcli.query.manual import Manual
    from mimcli.query.nothing import Nothing
    from mimcli.render import Answer, Problem
    from mimcli.workplace import Workplace


class Session:
    """What a command body works with; it opens nothing until it is asked to."""

    def __init__(self, context: typer.Context, *, silent: bool = False) -> None:
        self.context = context
        self.settings: Settings = settings_of(context)
        if silent:
            self.settings = self.settings._replace(quiet=True)
        self.command = context.command_path.removeprefix("mim ")
        context.meta["mimcli.command"] = self.command
        self.warnings: list[Problem] = []

    @cached_property
    def place(self) -> "Workplace":
        """The cache and the version that this call is for (nothing is created by asking)."""
        place = place_of(self.settings)
        if place.project is not None and place.project.unknown:
            keys = ", ".join(place.project.unknown)
            self.warn("unknown-key", f"{place.project.file} says {keys}, which means nothing here")
        return place

    @property
    def paths(self) -> "CachePaths":
        """The cache's places."""
        return self.place.paths

    @cached_property
    def manual(self) -> "Manual":
        """The manual to ask: named, chosen, newest in the cache, or bundled."""
        from mimcli.query.opening import open_manual  # noqa: PLC0415  (sqlite3: 6 ms)

        manual = open_manual(self.paths, self.place.version, self.place.asked_by)
        manual = manual._replace(retirement=self.place.retirement_list)
        self.context.meta[ASKED] = (manual.version, manual.source)
        return manual

    @property
    def tree(self) -> "Path | None":
        """The extracted publication of the manual that was asked, if one was."""
        asked: Manual | None = self.__dict__.get("manual")
        return asked.tree if asked else None

    def _say_what_answers(self) -> None:
        """Say on stderr that less than a whole manual answers, if that is so."""
        asked: Manual | None = self.__dict__.get("manual")
        if asked is not None and asked.source == "bundled":
            self.note(
                f"no MiM {asked.version} in the cache: the bundled catalogue answers"
                f" (names and relations only); `mim fetch {asked.version}` gets everything"
            )
        elif asked is not None and asked.partial:
            self.note(f"the cached MiM {asked.version} is partial: it answers what it holds")

    @property
    def is_for_lines(self) -> bool:
        """Whether the answer is printed as lines of records, which have no room for remarks."""
        from mimcli.cli.output import format_of  # noqa: PLC0415  (the edge)

        return (self.settings.format or format_of(self.settings)) in ("tsv", "csv", "ndjson")

    def take_output(self) -> "Path | None":
        """Return the file that --output names, for what a command writes beside its answer.

        The answer then goes to stdout.
        """
        target = self.settings.output
        self.settings = self.settings._replace(output=None)
        return target

    def note(self, text: str) -> None:
        """Say something on stderr, unless the user wants quiet."""
        if not self.settings.quiet:
            say(f"note: {self._pasted(text)}")

    def notes(self, *texts: str | None) -> None:
        """Say each text that there is on stderr, as `note` does."""
        for text in texts:
            if text:
                self.note(text)

    def nothing(self, why: "Nothing") -> None:
        """Say on stderr that nothing was found, and what to try."""
        self.note(f"nothing found: {why.message}")
        if not self.settings.quiet:
            say(f"hint: {self._pasted(why.hint)}")

    def warn(self, code: str, message: str) -> None:
        """Say on stderr, and in the JSON envelope, that something is not as it should be."""
        from mimcli.render import Problem  # noqa: PLC0415  (only with a warning)

        message = self._pasted(message)
        self.warnings.append(Problem(code, message))
        if not self.settings.quiet:
            say(f"warning: {message}")

    def _pasted(self, text: str) -> str:
        if not (self.settings.cache_dir or self.settings.mim):
            return text
        from mimcli.cli.hints import pasted_here  # noqa: PLC0415  (1 ms: a pattern)

        return pasted_here(text, self.settings)

    def not_asked(self, error: "CacheError") -> None:
        """Warn that a version of the cache could not be asked."""
        hint = f" ({error.hint})" if error.hint else ""
        self.warn("not-asked", f"{error.message}: it was not asked{hint}")

    def answer(
        self,
        data: Any,
        *,
        asks_manual: bool = True,
        style: str | None = None,
        code: ExitCode = ExitCode.YES,
    ) -> None:
        """Render `data` in the wanted format and end with `code`.

        `style` names another layout of the text format (`tree`), which is then the default in a
        pipe too.
        """
        from mimcli.cli.output import format_of, write_text, write_value  # noqa: PLC0415

        answer = self._answer(data, asks_manual=asks_manual)
        self._say_what_answers()
        format_ = self.settings.format or ("text" if style else format_of(self.settings))
        if format_ == "text":
            write_value(answer, self, style)
        else:
            from mimcli.render import render  # noqa: PLC0415  (completion needs none)

            write_text(render(answer, format_), self.settings)
        if code:
            raise typer.Exit(int(code))

    def answer_found(
        self,
        data: "Listing[Any]",
        nothing: "Callable[[], Nothing]",
        *,
        found: bool | None = None,
        style: str | None = None,
    ) -> None:
        """Render a listing; an empty one ends with "no", and `nothing` tells why.

        `found` says whether there is an answer where that is not the listing's length.
        """
        if found is None:
            found = bool(data.items)
        if not found:
            self.nothing(nothing())
        self.answer(data, style=style, code=ExitCode.YES if found else ExitCode.NO)

    def answer_lines(self, data: "Listing[Any]", column: str, *, asks_manual: bool = True) -> None:
        """Print one column of a listing, one value a line, unless a format is asked for."""
        from mimcli.cli.output import write_text  # noqa: PLC0415  (the edge)

        if self.settings.format:
            self.answer(data, asks_manual=asks_manual)
        else:
            self._say_what_answers()
            from mimcli.render.plain import visible  # noqa: PLC0415  (as above)

            lines = (f"{visible(str(getattr(item, column)))}\n" for item in data.items)
            write_text("".join(lines), self.settings)

    def answer_document(self, data: Any, *, code: ExitCode = ExitCode.YES) -> None:
        """Print a document's own text (coloured on a terminal), unless a format is asked for."""
        from mimcli.cli.output import is_terminal  # noqa: PLC0415  (the edge)

        if self.settings.format or (is_terminal() and not self.settings.output):
            self.answer(data, code=code)
        else:
            self.answer_text(data.text, code=code)

    def answer_file(self, data: Any, content: bytes) -> None:
        """Print a file's own bytes (its text in colour on a terminal), unless a format is asked."""
        from mimcli.cli.output import is_terminal, write_bytes  # noqa: PLC0415  (the edge)

        if self.settings.format or (is_terminal() and not self.settings.output):
            self.answer(data)
        else:
            write_bytes(content, self.settings)

    def answer_text(self, text: str, *, code: ExitCode = ExitCode.YES) -> None:
        """Write text that is in its format already, and end with `code`."""
        from mimcli.cli.output import write_text  # noqa: PLC0415  (the edge)

        self._say_what_answers()
        write_text(text, self.settings)
        if code:
            raise typer.Exit(int(code))

    def _answer(self, data: Any, *, asks_manual: bool) -> "Answer":
        from mimcli.render import Answer  # noqa: PLC0415  (completion needs none)

        manual = self.manual if asks_manual else None
        return Answer(
            command=self.command,
            mim=manual.version if manual else None,
            source=manual.source if manual else None,
            data=data,
            warnings=tuple(self.warnings),
        )
