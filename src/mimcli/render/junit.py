"""JUnit's XML, which programs that run builds show as test results: a message is a test."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mimcli.model.answers.validation import ValidatedMessage, ValidationReport
from mimcli.render.messages import fault_of, level_of, place_of, words_of

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: ValidationReport, *, strict: bool) -> str:
    """Return one suite with a case for each message, as XML that ends in a newline."""
    faults = report.unreadable + report.not_judged
    numbers = {
        "tests": str(len(report.messages)),
        "failures": str(report.invalid),
        "errors": str(faults),
    }
    suites = Element("testsuites", {"name": "mim", **numbers})
    suite = SubElement(suites, "testsuite", {"name": "mim validate", **numbers, "skipped": "0"})
    for message in report.messages:
        _case(suite, message, strict=strict)
    indent(suites)
    text: str = tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: Element, message: ValidatedMessage, *, strict: bool) -> None:
    name = " ".join(filter(None, (message.artefact or message.root or "message", message.part)))
    case = {"classname": _written(message.path), "name": _written(name)}
    element = SubElement(suite, "testcase", {**case, "file": _written(message.path)})
    if message.line:
        element.set("line", str(message.line))
    if message.status in ("unreadable", "not-judged"):
        words = _written(fault_of(message))
        SubElement(element, "error", {"message": words, "type": message.status})
        return
    loud = list(_lines(message, {"error"}, strict=strict))
    quiet = list(_lines(message, {"warning", "note"}, strict=strict))
    if loud:
        kinds = {one.check for one in message.problems if level_of(one, strict=strict) == "error"}
        first = f"{len(loud)} problem{'s' if len(loud) > 1 else ''}: {loud[0]}"
        attributes = {"message": _written(first), "type": ", ".join(sorted(kinds))}
        SubElement(element, "failure", attributes).text = _written("\n".join(loud))
    if quiet:
        SubElement(element, "system-out").text = _written("\n".join(quiet))


def _lines(message: ValidatedMessage, levels: set[str], *, strict: bool) -> Iterator[str]:
    for problem in message.problems:
        if level_of(problem, strict=strict) in levels:
            line, column = place_of(message, problem)
            where = ":".join(str(one) for one in (message.path, line, column) if one)
            yield f"{where}: {problem.severity} {problem.check}: {words_of(message, problem)}"


def _written(text: str) -> str:
    """Return text without what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)
