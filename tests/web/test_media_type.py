"""What a request says of its body is read as aiohttp reads it, and what would hold everybody up is not."""

import pytest
from aiohttp.helpers import parse_content_type
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from web import media_type as module
from web.media_type import MOST_CHARACTERS, UNNAMED, media_type


def read(header: str | None) -> str:
    return media_type(make_mocked_request("POST", "/", headers={} if header is None else {"Content-Type": header}))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("application/json", "application/json"),
        ("Application/JSON ; charset=utf-8", "application/json"),
        ("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", "multipart/form-data"),
        ('multipart/form-data; boundary="a b:c"', "multipart/form-data"),
        ("multipart/form-data;boundary=----=_Part_1_12345.6789/0", "multipart/form-data"),
        (f"multipart/form-data; boundary={'b' * 70}; charset=utf-8;", "multipart/form-data"),
        ("text/plain;", "text/plain"),
    ],
)
def test_what_clients_write_is_read(header: str, kind: str):
    assert read(header) == kind


def test_a_body_that_nothing_is_said_of_has_no_name():
    assert read(None) == UNNAMED


@pytest.mark.parametrize(
    "header",
    [
        "",
        "json",
        "a/b; x*",
        "a/b; x*0*",
        "a/b;" + "(" * 8000,
        "a/b;x=" + "(a)" * 2600,
        "a/b" + ";x" * 100,
        "a/b" + " " * MOST_CHARACTERS,
        'a/b; x="',
        'a/b; x="\\""',
        "a/b/c",
        "a/b; x=ä",
        "a/b\u2003",
    ],
)
def test_what_none_writes_is_not(header: str):
    assert read(header) == ""


@given(st.from_regex(module._WRITTEN, fullmatch=True).filter(lambda header: len(header) <= MOST_CHARACTERS))
def test_what_is_read_aiohttp_reads_too(header: str):
    assert parse_content_type(header)[0] == read(header)


@given(st.text('a/;= \t()*"\\,.-').map("a/b".__add__))
def test_whatever_it_is_its_name_is_what_stands_first(header: str):
    assert read(header) in ("", header.partition(";")[0].rstrip(" \t"))
