"""One run of `lint` over files: settings, files, findings, corrections, output, exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ...documents import Kind
from ...errors import Fault, Location, ManualError, ManualFileError
from ...manual import Manual
from ...messages import Message, message
from ...phrase_definitions import Severity
from ...replies.verdict import SEVERITIES
from ..case_files import STDIN
from ..language import Language
from ..streams import is_terminal
from .command import Options
from .context import given_of
from .files import files_in, without_excluded
from .judging import Correction, Judge
from .printing import Printed, texts_of
from .results import FileResult
from .settings import Settings, find_settings

if TYPE_CHECKING:
    from .baseline import Baseline

FINE, FOUND, WRONG = 0, 1, 2
_SHOWS_PROGRESS = 20  # files


def lint_files(options: Options, language: Language) -> int:
    """Judge the files that the command line names, and return the exit code.

    Args:
        options: the command line.
        language: the language of the run.

    Raises:
        ManualError: the settings, the manual, the case or the baseline are wrong.
    """
    settings = settings_of(options)
    baseline_file = options.baseline or settings.baseline
    # A new baseline replaces the old one, so findings that the old one holds must count.
    baseline = _baseline(baseline_file) if baseline_file and not options.new_baseline else None
    manual = Manual.load(options.folder or settings.manual)
    judge = Judge(manual, given_of(options, settings, manual), language, cast("Kind | None", options.kind))
    run = _Run(options, settings, language, judge, manual)
    return run.over_files(baseline)


def settings_of(options: Options) -> Settings:
    """Return the settings of the project that the first path lies in, or else the current folder."""
    if options.no_config:
        return Settings()
    first = Path(options.paths[0]) if options.paths and options.paths[0] != STDIN else Path()
    return find_settings(first if first.is_dir() else first.parent)


def fails(results: Sequence[FileResult], fail_on: Severity) -> bool:
    """Return whether a finding that counts is as grave as asked, or graver."""
    grave = SEVERITIES[SEVERITIES.index(fail_on) :]
    return any(report.counts and report.finding.severity in grave for result in results for report in result.reports())


def _baseline(name: str) -> Baseline:
    from .baseline import read_baseline

    return read_baseline(name)


class _Run:
    def __init__(self, options: Options, settings: Settings, language: Language, judge: Judge, manual: Manual) -> None:
        self._options = options
        self._settings = settings
        self._say = language
        self._judge = judge
        self._manual = manual
        self._format = options.output_format or settings.output_format or "text"
        self._fail_on = cast("Severity", options.fail_on or settings.fail_on or "error")
        self._went_wrong = False

    def over_files(self, baseline: Baseline | None) -> int:
        """Judge, correct, print, and return the exit code."""
        names, faults = files_in(self._options.paths)
        self._tell(faults)
        names = without_excluded(names, self._settings.exclude, self._settings.folder)
        if self._options.fix or self._options.diff:
            self._correct(names)
        results = self._results(names)
        if self._options.new_baseline is not None:
            return self._write_baseline(self._options.new_baseline, results)
        if baseline is not None:
            results = [baseline.marked(result) for result in results]
            self._tell_gone(baseline, results)
        code = WRONG if self._went_wrong else FOUND if fails(results, self._fail_on) else FINE
        if not self._options.diff:
            self._print(results, code, has_baseline=baseline is not None)
        return code

    def _results(self, names: Sequence[str]) -> list[FileResult]:
        with self._progress(names) as each:
            results = [self._judge.file(name) for name in each]
        for result in results:
            self._tell(result.faults)
        return results

    def _correct(self, names: Sequence[str]) -> None:
        """Make or show the safe changes of each file."""
        is_apart = self._format != "text" and not self._options.diff  # what programs read stays clean
        for name in names:
            if not self._judge.can_correct(name):
                self._note(message("{name}: aquí no se hacen cambios; solo en texto y Markdown", name=name))
                continue
            correction = self._corrected(name)
            if correction is not None:
                click.echo("\n".join(correction.lines), err=is_apart)

    def _corrected(self, name: str) -> Correction | None:
        try:
            correction = self._judge.correction(name)
        except ManualError:  # told when the file is judged
            return None
        if correction is not None and self._options.fix:
            try:
                correction.write()
            except ManualFileError as error:
                self._tell(error.faults)
                return None
        return correction

    def _write_baseline(self, name: str, results: Sequence[FileResult]) -> int:
        if self._went_wrong:
            return WRONG
        from .baseline import write_baseline

        try:
            count = write_baseline(name, results)
        except OSError as error:
            problem = message("no se puede escribir el archivo ({reason})", reason=error.strerror or "")
            raise ManualFileError([Fault(problem, Location(name))]) from None
        self._note(message("hallazgos anotados como ya conocidos: {count}", count=count))
        return FINE

    def _tell_gone(self, baseline: Baseline, results: Sequence[FileResult]) -> None:
        gone = baseline.gone(results)
        if gone:
            self._note(message(
                "hallazgos de la línea base que ya no están: {count}; vuelva a escribirla con --write-baseline",
                count=gone,
            ))  # fmt: skip

    def _print(self, results: Sequence[FileResult], code: int, *, has_baseline: bool) -> None:
        run = Printed(results, self._manual, self._say, self._fail_on, code, has_baseline=has_baseline)
        for text in texts_of(self._format, run):
            click.echo(text)

    @contextmanager
    def _progress(self, names: Sequence[str]) -> Iterator[Iterable[str]]:
        if len(names) < _SHOWS_PROGRESS or not is_terminal(sys.stderr):
            yield names
            return
        with click.progressbar(names, label="manual-atencion lint", file=sys.stderr, show_pos=True) as bar:
            yield bar

    def _tell(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._went_wrong = True
            click.echo(f"error: {fault.render(self._say.name)}", err=True)

    def _note(self, said: Message) -> None:
        click.echo(self._say(said), err=True)
