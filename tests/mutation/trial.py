"""Trying a mutant: the tests that stand near its module, in a process of their own.

What takes long, importing the libraries, is done once; each trial then begins as a copy of this process
(fork: not on Windows), into which the mutant is imported in place of its module. No file is changed.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Literal

import hypothesis
import pytest

ROOT = Path(__file__).parents[2]
OURS = ("lib", "tests", "sample_data", "conftest", "__main__")
Outcome = Literal["killed", "survived", "not importable"]
NOT_IMPORTABLE = 90
TIMES, LEAST_SECONDS, LONGEST_SECONDS = 5, 20, 3600
"""A mutant that takes so many times the seconds that the module itself takes runs for ever: it is killed."""

hypothesis.settings.register_profile(
    "mutation",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


class Bench:
    """The tests of a module, ready to be run against it or its mutants."""

    def __init__(self, module: str, tests: Sequence[str]) -> None:
        """Raises AssertionError if the tests fail without any fault."""
        self.module, self.tests = module, tests
        code = (ROOT / module).read_text("utf-8")
        for name in self._loaded(code):
            with suppress(ImportError):
                import_module(name)
        begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        self.seconds = LONGEST_SECONDS
        assert self.outcome(code) == "survived", f"{module}: its own tests fail: {' '.join(tests)}"
        taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
        self.seconds = max(LEAST_SECONDS, round(TIMES * taken))

    def outcome(self, code: str) -> Outcome:
        """What becomes of some code in place of the module."""
        child = os.fork()
        if not child:
            os._exit(self._run(code))
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        return {0: "survived", NOT_IMPORTABLE: "not importable"}.get(ended, "killed")  # type: ignore[return-value]

    def _run(self, code: str) -> int:
        """In the copy: run the tests, and give their exit code."""
        silent = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silent, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        signal.alarm(30 * self.seconds)
        name = self.module.removesuffix(".py").replace("/", ".")
        sys.meta_path.insert(0, _InPlace(name, self.module, code))
        try:
            import_module(name)
        except Exception:
            return NOT_IMPORTABLE
        words = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutation"]
        return int(pytest.main([*words, *self.tests]))

    def _loaded(self, code: str) -> list[str]:
        """Which libraries the tests load, found out in a copy."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self.seconds = LONGEST_SECONDS
            self._run(code)
            names = [name for name in sys.modules if name.split(".")[0] not in OURS]
            with os.fdopen(writing, "w") as pipe:
                json.dump(names, pipe)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        return list(json.loads(told))


class _InPlace(MetaPathFinder):
    """Finds one module, with other code than its file has."""

    def __init__(self, name: str, module: str, code: str) -> None:
        self.name, self.path, self.code = name, str(ROOT / module), code

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """Only that module; all others are found as usual."""
        if name != self.name:
            return None
        return spec_from_file_location(name, self.path, loader=_Loader(name, self.path, self.code))


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: str) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """The other code, compiled."""
        compiled: CodeType = compile(self._code, self.path, "exec")
        return compiled
