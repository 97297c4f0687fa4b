"""The verbs of the project: `nox -s demo`, `nox -s tests`, ..."""

from __future__ import annotations

from pathlib import Path

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
VERSIONS = nox.project.python_versions(PROJECT)

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "typing"]


def group(name: str) -> list[str]:
    """The packages of a dependency group; older versions of pip do not know groups."""
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session
def demo(session: nox.Session) -> None:
    """Start the emulator, draw one distribution, stream a batch. Needs no key and no network."""
    session.install("-e", ".[cli,fast]")
    session.run("retroach", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Every test, on this Python, with branch coverage."""
    session.install("-e", ".[all]", *group("test"))
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    if not session.posargs:
        session.run("coverage", "report", "--skip-covered")


@nox.session
def dev(session: nox.Session) -> None:
    """Every test in the development modes of Python and asyncio; none may block the event loop."""
    session.install("-e", ".[all]", *group("test"), *group("dev"))
    session.run("python", "-X", "dev", "-m", "pytest", "-q", "-p", "tests.blocking", *session.posargs)


@nox.session(python=VERSIONS)
def matrix(session: nox.Session) -> None:
    """Every test, on every supported Python that is installed."""
    session.install("-e", ".[all]", *group("test"))
    session.run("pytest", "-q", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Every test, with the oldest versions of the dependencies that are allowed."""
    session.install("uv")
    floors = Path(session.create_tmp()) / "floors.txt"
    resolve = ("uv", "pip", "compile", "--quiet", "--resolution", "lowest-direct", "--all-extras", "pyproject.toml")
    session.run(*resolve, "--no-header", "--no-annotate", "--output-file", str(floors))
    session.install("-r", str(floors), *group("test"))
    session.install("--no-deps", "-e", ".")
    session.run("pytest", "-q", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, likely mistakes, and who may import whom."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")


@nox.session
def typing(session: nox.Session) -> None:
    """The package and its users' view, as mypy and pyright see them."""
    session.install("-e", ".[all]", *group("typing"))
    session.run("mypy")
    session.run("mypy", "--no-warn-unreachable", "tests/typing/misuse.py")
    session.run("pyright", "retroach_async", "tests/typing/api.py", env={"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})
    session.run("python", "tests/typing/every_misuse_is_an_error.py")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, without a warning, and what it says about tools that see the key."""
    session.install("-e", ".[all]", *group("docs"), *group("test"))
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    session.run("mkdocs", "build", "--strict", "--site-dir", str(Path(session.create_tmp()) / "site"), env=quiet)
    session.run("pytest", "-q", "tests/docs/built.py", "tests/docs/instrumented.py", env=quiet)


@nox.session
def examples(session: nox.Session) -> None:
    """Every example, against the emulator."""
    session.install("-e", ".[cli]")
    for example in sorted(Path("examples").glob("[!_]*.py")):
        session.log(str(example))
        session.run("python", str(example))


@nox.session
def bench(session: nox.Session) -> None:
    """What the library costs beside bare aiohttp, and a batch beside gather. Prints ratios."""
    session.install("-e", ".[fast]", *group("bench"))
    for benchmark in sorted(Path("benchmarks").glob("bench_*.py")):
        session.run("python", str(benchmark), *session.posargs)


@nox.session
def soak(session: nox.Session) -> None:
    """Stream 30,000 ids through faults and a limiter; fails when one is lost, doubled or wrong."""
    session.install("-e", ".[fast]")
    session.run("python", "benchmarks/soak.py", *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the code in every small way; fails when a change that no test notices is not explained."""
    session.install("-e", ".[all]", *group("test"), *group("mutation"))
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """The distributions, checked by installing the wheel."""
    session.install("build")
    target = Path(session.create_tmp()) / "dist"
    session.run("python", "-m", "build", "--outdir", str(target))
    session.install("--force-reinstall", str(next(target.glob("*.whl"))))
    session.run("python", "-c", "import retroach_async; print(retroach_async.__version__)", env={"PYTHONPATH": ""})
