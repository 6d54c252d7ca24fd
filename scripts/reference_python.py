"""docs/reference/python-api.md: what a Python program can ask, from mimcli.api's docstrings."""

import ast
import inspect
import re
from typing import Any, Final, get_args

from reference_facts import error_classes
from reference_json import all_records

import mimcli
from mimcli import api
from mimcli.query.show import Shown

INTRODUCTION: Final = """\
# Python API

```python
from mimcli import open_mim

with open_mim() as mim:
    for one in mim.domain("PDS").interactions:
        print(one.id, one.title)
```

{text}

The package is typed (`py.typed`). Records are named tuples; their attributes are the keys that
[JSON](json.md) describes. [Use mim from Python](../how-to/python.md) has examples.
"""
ERRORS: Final = """
## Failures

All are in `mimcli`. `code` is the same as in JSON; see [Exit codes](exit-codes.md).

| class | derives from | meaning |
| --- | --- | --- |
"""


def python_page() -> str:
    """Return the page, made from the signatures and docstrings."""
    text = (inspect.getdoc(api) or "").partition("\n\n")[2]
    parts = [INTRODUCTION.format(text=text), f"\n## open_mim\n{_member(_node(api.open_mim))}"]
    parts.append(f"\n## Mim\n\n{inspect.getdoc(api.Mim)}\n")
    parts += [f"\n### {one.name}\n{_member(one)}" for one in public_members(api.Mim)]
    return "".join(parts) + ERRORS + "".join(_error(name) for name in _exported_errors())


def public_members(kind: type) -> list[ast.FunctionDef]:
    """Return a class's public methods and properties, those that it inherits first."""
    nodes = [_node(one) for one in reversed(kind.__mro__) if one is not object]
    functions = [one for node in nodes for one in node.body if isinstance(one, ast.FunctionDef)]
    return [one for one in functions if not one.name.startswith("_")]


def _node(thing: Any) -> Any:
    """Return the definition of a class or function."""
    return ast.parse(inspect.getsource(thing)).body[0]


def _member(node: ast.FunctionDef) -> str:
    is_property = any(ast.unparse(one) == "property" for one in node.decorator_list)
    returns = ast.unparse(node.returns) if node.returns else "None"
    if is_property:
        line = f"{node.name}: {returns}"
    else:
        arguments = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
        line = f"{node.name}({arguments}) -> {returns}".replace("'", "")
    records = [name for name in re.findall(r"\w+", _expanded(returns)) if name in all_records()]
    links = ", ".join(f"[{name}](json.md#{name.lower()})" for name in dict.fromkeys(records))
    seen = f"\nRecords: {links}.\n" if links else ""
    return f"\n```python\n{line}\n```\n\n{ast.get_docstring(node)}\n{seen}"


def _expanded(returns: str) -> str:
    """Return an annotation with the records spelt out that `Shown` stands for."""
    return returns.replace("Shown", " ".join(one.__forward_arg__ for one in get_args(Shown)))


def _exported_errors() -> list[str]:
    known = {"MimError", *(one.__name__ for one in error_classes())}
    return [name for name in mimcli.__all__ if name in known]


def _error(name: str) -> str:
    error = getattr(mimcli, name)
    meaning = " ".join((error.__doc__ or "").split())
    return f"| `{name}` | `{error.__bases__[0].__name__}` | {meaning} |\n"
