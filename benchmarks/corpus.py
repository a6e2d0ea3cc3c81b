"""`make corpus`: real Spanish prose out of Debian's packages, a file for each, one paragraph a line.

Nothing is installed: the packages are downloaded into a folder that is gone afterwards, and read as archives.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from .prose import bible, paragraphs
from .timing import say

CORPUS = Path(__file__).parents[1] / "build" / "corpus"
# In these somebody speaks to somebody: a Bible, sayings and jokes, a game's scenes.
STORIES = ("sword-text-sparv", "fortunes-es", "wesnoth-1.16-data")
PACKAGES = (
    *STORIES, "libreoffice-help-es", "gimp-help-es", "lilypond-doc-html-es", "manpages-es", "manpages-es-dev",
    "lyx-common", "debian-handbook", "debian-reference-es", "installation-guide-amd64", "gnome-user-docs",
    "maint-guide-es", "aptitude-doc-es", "debian-edu-doc-es", "freedombox-doc-es", "harden-doc", "evolution-common",
    "wordpress-l10n", "kmymoney-common", "debian-history", "gedit-common", "gnucash-common", "libreoffice-l10n-es",
    "apt", "dpkg", "man-db",
)  # fmt: skip
_SPANISH = re.compile(r"/(?:es|es-ES|es_ES)/|/(?:admin-)?es_ES\.mo$|\.es\.[a-z]+$|_es\.(?:html|adoc)$|-es/")
_NOT_WANTED = re.compile(r"big-page|-big\b|/copyright$|changelog")
_BIBLE = re.compile(r"(.*/ztext/.*)\.bz[vsz]$")
_LEAST_MB = 5


def build(target: Path) -> dict[str, int]:
    """Download the packages and write their Spanish paragraphs, each once.

    Args:
        target: the folder to write into.

    Returns:
        The bytes that each package gave.
    """
    seen: set[str] = set()
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.txt"):
        old.unlink()
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the package manager may download as another user
        for package in PACKAGES:
            if archive := _download(package, Path(folder)):
                new = [text for text in dict.fromkeys(_prose(archive)) if text not in seen]
                seen.update(new)
                (target / f"{package}.txt").write_text("".join(f"{text}\n" for text in new), encoding="utf-8")
                archive.unlink()
    return {package: path.stat().st_size for package in PACKAGES if (path := target / f"{package}.txt").exists()}


def read(folder: Path = CORPUS) -> dict[str, list[str]]:
    """Return the corpus's paragraphs by package, in a fixed order.

    Args:
        folder: what `build` wrote into.

    Raises:
        SystemExit: there is no corpus.
    """
    paths = {package: folder / f"{package}.txt" for package in PACKAGES}
    found = {
        package: path.read_text(encoding="utf-8").split("\n")[:-1] for package, path in paths.items() if path.exists()
    }
    if not found:
        raise SystemExit("corpus: there is none yet; 'make corpus' builds it (it needs Debian's package manager)")
    return found


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


def main() -> int:
    """Build the corpus; 1 where too little came together."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, default=CORPUS, metavar="FOLDER")
    sizes = build(parser.parse_args().out)
    for package, size in sizes.items():
        print(f"  {package:<28}{size / 1e6:>7.2f} MB")
    total = sum(sizes.values()) / 1e6
    print(f"  {'all':<28}{total:>7.2f} MB")
    return int(total < _LEAST_MB)


if __name__ == "__main__":
    sys.exit(main())
