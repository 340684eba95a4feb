"""The files of a build, and what they import: each read once, and put in an order in which none comes before what it
imports.

A file that is imported gives its constants, hours, parts and named defaults to the file that imports it, and to
nobody else: what it imports itself it keeps to itself. So names are found in two files at most, and no name changes
its meaning because a file further off has changed.

Nothing here reads a file. A **loader** finds and reads them: ``flowc.project`` on the disk, within the project's root;
``GivenTexts`` among texts that are at hand.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from flowc.diagnostics import Edit, Finding, Fix, did_you_mean, error
from flowc.patterns import pattern
from flowc.records import NamedTuple
from flowc.source import Source, SourceMap, Span
from flowc.syntax import parse, tree

__all__ = ["MAX_FILES", "GivenTexts", "Loader", "Module", "Modules", "Place", "Refused", "read_modules"]

MAX_FILES = 1_000
"""Files that imports may lead to in one build: a limit of this tool. After as many that lead nowhere none is looked for
any more."""

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Place(NamedTuple):
    """A file that an import leads to: ``identity`` is one for every way to name it, ``path`` what messages call it."""

    identity: str
    path: str


class Refused(NamedTuple):
    """Why an import leads to no text: one line; what to write instead; and the path that was meant, if it is known."""

    message: str
    help: str = ""
    meant: str | None = None


class Loader(Protocol):
    """Finds and reads what files import."""

    def identity(self, path: str) -> str:
        """What a file of the build is, however it is named."""

    def find(self, importer: str, written: str) -> Place | Refused:
        """The file that ``written``, a relative path with slashes, means in the file ``importer``."""

    def read(self, place: Place) -> str | Refused:
        """The text of a file that was found."""


class GivenTexts:
    """Files that are texts at hand, by path. Paths may not lead above where they begin."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = {self.identity(path): text for path, text in texts.items()}

    def identity(self, path: str) -> str:
        return posixpath.normpath(path)

    def find(self, importer: str, written: str) -> Place | Refused:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(importer), written))
        if path in self.texts:
            return Place(path, path)
        if path.startswith("../"):
            return Refused(f"`{written}` lies outside of what was given")
        close = did_you_mean(path, self.texts)
        meant = posixpath.relpath(close, posixpath.dirname(importer) or ".") if close else None
        return Refused(f"there is no file `{path}` among those that were given", meant=meant)

    def read(self, place: Place) -> str | Refused:
        return self.texts[place.identity]


class Module(NamedTuple):
    """A file of a build. ``imports`` are the modules that it imports, by index, each once, with the import of each."""

    source: Source
    tree: tree.File
    imports: tuple[tuple[tree.Import, int], ...]


class Modules(NamedTuple):
    """Those that were asked for come first, in their order. ``order`` has each behind everything that it imports.

    ``broken`` where an import led to no text, so that names may be missing that are not wrong.
    """

    modules: tuple[Module, ...]
    order: tuple[int, ...]
    findings: list[Finding]
    broken: bool

    def behind(self, index: int) -> list[Source]:
        """A module's text, and those of all that it imports, directly or not, in the order in which they were found."""
        seen = {index}
        waiting = [index]
        while waiting:
            for _, other in self.modules[waiting.pop()].imports:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return [self.modules[index].source, *(self.modules[other].source for other in sorted(seen - {index}))]

    def without_trees(self) -> Modules:
        """The same texts and imports; what stands in the texts is let go."""
        bare = (module._replace(tree=module.tree._replace(items=(), comments=())) for module in self.modules)
        return self._replace(modules=tuple(bare))


def read_modules(sources: SourceMap, files: Sequence[Source], loader: Loader | None) -> Modules:
    """Parse ``files`` and everything that they import; what is imported joins ``sources``.

    A text is marked as a library where others import it, or where it holds no flow.
    """
    reading = _Reading(sources, loader)
    for source in files:
        reading.take(source)
    for index in range(len(files)):
        reading.follow(index)
    modules = tuple(
        Module(source, file, tuple((written, other) for other, written in imports.items()))
        for source, file, imports in zip(reading.texts, reading.trees, reading.imports, strict=True)
    )
    imported = {other for imports in reading.imports for other in imports}
    for index, module in enumerate(modules):
        module.source.library = index in imported or not any(isinstance(item, tree.Flow) for item in module.tree.items)
    return Modules(modules, tuple(reading.order), reading.findings, reading.broken)


