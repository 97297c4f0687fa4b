"""The verbs of the project: `nox -s demo`, `nox -s tests`, ..."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import nox

PROJECT = nox.project.load_toml("pyproject.toml")
VERSIONS = nox.project.python_versions(PROJECT)

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "typing"]


def group(*names: str) -> tuple[str, ...]:
    """The packages of dependency groups; older versions of pip do not know groups."""
    return nox.project.dependency_groups(PROJECT, *names)


@nox.session
def demo(session: nox.Session) -> None:
    """Start the emulator, draw one distribution, stream a batch. Needs no key and no network."""
    session.install("-e", ".[cli,fast]")
    session.run("retroach", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Every test, on this Python, with branch coverage."""
    session.install("-e", ".[all]", *group("test", "examples"))
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    if not session.posargs:
        session.run("coverage", "report", "--skip-covered")


@nox.session
def dev(session: nox.Session) -> None:
    """Every test in the development modes of Python and asyncio; none may block the event loop."""
    session.install("-e", ".[all]", *group("test", "dev"))
    session.run("python", "-X", "dev", "-m", "pytest", "-q", "-p", "tests.blocking", *session.posargs)


@nox.session(python=VERSIONS)
def matrix(session: nox.Session) -> None:
    """Every test, on every supported Python that is installed."""
    session.install("-e", ".[all]", *group("test"))
    session.run("pytest", "-q", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Every test, with the oldest version of each dependency that is allowed."""
    project = PROJECT["project"]
    needs = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    oldest = (need.split(",")[0].replace(">=", "==") for need in needs if ">=" in need)
    session.install("-e", ".[all]", *group("test"), *oldest)
    session.run("pytest", "-q", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, likely mistakes, and the layers of the package."""
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")


@nox.session
def typing(session: nox.Session) -> None:
    """The package and its users' view, as mypy and pyright see them."""
    session.install("-e", ".[all]", *group("typing"))
    session.run("mypy")
    hooks = ("docs/hooks/pictures", "docs/hooks/project_pages", "docs/hooks/reference_pages")
    users = ("tests/typing/api.py", "tests/typing/lookups.py", "tests/typing/tasks.py")
    checked = ("retroach_async", "retroach_async_pytest.py", *hooks, *users)
    session.run("pyright", *checked, env={"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})
    session.run("python", "tests/typing/every_misuse_is_an_error.py")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, without a warning, and its claims about tools that see the key."""
    session.install("-e", ".[all]", *group("docs", "test"))
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    session.run("mkdocs", "build", "--strict", "--site-dir", str(Path(session.create_tmp()) / "site"), env=quiet)
    session.run(
        "pytest", "-q", "tests/docs/built.py", "tests/docs/searched.py", "tests/docs/instrumented.py", env=quiet
    )


@nox.session
def pictures(session: nox.Session) -> None:
    """Write the picture of the README again; the site draws its own."""
    session.install("-e", ".")
    session.run("python", "-m", "pictures", env={"PYTHONPATH": "docs/hooks"})


@nox.session
def examples(session: nox.Session) -> None:
    """Every example, against the emulator; the outputs of the notebook are written again."""
    session.install("-e", ".[charts,cli,export,httpx,redis,taskiq]", *group("examples"))
    for example in sorted(Path("examples").glob("[!_]*.py")):
        session.log(str(example))
        session.run("python", str(example))
    session.run("python", "-m", "tests.notebook")


@nox.session
def bench(session: nox.Session) -> None:
    """Every figure of docs/performance.md; `nox -s bench -- call limit 15` is two of the benchmarks, in 15 rounds."""
    rounds = [word for word in session.posargs if word.isdecimal()]
    names = [word for word in session.posargs if word not in rounds]
    benchmarks = {file.stem.removeprefix("bench_"): file for file in sorted(Path("benchmarks").glob("bench_*.py"))}
    if unknown := {*names} - {*benchmarks}:
        session.error(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(benchmarks)}")
    session.install("-e", ".[fast,httpx]", *group("bench"))
    for name, benchmark in benchmarks.items():
        if not names or name in names:
            session.run("python", str(benchmark), *rounds)


@nox.session
def soak(session: nox.Session) -> None:
    """Stream 30,000 ids through faults and a limiter; fails when one is lost, doubled or wrong."""
    session.install("-e", ".[fast]")
    session.run("python", "benchmarks/soak.py", *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """The named files, changed in every small way; fails when no test notices a change that is not explained."""
    session.install("-e", ".[all]", *group("test", "mutation"))
    session.run("python", "-m", "tests.mutation", *session.posargs)


@nox.session(reuse_venv=False)
def build(session: nox.Session) -> None:
    """The distributions; the wheel holds the package and its pytest plugin, and works with nothing else installed."""
    session.install("build")
    target = Path(session.create_tmp()) / "dist"
    session.run("python", "-m", "build", "--outdir", str(target))  # the wheel is made from the sdist
    (wheel,) = target.glob("*.whl")
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    fonts = {f"retroach_async/charts/fonts/{name}" for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE")}
    needed = {"retroach_async/py.typed", "retroach_async_pytest.py", *fonts}
    strange = [name for name in names if not re.match(r"retroach_async(_pytest\.py$|(-[^/]+\.dist-info)?/)", name)]
    if strange or not needed <= {*names}:
        session.error(f"the wheel holds {strange}, and not {needed - {*names}}")
    session.install(str(wheel))
    session.run("python", "-I", "-c", "import retroach_async; print(retroach_async.__version__)")  # -I: not from here
