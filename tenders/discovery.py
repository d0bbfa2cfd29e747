"""One unit, one file: units are found by looking in their package, never by a list that someone keeps."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def modules(package: str) -> Iterator[ModuleType]:
    """Every module directly inside a package, in name order."""
    home = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(home.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"{package}.{found.name}")


def units(package: str, kind: type[object]) -> Iterator[type]:
    """Every class written in a package's modules that is a `kind`, in module order."""
    for module in modules(package):
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and issubclass(value, kind) and value is not kind:
                yield value