class _Reading:
    """The tables of modules while they fill. ``imports`` has, by index, the first import that leads to a module."""

    def __init__(self, sources: SourceMap, loader: Loader | None) -> None:
        self.sources = sources
        self.loader = loader
        self.findings: list[Finding] = []
        self.broken = False
        self._refused = 0
        self.texts: list[Source] = []
        self.trees: list[tree.File] = []
        self.imports: list[dict[int, tree.Import]] = []
        self.order: list[int] = []
        self._known: dict[str, int] | None = None
        self._path: list[int] = []
        self._done: set[int] = set()

    def take(self, source: Source) -> int:
        """The index of a module for a text, which is parsed."""
        index = len(self.texts)
        file, problems = parse(source)
        self.texts.append(source)
        self.trees.append(file)
        self.imports.append({})
        self.findings += problems
        return index

    def follow(self, start: int) -> None:
        """Read what a module imports, what that imports, and so on, depth first."""
        if start in self._done:
            return
        self._path = [start]
        waiting = [self._imports_of(start)]
        while waiting:
            written = next(waiting[-1], None)
            if written is None:
                waiting.pop()
                done = self._path.pop()
                self._done.add(done)
                self.order.append(done)
                continue
            other = self._enter(self._path[-1], written)
            if other is not None and other not in self._done:
                self._path.append(other)
                waiting.append(self._imports_of(other))

    def _imports_of(self, index: int) -> Iterator[tree.Import]:
        return (item for item in self.trees[index].items if isinstance(item, tree.Import))

    def _enter(self, importer: int, written: tree.Import) -> int | None:
        """The module that an import leads to, read now if it has not been; None, and a finding, where there is none."""
        if self._refused > MAX_FILES:
            return None
        found = self._find(self.texts[importer].path, written)
        if isinstance(found, Refused):
            self._refuse(written, found)
            return None
        if found in self._path:
            self._refuse(written, self._cycle(found))
            return None
        self.imports[importer].setdefault(found, written)
        return found

    def _find(self, importer: str, written: tree.Import) -> int | Refused:
        path = written.path.literal
        refused = _malformed(written.path, path)
        if refused is not None:
            return refused
        if self.loader is None:
            return Refused(
                f"`{path}` cannot be looked for, because this text was given without the place where it stands",
                "give the file itself, or the texts that it imports",
            )
        place = self.loader.find(importer, path)
        if isinstance(place, Refused):
            return place
        if self._known is None:  # asked of the file system only where something is imported at all
            self._known = {}
            for index, source in enumerate(self.texts):
                self._known.setdefault(self.loader.identity(source.path), index)
        if place.identity in self._known:
            return self._known[place.identity]
        if len(self.texts) >= MAX_FILES:
            return Refused(f"`{path}` is one file too many: {MAX_FILES:,} are read for a build")
        text = self.loader.read(place)
        if isinstance(text, Refused):
            return text
        index = self._known[place.identity] = self.take(self.sources.add(place.path, text))
        return index

    def _cycle(self, again: int) -> Refused:
        names = [self.texts[index].path for index in self._path[self._path.index(again) :]]
        return Refused(
            f"`{names[0]}` imports itself: {' -> '.join([*names, names[0]])}",
            "put what both need into a third file that imports neither",
        )

    def _refuse(self, written: tree.Import, refused: Refused) -> None:
        self.broken = True
        self._refused += 1
        if self._refused > MAX_FILES:
            message = f"{MAX_FILES:,} imports lead nowhere; this one, and what follows it, is not looked for"
            help = "mend the imports before it first"
            self.findings.append(error("MV002", written.path.span, message, help=help))
            return
        found = error("MV107", written.path.span, refused.message, help=refused.help)
        if refused.meant is not None:
            found = found._replace(help=f"did you mean `{refused.meant}`?", fix=_fix(written.path, refused.meant))
        self.findings.append(found)


def _fix(written: tree.Text, meant: str) -> Fix | None:
    if written.long or '"' in meant or "\\" in meant or "{" in meant:
        return None
    return Fix(f"write `{meant}`", (Edit(Span(written.span.start, written.span.end), f'"{meant}"'),))


def _malformed(written: tree.Text, path: str) -> Refused | None:
    """Why this can be the path of no import, wherever it stands; None where it can."""
    example = 'an import names a file beside this one or beneath it: import "common.mv"'
    if any(not isinstance(part, str) for part in written.parts):
        return Refused("the path of an import is written out; nothing can be inserted into it", example)
    if not path or not path.isprintable():
        return Refused("this import names no file", example)
    if path.startswith("/") or _SCHEME.match(path):
        return Refused(f"`{path}` is no relative path, and only files of this project are imported", example)
    if "\\" in path:
        return Refused(f"`{path}` has a backslash in it, which not every system takes", "write `/` for it")
    return None
