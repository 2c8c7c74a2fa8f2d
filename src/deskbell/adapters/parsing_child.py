"""The process that reads documents: loads the libraries once and forks for every document, so that one that is hostile
takes nothing with it. Started by `parsing.py`; reads and writes frames: length (4 bytes) and content.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import struct
import sys
import zipfile
from typing import Any, BinaryIO
from urllib.parse import urldefrag, urljoin

import mammoth
import protego
import pypdf
import trafilatura
from lxml import html
from pypdf.errors import PyPdfError

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
MOST_OUT = 4_000_000
MOST_TEXT = 2_000_000
MOST_PAGES = 1_000
MOST_LINKS = 2_000
UNPACKED = 100_000_000


class Unreadable(Exception):
    """A sentence for the person whose document it is."""


def main() -> None:
    while True:
        head = _frame(sys.stdin.buffer)
        if head is None:
            return
        content = _frame(sys.stdin.buffer) or b""
        answer = _apart(json.loads(head), content)
        sys.stdout.buffer.write(struct.pack(">I", len(answer)) + answer)
        sys.stdout.buffer.flush()


def _frame(file: BinaryIO) -> bytes | None:
    size = file.read(4)
    return file.read(struct.unpack(">I", size)[0]) if len(size) == 4 else None


def _apart(asked: dict[str, Any], content: bytes) -> bytes:
    """Read one document in a process of its own."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        _limit()
        try:
            told = _read(asked, content)
        except Unreadable as error:
            told = {"error": str(error)}
        except MemoryError:
            told = {"error": "Reading the document would need too much memory."}
        except RecursionError:
            told = {"error": "The document is nested too deeply."}
        except (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, ArithmeticError) as error:
            told = {"error": f"The document is damaged ({type(error).__name__})."}
        with os.fdopen(into, "wb") as pipe:
            pipe.write(json.dumps(told).encode()[:MOST_OUT])
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        answer = pipe.read(MOST_OUT)
    _, status = os.waitpid(pid, 0)
    if status or not answer:
        answer = json.dumps({"error": "Reading the document took too long or too much memory."}).encode()
    return answer


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(asked: dict[str, Any], content: bytes) -> dict[str, Any]:
    if asked["what"] == "robots":
        rules = protego.Protego.parse(content.decode("utf-8", "replace"))
        return {
            "may": [rules.can_fetch(url, "deskbell") for url in asked["urls"]],
            "links": list(rules.sitemaps)[:MOST_LINKS],
        }
    if asked["what"] == "sitemap":
        found = re.findall(rb"<loc>\s*([^<\s]{1,2000})\s*</loc>", content)[:MOST_LINKS]
        if not found:
            raise Unreadable("The sitemap lists no pages.")
        return {"links": [link.decode("utf-8", "replace").replace("&amp;", "&") for link in found]}
    title, body, links = _document(content, str(asked["name"]), str(asked["url"]))
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    if not body:
        raise Unreadable("There is no text in it.")
    if len(body) > MOST_TEXT:
        raise Unreadable(f"Its text is longer than {MOST_TEXT:,} characters. Split it, and add the parts.")
    return {"title": title.strip()[:200], "body": body, "links": links}


def _document(content: bytes, name: str, url: str) -> tuple[str, str, list[str]]:
    """By what it is, not by what it is called."""
    start = content[:1024].lstrip().lower()
    if start.startswith(b"%pdf"):
        return _pdf(content)
    if start.startswith(b"pk\x03\x04"):
        return _docx(content)
    if b"\0" in content[:4096]:
        raise Unreadable("This kind of file cannot be read. PDF, DOCX, HTML, Markdown, text and CSV can.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if url or start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<body" in start:
        return _html(text, url)
    if name.lower().endswith(".csv"):
        return "", _csv(text), []
    return "", text, []


def _pdf(content: bytes) -> tuple[str, str, list[str]]:
    try:
        file = pypdf.PdfReader(io.BytesIO(content))
        if file.is_encrypted:
            raise Unreadable("The PDF is protected by a password. Remove it, and upload the file again.")
        if len(file.pages) > MOST_PAGES:
            raise Unreadable(f"The PDF has more than {MOST_PAGES:,} pages. Split it, and upload the parts.")
        text, size = [], 0
        for page in file.pages:
            text.append(page.extract_text())
            size += len(text[-1])
            if size > MOST_TEXT:
                break
        title = str((file.metadata and file.metadata.title) or "")
    except PyPdfError as error:
        raise Unreadable("The PDF is damaged.") from error
    if not "".join(text).strip():
        raise Unreadable("The PDF has no text, only pictures of it. Run text recognition, and upload it again.")
    return title, "\n\n".join(text), []


def _docx(content: bytes) -> tuple[str, str, list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise Unreadable("The document unpacks to more than 100 MB.")
            if "word/document.xml" not in packed.namelist():
                raise Unreadable("This kind of file cannot be read. PDF, DOCX, HTML, Markdown, text and CSV can.")
    except zipfile.BadZipFile as error:
        raise Unreadable("The document is damaged.") from error
    ignore = mammoth.images.img_element(lambda _: {"src": ""})
    made = mammoth.convert_to_html(io.BytesIO(content), convert_image=ignore).value
    return "", _html(f"<html><body><article>{made}</article></body></html>", "")[1], []


def _html(text: str, url: str) -> tuple[str, str, list[str]]:
    try:
        tree = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, AssertionError) as error:
        raise Unreadable("The page is no HTML.") from error
    title = " ".join(str(tree.findtext(".//title") or "").split())
    base = str(next(iter(tree.xpath("//base/@href")), "")) if url else ""
    links: dict[str, bool] = {}
    for href in tree.xpath("//a/@href"):
        if url and len(href) <= 2_000 and len(links) < MOST_LINKS:
            try:
                links[urldefrag(urljoin(urljoin(url, base), str(href).strip()))[0]] = True
            except ValueError:
                continue
    body = trafilatura.extract(
        text, output_format="markdown", include_links=False, include_tables=True, favor_recall=True
    )
    return title, body or "", list(links)


def _csv(text: str) -> str:
    """Rows as text: a question and an answer where the columns are called so, else `Column: value`."""
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = list(csv.reader(io.StringIO(text), dialect))
    if len(rows) < 2:
        raise Unreadable("The CSV needs a first line with names of columns, and lines below it.")
    names = [name.strip() for name in rows[0]]
    told = []
    for row in rows[1:]:
        cells = [(name, cell.strip()) for name, cell in zip(names, row, strict=False) if cell.strip()]
        if len(names) == 2 and names[0].lower() in ("question", "frage", "title"):
            told.append("\n\n".join(f"## {cell}" if n == 0 else cell for n, (_, cell) in enumerate(cells)))
        else:
            told.append("\n".join(f"{name}: {cell}" for name, cell in cells))
    return "\n\n".join(told)


if __name__ == "__main__":
    main()
