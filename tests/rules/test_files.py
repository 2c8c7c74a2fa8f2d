"""Which files are taken: their bytes decide, and what they hide is gone. Nothing that can run gets through."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from deskbell.features.files import rules
from deskbell.features.files.model import File, said
from deskbell.kit.errors import Refused
from tests.pictures import GPS, SCRIPT, gif, jpeg, office, opened, png, webp

TAKEN = {
    "png": (png(), "image/png", (40, 30)),
    "jpeg": (jpeg(), "image/jpeg", (2, 1)),
    "gif": (gif(), "image/gif", (1, 1)),
    "webp": (webp(), "image/webp", (8, 6)),
    "webp with more": (webp(hidden=GPS), "image/webp", (8, 6)),
    "pdf": (b"%PDF-1.7\n...", "application/pdf", (None, None)),
    "text": ("Größe, 尺寸\r\n".encode(), "text/plain", (None, None)),
    "old text": ("Größe".encode("latin-1"), "text/plain", (None, None)),
    "docx": (office(), f"{rules.documents._OFFICE}.wordprocessingml.document", (None, None)),
    "xlsx": (office("xl/workbook.xml"), f"{rules.documents._OFFICE}.spreadsheetml.sheet", (None, None)),
    "odt": (opened(), "application/vnd.oasis.opendocument.text", (None, None)),
}
REFUSED = {
    "nothing": b"",
    "a program": b"MZ\x90\0\3\0",
    "a program of Linux": b"\x7fELF\2\1\1",
    "an archive": b"PK\3\4\x14\0\0\0",
    "an archive with a page": office("index.html"),
    "an office file with macros": office(more={"word/vbaProject.bin": b"x"}),
    "an open document of another kind": opened("text/html"),
    "a picture without an end": png()[:-20],
    "half a photograph": jpeg()[:100],
    "only the sign of a picture": b"\x89PNG\r\n\x1a\n" + SCRIPT,
    "only the sign of a moving picture": b"GIF89a" + SCRIPT,
    "only the sign of a web picture": b"RIFF\x20\0\0\0WEBP" + SCRIPT,
    "more pixels than a browser can hold": png(1, 1).replace(b"\0\0\0\1\0\0\0\1", b"\0\1\0\0\0\1\0\0", 1),
    "old office, which may bear anything": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_is_taken_is_known_by_its_bytes(case: str) -> None:
    content, kind, sides = TAKEN[case]
    found = rules.examine("logo.svg", content)
    assert (found.kind, (found.width, found.height)) == (kind, sides)
    assert found.name.startswith("logo.svg.")  # whatever it was called, it ends as what it is


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_none_of_that_is_refused_whatever_it_is_called(case: str) -> None:
    for name in ("photo.png", "letter.docx", "x.pdf"):
        with pytest.raises(Refused) as refused:
            rules.examine(name, REFUSED[case])
        assert refused.value.code == "invalid"


@pytest.mark.parametrize("make", [png, jpeg, gif, webp])
def test_a_picture_tells_no_place_and_hides_nothing_behind_its_end(make: Callable[..., bytes]) -> None:
    content = make(hidden=GPS + SCRIPT)
    assert GPS in content
    kept = rules.examine("p", content)
    assert GPS not in kept.content
    assert SCRIPT not in kept.content
    plain = rules.examine("p", make())
    assert (kept.width, kept.height) == (plain.width, plain.height)


@pytest.mark.parametrize(("turned", "sides"), [(1, (2, 1)), (3, (2, 1)), (6, (1, 2)), (8, (1, 2)), (77, (2, 1))])
def test_a_photograph_stays_the_right_way_up(turned: int, sides: tuple[int, int]) -> None:
    kept = rules.examine("p.jpg", jpeg(turned=turned, hidden=GPS))
    assert (kept.width, kept.height) == sides
    again = rules.examine("p.jpg", kept.content)
    assert again == kept  # nothing is lost the second time


def test_what_is_text_stays_text_and_never_becomes_a_page() -> None:
    for content in (
        SCRIPT,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><x/>",
    ):
        found = rules.examine("evil.html", content)
        assert (found.kind, found.name) == ("text/plain", "evil.html.txt")
        assert not rules.may_be_seen("image/png", content[:16])


NAMES = {
    "photo.PNG": "photo.PNG",
    "photo.jpg": "photo.jpg.png",
    "../../etc/passwd": "passwd.png",
    "C:\\fakepath\\a.png": "a.png",
    "a\u202egnp.exe": "agnp.exe.png",
    "\0\r\nSet-Cookie: x.png": "Set-Cookie x.png",
    "": "file.png",
    "...": "file.png",
    ".png": "png.png",
    "  two   words .png": "two words.png",
    "名前.png": "名前.png",
    'quote".png': "quote.png",
    "x" * 300 + ".png": "x" * 96 + ".png",
}


@pytest.mark.parametrize("wanted", NAMES)
def test_a_name_is_one_name_and_ends_truly(wanted: str) -> None:
    assert rules.examine(wanted, png()).name == NAMES[wanted]


def test_a_larger_one_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(Refused, match="10 MB"):
        rules.examine("a.png", b"x" * (rules.MOST_BYTES + 1))


def test_a_model_is_shown_a_few_pictures_that_are_not_too_large() -> None:
    def picture(size: int = 1_000, side: int = 100) -> File:
        return File("f", "a.png", "image/png", size, side, 50)

    assert rules.shown([File("f", "a.pdf", "application/pdf", 9)]) == []
    assert rules.shown([picture(size=rules.SHOWN_BYTES + 1), picture(side=rules.SHOWN_PIXELS + 1)]) == []
    assert len(rules.shown([picture()] * 9)) == rules.SHOWN_AT_ONCE


def test_a_message_in_words_names_what_it_brings() -> None:
    file = {"id": "f", "name": "a.png", "kind": "image/png", "size": 1, "w": 1, "h": 1}
    assert said({"text": "Look", "files": [file]}) == "Look\n[a.png]"
    assert said({"text": "", "files": [file]}) == "[a.png]"
    assert said({"text": "Hello"}) == "Hello"


HOSTILE = {
    "a moving picture of millions of blocks": gif()[:19] + b"\x2c" + b"\0" * 9 + b"\2" + b"\1a" * 4_900_000 + b"\0\x3b",
    "one of millions of comments": gif()[:19] + b"\x21\xfe\1a\0" * 1_900_000 + b"\x3b",
    "a photograph of empty segments": jpeg()[:2] + b"\xff\xe0\0\2" * 2_400_000 + jpeg()[2:],
    "one that begins with millions of fill bytes": jpeg()[:2] + b"\xff" * 9_000_000 + jpeg()[2:],
    "one whose picture is fill bytes": jpeg()[:-2] + b"\xff" * 9_000_000 + b"\0\xff\xd9",
    "a picture of empty chunks": png()[:33] + b"\0\0\0\0tEXt\0\0\0\0" * 800_000 + png()[33:],
    "a webp of empty chunks": b"RIFF" + (9_600_026).to_bytes(4, "little") + webp()[8:] + b"none\0\0\0\0" * 1_200_000,
    "an archive of many names": office(more={f"n{n}": b"" for n in range(6_000)}),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_made_to_cost_time_costs_little(case: str) -> None:
    began = time.process_time()
    with suppress(Refused):
        rules.examine("a", HOSTILE[case])
    assert time.process_time() - began < 1.5  # a tenth of it, on a machine that is not busy


def test_a_picture_of_more_parts_than_any_program_writes_is_none() -> None:
    for case in ("a picture of empty chunks", "a webp of empty chunks", "a photograph of empty segments"):
        with pytest.raises(Refused, match="none of them"):
            rules.examine("a", HOSTILE[case])
