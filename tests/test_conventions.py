"""Rules of the house that a machine can check: sizes, imports, templates, migrations."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.pure_modules import PURE

ROOT = Path(__file__).resolve().parents[1]
APPS = ("hub", "sponsors", "articles", "quizzes", "surveys")
MAX_LINES = 320
# Each app may import these; what sees everything is named below.
ALLOWED = {
    "hub": {"hub"},
    "sponsors": {
        "hub",
        "sponsors",
        "articles.parts",
        "articles.findings",
        "articles.bundle",
        "articles.admin.extensions",
    },
    "articles": {"hub", "articles", "sponsors.public"},
    "quizzes": {"hub", "articles", "quizzes", "sponsors.public"},
    "surveys": {"hub", "articles", "surveys", "sponsors.public"},
}
SEES_ALL = re.compile(r"^hub/(urls|staff_urls)\.py$|^hub/(views|reports|management/commands)/")


def sources(*patterns):
    found = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return sorted(path for path in found if "migrations" not in path.parts)


PYTHON = sources(*(f"{app}/**/*.py" for app in APPS), "tests/**/*.py", "benchmarks/**/*.py")
TEMPLATES = sources("templates/**/*.html")
ASSETS = sources("static/**/*.css", "static/**/*.js")


def name(path):
    return str(path.relative_to(ROOT))


def test_no_file_outgrows_its_room():
    long = {name(path): len(path.read_text().splitlines()) for path in [*PYTHON, *TEMPLATES, *ASSETS]}

    assert {path: lines for path, lines in long.items() if lines > MAX_LINES and path != "hub/countries.py"} == {}


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def test_imports_go_one_way():
    strangers = [
        (name(path), module)
        for path in PYTHON
        if path.relative_to(ROOT).parts[0] in APPS and not SEES_ALL.match(name(path))
        for module in imported_modules(path)
        if module.split(".")[0] in APPS
        and not any(
            module == allowed or module.startswith(f"{allowed}.")
            for allowed in ALLOWED[path.relative_to(ROOT).parts[0]]
        )
    ]

    assert strangers == []


# Functions on text that ask for no settings, and whose results stored slugs must agree with.
PURE_OF_DJANGO = {"django.utils.text"}


def file_of(module):
    """The file of a module of ours, None for other modules."""
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def needs(path):
    """Modules that importing a file needs, relative ones by their whole names; what only types need is left out."""
    tree = ast.parse(path.read_text())
    for_types = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    package = path.relative_to(ROOT).parent.parts
    found = set()
    for node in ast.walk(tree):
        if node in for_types or not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
            continue
        above = package[: len(package) - node.level + 1] if node.level else ()
        whole = ".".join([*above, *filter(None, [node.module])])
        inner = {f"{whole}.{alias.name}" for alias in node.names if file_of(f"{whole}.{alias.name}")}
        found |= {whole, *inner}
    return frozenset(found)


def django_behind(path):
    """Modules of Django that importing a file leads to, through whatever modules of ours."""
    seen, left, found = set(), [path], set()
    while left:
        file = left.pop()
        if file not in seen:
            seen.add(file)
            found |= {module for module in needs(file) if module.split(".")[0] == "django"}
            left += [inner for module in needs(file) if (inner := file_of(module))]
    return found - PURE_OF_DJANGO


def test_pure_modules_know_no_django():
    assert {name(path): behind for path in sources(*PURE) if (behind := django_behind(path))} == {}


def test_pure_modules_are_typed():
    typed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]

    assert [
        name(path)
        for path in sources(*PURE)
        if not any(name(path) == file or name(path).startswith(f"{file}/") for file in typed)
    ] == []


INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)(?![^>]*type="(?:application/(?:ld\+)?json|importmap)")"""
)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_no_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


def test_every_post_form_carries_a_token():
    forms = [
        (name(path), match[0])
        for path in TEMPLATES
        for match in re.finditer(r"<form[^>]*post[\s\S]*?</form>", path.read_text(), re.I)
    ]

    assert [path for path, form in forms if "csrf_token" not in form and "crispy" not in form] == []


FOREIGN = re.compile(r"""(?:src|href)=["'](https?:)?//|url\(\s*["']?(https?:)?//""")
ALLOWED_LINKS = re.compile(r'href="https://(x\.com|www\.linkedin\.com|wa\.me)/')


def test_no_page_loads_from_elsewhere():
    assert [
        (name(path), line.strip())
        for path in [*TEMPLATES, *ASSETS]
        for line in path.read_text().splitlines()
        if FOREIGN.search(ALLOWED_LINKS.sub("", line))
    ] == []


def test_a_moment_and_its_person_are_constrained_together():
    """A nullable `x_on`/`x_at` beside a nullable `x_by` needs a constraint that ties them."""
    loose = []
    for model in apps.get_models():
        if model._meta.app_label not in APPS:
            continue
        fields = {field.name: field for field in model._meta.fields}
        named = " ".join(constraint.name for constraint in model._meta.constraints)
        for field in fields.values():
            stem = field.name.removesuffix("_by")
            moment = fields.get(f"{stem}_at") or fields.get(f"{stem}_on")
            if (
                stem != field.name
                and moment is not None
                and field.null
                and moment.null
                and f"{stem}_by_and" not in named
            ):
                loose.append(f"{model.__name__}.{field.name}")

    assert loose == []


@pytest.mark.django_db
def test_migrations_are_complete(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


WORDS = re.compile(r"\b(TODO|FIXME|XXX)\b")


def test_nothing_is_left_for_later():
    this = Path(__file__)

    assert [
        name(path) for path in [*PYTHON, *TEMPLATES, *ASSETS] if path != this and WORDS.search(path.read_text())
    ] == []
