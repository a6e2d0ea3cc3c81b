"""`make corpus`: real Spanish prose out of Debian's documentation packages, one paragraph a line.

Nothing is installed: the packages are downloaded into a folder that is gone afterwards, and read as archives.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .prose import bible, paragraphs
from .timing import say

CORPUS = Path(__file__).parents[1] / "build" / "corpus.txt"
PACKAGES = (
    "sword-text-sparv", "libreoffice-help-es", "gimp-help-es", "lilypond-doc-html-es", "manpages-es",
    "manpages-es-dev", "lyx-common", "fortunes-es", "fortunes-es-off", "debian-handbook", "debian-reference-es",
    "installation-guide-amd64", "wesnoth-1.16-data", "gnome-user-docs", "maint-guide-es", "aptitude-doc-es",
    "debian-edu-doc-es", "freedombox-doc-es", "kicad-doc-es", "linuxcnc-doc-es", "harden-doc", "evolution-common",
    "wordpress-l10n", "kmymoney-common", "debian-history", "gedit-common", "gnucash-common",
    "libreoffice-l10n-es", "apt", "dpkg", "man-db", "passwd",
)  # fmt: skip
_SPANISH = re.compile(r"/(?:es|es-ES|es_ES)/|/(?:admin-)?es_ES\.mo$|\.es\.[a-z]+$|_es\.(?:html|adoc)$|-es/")
_NOT_WANTED = re.compile(r"big-page|-big\b|/copyright$|changelog")
_BIBLE = re.compile(r"(.*/ztext/.*)\.bz[vsz]$")
_LEAST_MB = 5


def build(target: Path) -> tuple[int, dict[str, int]]:
    """Download the packages and write their Spanish paragraphs, each once.

    Args:
        target: the file to write.

    Returns:
        How many paragraphs there are, and the bytes that each package gave.
    """
    seen: set[str] = set()
    sizes: dict[str, int] = {}
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file, TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the package manager may download as another user
        for package in PACKAGES:
            archive = _download(package, Path(folder))
            for paragraph in _prose(archive) if archive else ():
                if paragraph not in seen:
                    seen.add(paragraph)
                    file.write(paragraph + "\n")
                    sizes[package] = sizes.get(package, 0) + len(paragraph.encode()) + 1
            if archive:
                archive.unlink()
    return len(seen), sizes


def read(path: Path = CORPUS) -> list[str]:
    """Return the corpus's paragraphs, in their order.

    Args:
        path: the file that `build` wrote.

    Raises:
        SystemExit: it is not there.
    """
    if not path.exists():
        raise SystemExit("corpus: there is none yet; 'make corpus' builds it (it needs Debian's package manager)")
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _download(package: str, folder: Path) -> Path | None:
    """Return the package's archive, or None where this system does not have the package."""
    say(f"corpus: {package}")
    command = ["apt-get", "download", package]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our list
    except FileNotFoundError:
        raise SystemExit("corpus: apt-get is needed, which Debian and Ubuntu have") from None
    if done.returncode:
        say(f"corpus: {package} is left out, this system does not offer it ('apt-get update' may help)")
        return None
    return next(folder.glob("*.deb"))


def _prose(archive: Path) -> Iterator[str]:
    modules: dict[str, dict[str, bytes]] = {}
    for name, data in _files(archive):
        if found := _BIBLE.match(name):
            modules.setdefault(found[1], {})[name[-3:]] = data
        else:
            yield from paragraphs(name, data)
    for module in modules.values():
        yield from bible(module["bzv"], module["bzs"], module["bzz"])


def _files(archive: Path) -> Iterator[tuple[str, bytes]]:
    command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as process,  # noqa: S603  # what was downloaded now
        tarfile.open(fileobj=process.stdout, mode="r|") as members,
    ):
        for member in members:
            wanted = (_SPANISH.search(member.name) and not _NOT_WANTED.search(member.name)) or _BIBLE.match(member.name)
            if member.isfile() and wanted and (contents := members.extractfile(member)):
                yield member.name, contents.read()


def _report(count: int, sizes: Mapping[str, int]) -> str:
    lines = [f"  {package:<28}{sizes[package] / 1e6:>7.2f} MB" for package in sorted(sizes, key=lambda key: -sizes[key])]
    return "\n".join([*lines, f"  {'all':<28}{sum(sizes.values()) / 1e6:>7.2f} MB, {count:,} paragraphs"])


def main() -> int:
    """Build the corpus; 1 where too little came together."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, default=CORPUS, metavar="FILE")
    target = parser.parse_args().out
    count, sizes = build(target)
    print(_report(count, sizes))
    return int(sum(sizes.values()) < _LEAST_MB * 1e6)


if __name__ == "__main__":
    sys.exit(main())
