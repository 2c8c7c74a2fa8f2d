"""Files of every kind, by what they are; broken and hostile ones are refused with a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from deskbell.kit.errors import Refused
from tests.services.crawling.conftest import ACME, Place

DOCUMENT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>The lighthouse opens at nine o'clock every single morning of the year.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", RELATIONS)
        packed.writestr("word/document.xml", DOCUMENT)
        for name, content in more.items():
            packed.writestr(name, content)
    return out.getvalue()


def pdf() -> bytes:
    content = b"BT /F1 12 Tf 10 10 Td (The lighthouse opens at nine.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % n + body + b"endobj\n"
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    out += (
        b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    )
    return bytes(out)


GOOD = {
    "a.pdf": pdf(),
    "really-a-pdf.txt": pdf(),
    "a.docx": docx(),
    "a.md": b"# Hours\n\nThe lighthouse opens at nine.",
    "a.txt": "Der lighthouse \u00f6ffnet um neun.".encode("cp1252"),
    "a.csv": b"question,answer\nWhen does the lighthouse open?,At nine.\n",
    "rows.csv": b"place;opens\nlighthouse;nine\nharbour;ten\n",
    "a.html": b"<!doctype html><html><body><main><p>The lighthouse opens at nine, always.</p></main></body></html>",
}
BAD = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "cannot be read"),
    "a zip that is no document": (b"PK\x03\x04" + b"junk" * 9, "damaged"),
    "a zip bomb": (docx(bomb=b"\0" * 150_000_000), "unpacks to more than 100 MB"),
    "a broken PDF": (b"%PDF-1.7 nothing", "damaged"),
    "an empty text": (b"  \n ", "no text"),
    "only tags": (b"<html><body>" + b"<div>" * 300_000, "."),
}


@pytest.mark.parametrize("name", GOOD)
async def test_can_be_found_after_the_upload(place: Place, name: str) -> None:
    origin = await place.crawling.add_file(ACME, name=name, content=GOOD[name])
    assert (origin.kind, origin.address, origin.state, origin.reason) == ("file", name, "indexed", None)
    assert origin.passages >= 1
    assert (await place.knowledge.search(ACME, "lighthouse")).hits
    again = await place.crawling.add_file(ACME, name=name, content=GOOD[name])
    assert (again.id, again.state) == (origin.id, "unchanged")


@pytest.mark.parametrize("case", BAD)
async def test_is_refused_with_a_reason(place: Place, case: str) -> None:
    content, reason = BAD[case]
    with pytest.raises(Refused) as refused:
        await place.crawling.add_file(ACME, name="x.docx", content=content)
    assert refused.value.code == "invalid"
    assert reason in refused.value.message
    assert await place.rows("SELECT * FROM origin") == []


async def test_a_newer_file_of_the_same_name_takes_the_place_of_the_older(place: Place) -> None:
    await place.crawling.add_file(ACME, name="a.md", content=b"The harbour.")
    await place.crawling.add_file(ACME, name="a.md", content=b"The lighthouse.")
    assert len(await place.crawling.origins(ACME)) == 1
    assert (await place.knowledge.search(ACME, "harbour")).hits == ()
