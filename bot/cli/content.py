"""`lint` and `corpus`: what is wrong with the pages, and what was understood of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from bot.cli.context import context_of, errors, open_edition, results, stop, windows_hint
from bot.cli.exits import EXIT_FINDINGS, EXIT_USAGE
from bot.cli.machine import corpus_json, dump, findings_json
from bot.cli.options import ContentOption
from bot.cli.show import count_by_severity, finding_line
from bot.corpus.file_names import printable
from bot.corpus.findings import Finding, Severity
from bot.corpus.model import Corpus, Page, PassageKind
from bot.dialogue import terminal_wording
from bot.edition import Edition
from bot.matching.go_deeper import links


class LintFormat(StrEnum):
    """For people, for programs, or as annotations on a pull request."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def lint(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(readable=False, help="Folders or pages; BOT_CONTENT_DIR without any."),
    ] = None,
    form: Annotated[LintFormat, typer.Option("--format", help="text, json or github.")] = (
        LintFormat.TEXT
    ),
    content_dir: ContentOption = None,
) -> None:
    """Check pages and say how to mend them. Exits with 1 when there is an error."""
    if not paths:
        paths = [context_of(ctx).settings(content_dir).content_dir]
    found = [(path, finding) for path in paths for finding in _lint_path(ctx, path)]
    if form is LintFormat.JSON:
        typer.echo(dump(findings_json(_told_apart(found, paths)), indent=1))
    for path, finding in found:
        if form is LintFormat.TEXT:
            results.print(finding_line(finding, _prefix(path)), soft_wrap=True)
        elif form is LintFormat.GITHUB:
            typer.echo(_github_line(finding, _prefix(path)))
    if form is LintFormat.TEXT:
        errors.print(count_by_severity(finding for _, finding in found))
    if any(finding.severity is Severity.ERROR for _, finding in found):
        raise typer.Exit(EXIT_FINDINGS)


def _lint_path(ctx: typer.Context, path: Path) -> tuple[Finding, ...]:
    """Lint a folder, or one page by itself; say also where its go-deeper questions lead."""
    _refuse_missing(path)
    edition = open_edition(context_of(ctx).settings(path))
    return tuple(sorted((*edition.findings, *links(edition.corpus))))


def _refuse_missing(path: Path) -> None:
    """End where a path that was given leads nowhere."""
    if not path.exists():
        stop(f"{printable(str(path))}: no such file or folder{windows_hint(path)}", EXIT_USAGE)


def _told_apart(found: Iterable[tuple[Path, Finding]], paths: Sequence[Path]) -> Iterator[Finding]:
    """Name files from where the command was run, where more than one path was given."""
    for path, finding in found:
        yield replace(finding, file=_prefix(path) + finding.file) if len(paths) > 1 else finding


def _prefix(path: Path) -> str:
    """Give what stands before a finding's file so that a terminal can open it."""
    folder = path if path.is_dir() else path.parent
    return "" if folder == Path() else f"{printable(folder.as_posix())}/"


def _github_line(finding: Finding, folder: str) -> str:
    """Write a workflow command that puts the finding on the changed line."""
    level = {Severity.INFO: "notice"}.get(finding.severity, finding.severity.value)
    place = f"file={_escape(folder + finding.file, is_property=True)}"
    place += f",line={finding.line},col={finding.column}"
    title = _escape(finding.code, is_property=True)
    return f"::{level} {place},title={title}::{_escape(f'{finding.message} {finding.hint}')}"


def _escape(text: str, *, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


def corpus(
    ctx: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(readable=False, help="A folder or a page; BOT_CONTENT_DIR without one."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    content_dir: ContentOption = None,
) -> None:
    """Show what was understood of the pages: briefings, passages and links."""
    if path is not None:
        _refuse_missing(path)
    edition = open_edition(context_of(ctx).settings(path or content_dir))
    if as_json:
        typer.echo(dump(corpus_json(edition.corpus), indent=1))
    else:
        _show_corpus(edition)


def _show_corpus(edition: Edition) -> None:
    served = edition.corpus
    for briefing in served.briefings:
        tree = Tree(Text.assemble((briefing.title, "bold"), (f"  {briefing.id}", "dim")))
        for page in briefing.pages:
            _add_page(tree, served, page)
        results.print(tree)
    counts = len(served.briefings), len(served.pages), len(served.passages)
    results.print(terminal_wording.corpus_summary(*counts, served.revision))
    errors.print(count_by_severity(edition.findings))


def _add_page(tree: Tree, served: Corpus, page: Page) -> None:
    branch = tree.add(Text.assemble(page.file, (f"  {page.kind.value}", "dim")))
    for passage in page.passages:
        line = (f"{passage.provenance.line:>5}  {passage.kind.value:<9}", "dim")
        broken = (" (breaks off)", "yellow") if passage.is_truncated else ""
        label = passage.label if passage.kind is not PassageKind.MENU else f"{passage.label} …"
        branch.add(Text.assemble(line, label, broken))
    for question in page.go_deeper:
        target = served.answer_to(question)
        where = f" → {target.label}" if target else " → nothing answers this"
        line = (f"{question.provenance.line:>5}  {'deeper':<9}", "dim")
        branch.add(Text.assemble(line, question.label, (where, "green" if target else "yellow")))
