"""Facts of implementation manuals by regular expressions over the raw text: no parser at all.

The parsers' results are compared to these, so nothing here shares code with them.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote

ID = r"[A-Z]{4}_(?:IN|MT|AR|TE|RM|TP)\d{6}UK\d\d"
RELATION_LABELS = (
    "Sending Role",
    "Receiving Role",
    "Trigger Event",
    "Transmission Wrapper",
    "Control Act Wrapper",
    "Message Type",
)


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    section: str
    body: str

    def id(self, kind: str) -> str:
        match = re.search(rf"[A-Z]{{4}}_{kind}\d{{6}}UK\d\d", self.text)
        return match[0] if match else ""


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def plain(markup: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(?i)<br[^>]*>", " ", markup)))
    return re.sub(r"[\s\xa0]+", " ", text).strip()


def headings(text: str) -> list[Heading]:
    text = re.sub(r"(?s)<!--.*?-->", "", text)
    found = list(re.finditer(r"(?is)<h([1-6])\b[^>]*>(.*?)</h\1\s*>", text))
    result, section = [], ""
    for here, following in zip(found, [*found[1:], None], strict=True):
        level, title = int(here[1]), plain(here[2])
        if level == 1:
            section = re.sub(r"^[\d.]+\s*", "", title)
        body = text[here.end() : following.start() if following else len(text)]
        result.append(Heading(level, title, section, body))
    return result


def in_sections(all_headings: list[Heading], *titles: str) -> list[Heading]:
    return [h for h in all_headings if h.level > 1 and h.section.startswith(titles)]


def cells(row: str) -> list[str]:
    return [plain(cell) for cell in re.findall(r"(?is)<td\b[^>]*>(.*?)</td>", row)]


def tables(body: str) -> list[list[list[str]]]:
    found = re.findall(r"(?is)<table\b.*?</table>", body)
    return [[cells(row) for row in re.findall(r"(?is)<tr\b.*?</tr>", each)] for each in found]


def relations(heading: Heading) -> dict[str, list[str]]:
    """Ids by label, from the first table of an interaction."""
    result: dict[str, list[str]] = {}
    for row in tables(heading.body)[0] if tables(heading.body) else []:
        if len(row) == 3 and row[0] in RELATION_LABELS:
            match = re.search(ID, row[2].replace(" ", ""))
            if match:
                result.setdefault(row[0], []).append(match[0])
    return result


def responsibilities(heading: Heading) -> list[tuple[str, list[str]]]:
    return [
        (row[0], re.findall(r"[A-Z]{4}_IN\d{6}UK\d\d", row[1]))
        for table in tables(heading.body)
        if table and table[0][0] == "Reason"
        for row in table[1:]
    ]


def icons(markup: str) -> Counter[tuple[str, str]]:
    """(icon's file name, target's file name) of each link that shows an icon."""
    found: Counter[tuple[str, str]] = Counter()
    for match in re.finditer(r"(?is)<a\b([^>]*)>((?:(?!</?a\b).)*)", markup):
        href = re.search(r"""(?is)href=(?:"([^"]*)"|'([^']*)')""", match[1])
        image = re.search(r"""(?is)<img\b[^>]*src=(?:"([^"]*)"|'([^']*)'|([^\s>]*))""", match[2])
        if href and image:
            icon = next(filter(None, image.groups())).split("/")[-1].lower()
            target = unquote(html.unescape(next(filter(None, href.groups()), "")))
            found[icon, target.split("#")[0].split("/")[-1]] += 1
    return found
