"""The output of a command, made here of the options about printing and passed on as one argument."""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Concatenate

from attrs import frozen
from cyclopts import Group, Parameter

from retroach_async.cli.answers import Printable, Result, Selected
from retroach_async.cli.columns import picked
from retroach_async.cli.formats import FORMATS, Format
from retroach_async.cli.records import columns_of
from retroach_async.cli.status import STATUS
from retroach_async.cli.terminal import say, stderr, stdout
from retroach_async.errors import InvalidRequest
from retroach_async.pages import Pages
from retroach_async.watch import ChangedGames

OUTPUT = Group("Output", sort_key=9)

Work = Callable[Concatenate["Output", ...], Awaitable[int | None]]
"""The body of a command; it may give an exit code."""
Command = Callable[..., Awaitable[int | None]]
"""A function as cyclopts reads it: its signature holds every argument and option."""

_KINDS = inspect.Parameter

_COLUMNS = _KINDS(
    "chosen_columns",
    _KINDS.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        str | None,
        Parameter(
            name="--columns",
            metavar="NAMES",
            group=OUTPUT,
            help="Print these columns only, separated by commas; a wrong name tells all names.",
        ),
    ],
)


@frozen
class Output:
    """The output of one command: answers on standard output in one format, notes on standard error."""

    format: Format
    verbose: bool = False
    """True where the library's log, which holds no secret, is repeated as notes."""
    columns: Sequence[str] = ()
    """The columns that were asked for; none for the usual ones."""

    def one(self, answer: Printable) -> None:
        """Print an answer that is all there is to print."""
        self.format.one(self._selected(answer))

    def _selected(self, answer: Printable) -> Printable:
        return Selected(answer, self.columns) if self.columns else answer

    @contextmanager
    def stream(self, columns: Sequence[str]) -> Iterator[Callable[[Printable], None]]:
        """Print answers as they come. A header stands before the first, and also where there is none."""
        begun = False
        columns = self.columns or columns

        def put(answer: Printable) -> None:
            nonlocal begun
            if not begun:
                self.format.begin(columns)
            begun = True
            self.format.next(self._selected(answer))

        yield put
        if not begun:
            self.format.begin(columns)

    async def rows(self, kind: Any, rows: Pages[Any] | ChangedGames, relations: Sequence[str] = ()) -> None:
        """Print the rows of all pages: as they come, or together in a format that cannot do otherwise."""
        if self.format.fits_columns:
            found = tuple([row async for row in _counted(rows)])
            self.one(Result(found, tuple[kind, ...], relations))
            return
        with self.stream(columns_of(kind, relations=relations)) as put:
            async for row in _counted(rows):
                put(Result(row, kind, relations))

    def note(self, message: str) -> None:
        """Print one line on standard error, unless the reader of standard output has seen enough."""
        if not isinstance(sys.exception(), BrokenPipeError):
            say(message)

    @contextmanager
    def progress(self, total: int, what: str, *, beside_stream: bool = False) -> Iterator[Callable[[], None]]:
        """Show a bar on standard error if that is a terminal, and give the function that moves it on by one.

        Beside a stream there is no bar where both would share the terminal.
        """
        console = stderr()
        if not console.is_terminal or (beside_stream and stdout().is_terminal):
            yield lambda: None
            return
        from retroach_async.cli.progress import Bar  # noqa: PLC0415  few commands show one

        with STATUS.hidden(), Bar(console, total, what) as bar:
            yield bar.advance

    @contextmanager
    def log(self) -> Iterator[None]:
        """Repeat the library's log if the command is verbose."""
        if not self.verbose:
            yield
            return
        log, handler = logging.getLogger("retroach_async"), _Notes(self)
        level = log.level
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            log.removeHandler(handler)
            log.setLevel(level)


async def _counted(rows: Pages[Any] | ChangedGames) -> AsyncIterator[Any]:
    """The same rows; a terminal shows how many there were."""
    async for row in rows:
        total = rows.total if isinstance(rows, Pages) else None
        of_all = "" if total is None else f" of {total:,}"
        STATUS.progress = f"row {rows.delivered:,}{of_all}"
        yield row


class _Notes(logging.Handler):
    """Repeats what is logged as notes."""

    def __init__(self, output: Output) -> None:
        super().__init__()
        self._output = output

    def emit(self, record: logging.LogRecord) -> None:
        self._output.note(record.getMessage())


def dressed(
    work: Work,
    arguments: Iterable[inspect.Parameter] | None = None,
    formats: Collection[str] = FORMATS.keys(),
    columns: Callable[[Mapping[str, Any]], Sequence[str]] | None = None,
) -> Command:
    """The command that does some work, with the options about printing.

    Those options become the `Output` that is the first argument of the work. The others are `arguments`; without
    them, they are read from its signature. `columns` tells the columns that can be asked for, by the other options.
    """
    if arguments is None:
        _, *arguments = inspect.signature(work, eval_str=True).parameters.values()

    async def command(
        *args: Any, verbose: bool = False, chosen_columns: str | None = None, **options: Any
    ) -> int | None:
        wanted = [name for name in formats if options.pop(_python_name(name), False)]
        if len(wanted) > 1:
            raise InvalidRequest(f"--{' and --'.join(wanted)} exclude each other: give one of them")
        output_format = FORMATS[(wanted or [*FORMATS])[0]]
        names: Sequence[str] = ()
        if chosen_columns is not None and columns is not None:
            if not output_format.has_columns:
                raise InvalidRequest(f"--{wanted[0]} prints the whole answer: --columns goes with the other formats")
            names = picked(chosen_columns, columns(options))
        output = Output(output_format(), verbose, names)
        with output.log():
            return await work(output, *args, **options)

    parameters = [*arguments, *_options(formats), *([_COLUMNS] if columns else ())]
    command.__name__ = getattr(work, "__name__", "command")
    command.__doc__ = work.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect looks for
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


def switch(name: str, option: str | tuple[str, ...], words: str) -> inspect.Parameter:
    """A switch about printing: off without it."""
    parameter = Parameter(name=option, negative="", show_default=False, group=OUTPUT, help=words)
    return _KINDS(name, _KINDS.KEYWORD_ONLY, default=False, annotation=Annotated[bool, parameter])


def _options(formats: Iterable[str]) -> Iterator[inspect.Parameter]:
    for name in formats:
        if FORMATS[name].help:
            yield switch(_python_name(name), f"--{name}", FORMATS[name].help)
    yield switch("verbose", ("--verbose", "-v"), "Tell on standard error what is tried again and waited for.")


def _python_name(format_name: str) -> str:
    return f"as_{format_name}"
