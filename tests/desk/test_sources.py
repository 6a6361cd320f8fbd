"""Sources of statements: kept with what is said of them, linked, and checked word by word."""

from __future__ import annotations

import gzip
import json
import threading
import zipfile
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest

from tieout.desk.citing import add_source, find_source, list_sources, source_link
from tieout.desk.fetching import fetch
from tieout.desk.wording import kind_of, quote_stands, text_of_bytes, text_of_source
from tieout.errors import InboxError, StoreError, UsageError

from .test_commands import tieout

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>甲公司完成融资 &amp; 更名</title>
<script>var raised = "9 亿美元";</script></head><body><h1>甲公司</h1>
<p>本轮融资 <b>1.2</b>&nbsp;亿美元，<!-- 5 亿 -->由乙资本领投。</p>
<table><tr><td>1</td><td>2</td></tr></table></body></html>"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


def pdf(words: str) -> bytes:
    """A PDF of one page that says some Latin words."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(out),
        )
    )


def docx(*paragraphs: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


# --- words


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE.encode(), "text/html"),
        (b'<?xml version="1.0"?><html><p>a</p></html>', "text/html"),
        (pdf("a"), "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("融资 1 亿".encode("gb18030"), "text/plain"),
        ("融资 1 亿".encode("utf-16"), "text/plain"),
        (b"a < b", "text/plain"),
        (bytes(range(256)), ""),
        (b"PK\x03\x04 something", ""),
    ],
)
def test_kinds_are_told_from_the_bytes(data, kind):
    assert kind_of(data) == kind


def test_a_page_says_what_it_shows_and_nothing_else():
    words = text_of_bytes(PAGE.encode(), "text/html")
    assert quote_stands("本轮融资 1.2 亿美元，由乙资本领投", words)
    assert "9 亿" not in words and "5 亿" not in words
    assert not quote_stands("12", words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_old_encodings_are_read(encoding):
    assert quote_stands("1.2 亿美元", text_of_bytes(PAGE.encode(encoding), "text/html"))


def test_a_declared_encoding_counts_where_the_bytes_do_not_tell():
    assert "價格" in text_of_bytes("<p>價格</p>".encode("big5"), "text/html; charset=big5")
    assert "价格" in text_of_bytes("<p>价格</p>".encode("gb18030"), "text/html; charset=nonsense")


def test_words_of_pdf_and_docx():
    assert quote_stands("raised $1.2 billion", text_of_bytes(pdf("Acme raised $1.2 billion"), ""))
    assert text_of_bytes(docx("融资 1 亿", "第二段"), "") == "融资 1 亿\n第二段"


@pytest.mark.parametrize("data", [b"%PDF-1.4 cut off", docx("a")[:60]], ids=["pdf", "docx"])
def test_a_damaged_document_says_what_to_do(data):
    media_type = "application/pdf"
    with pytest.raises(InboxError) as caught:
        text_of_bytes(data, media_type)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("融资 1.2 亿美元", "融资1.2\n亿 美元", True),
        ("融资１.２亿美元", "融资1.2亿美元", True),
        ("2 亿美元", "12 亿美元", False),
        ("2 亿美元", "1.2 亿美元", False),
        ("共 12", "共 123", False),
        ("共 12", "共 12.5", False),
        ("共 12", "共 12。", True),
        ("共 12", "共 1 2", False),
        ("1 2", "1 2", True),
        ("a+b (c)", "x a+b (c) y", True),
        ("", "x", False),
    ],
)
def test_a_quote_stands_whole_or_not_at_all(quote, text, stands):
    assert quote_stands(quote, text) is stands


# --- keeping


def test_pasted_text_is_kept_with_what_is_said_of_it(desk):
    kept = add_source(
        desk,
        "-",
        data="融资 1.2 亿美元".encode(),
        title="公告",
        publisher="甲公司",
        date=date(2025, 1, 26),
        grade="official",
    )
    assert (kept.title, kept.publisher, kept.date, kept.grade) == (
        "公告",
        "甲公司",
        date(2025, 1, 26),
        "official",
    )
    assert kept.link == f"src:{kept.snapshot.hash[:12]}" and list_sources(desk) == (kept,)
    assert text_of_source(desk.snapshots, kept.snapshot) == "融资 1.2 亿美元"
    assert (
        find_source(desk, f"{kept.link}#q=1.2").snapshot == find_source(desk, kept.snapshot.hash[:6]).snapshot
    )


def test_the_same_bytes_again_change_what_is_said_and_nothing_else(desk):
    first = add_source(desk, "-", data=b"words", title="one", publisher="A", grade="rumour")
    again = add_source(desk, "-", data=b"words", publisher="B")
    assert (again.title, again.publisher, again.grade) == ("one", "B", "rumour")
    assert again.snapshot.at == first.snapshot.at and len(list_sources(desk)) == 1


def test_a_file_of_the_inbox_is_no_source(desk, inbox):
    from tieout.desk import collect

    inbox.csv("a.csv", "期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)", "Kimi,7.45")
    collect(desk)
    assert len(list(desk.snapshots.all())) == 1 and list_sources(desk) == ()


def test_a_page_brings_its_title(desk, tmp_path):
    (tmp_path / "news.html").write_text(PAGE, "utf-8")
    kept = add_source(desk, str(tmp_path / "news.html"))
    assert (
        kept.title == "甲公司完成融资 & 更名" and kept.snapshot.name == "news.html" and kept.grade == "media"
    )


def test_a_link_with_its_quote_is_checked_and_can_be_parsed(desk):
    from urllib.parse import unquote

    kept = add_source(desk, "-", data="完成 (A 轮) 100% 融资".encode())
    link = source_link(desk.snapshots, kept.snapshot.hash, "完成 (A 轮) 100% 融资")
    assert link == f"{kept.link}#q=完成%20%28A%20轮%29%20100%25%20融资"
    assert unquote(link.partition("#q=")[2]) == "完成 (A 轮) 100% 融资"
    with pytest.raises(UsageError, match="does not occur"):
        source_link(desk.snapshots, kept.snapshot.hash, "B 轮")


def test_a_picture_is_quoted_by_the_words_typed_off_it(desk, tmp_path):
    (tmp_path / "shot.png").write_bytes(PNG)
    kept = add_source(desk, str(tmp_path / "shot.png"))
    with pytest.raises(UsageError) as caught:
        source_link(desk.snapshots, kept.snapshot.hash, "1.2 亿")
    assert "--transcript" in caught.value.next_step
    kept = add_source(desk, str(tmp_path / "shot.png"), transcript="融资 1.2 亿")
    assert source_link(desk.snapshots, kept.snapshot.hash, "1.2 亿").endswith("#q=1.2%20亿")


def test_a_link_grows_until_it_is_the_only_one(desk):
    kept = add_source(desk, "-", data=b"words")
    twin = kept.snapshot.hash[:14] + "0" * 50
    folder = desk.snapshots.path / twin[:2]
    note = json.loads((folder / f"{kept.snapshot.hash}.json").read_text("utf-8")) | {"hash": twin}
    (folder / f"{twin}.json").write_text(json.dumps(note), "utf-8")
    assert source_link(desk.snapshots, kept.snapshot.hash) == f"src:{kept.snapshot.hash[:16]}"


@pytest.mark.parametrize(
    ("given", "data", "said"),
    [
        ("-", b"  \n", "empty"),
        ("nowhere.pdf", None, "cannot be read"),
        ("ftp://example.com/a", None, "begins with https://"),
        ("http://", None, "is no address"),
        ("https://[bad/x", None, "is no address"),
        ("-", bytes(range(256)), "neither a page"),
    ],
)
def test_what_cannot_be_kept_says_why(desk, given, data, said):
    with pytest.raises(UsageError) as caught:
        add_source(desk, given, data=data)
    assert said in str(caught.value) and caught.value.next_step
    assert list_sources(desk) == ()


# --- the web, on this machine


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        body, status, headers = PAGE.encode("gb18030"), 200, {"Content-Type": "text/html; charset=gb2312"}
        if self.path.startswith("/missing"):
            status, body = 404, b"no"
        elif self.path.startswith("/moved"):
            status, body, headers = 302, b"", {"Location": "/%E6%96%B0%E9%97%BB"}
        elif self.path.startswith("/elsewhere"):
            status, body, headers = 302, b"", {"Location": "ftp://example.com/a"}
        elif self.path.startswith("/inside"):
            status, body, headers = 302, b"", {"Location": "file:///etc/passwd"}
        elif self.path.startswith("/large"):
            body = b"x" * 5000
        elif self.path.startswith("/packed"):
            body, headers = gzip.compress(body), headers | {"Content-Encoding": "gzip"}
        elif self.path.startswith("/bomb"):
            body, headers = gzip.compress(b"x" * 5000), headers | {"Content-Encoding": "gzip"}
        elif self.path.startswith("/odd"):
            headers = headers | {"Content-Encoding": "br"}
        elif self.path.startswith("/empty"):
            body = b""
        elif self.path.startswith("/cut"):
            headers = headers | {"Content-Length": "99999"}
        elif self.path.startswith("/slow"):
            self.server.release.wait(20)
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # a client that had enough went away

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.release = threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "*")
        yield f"http://127.0.0.1:{server.server_port}"
    server.release.set()
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_as_it_is_and_read_in_its_encoding(desk, site):
    kept = add_source(desk, f"{site}/新闻", publisher="示例社")
    assert desk.snapshots.get(kept.snapshot.hash) == PAGE.encode("gb18030")
    assert kept.snapshot.origin == f"{site}/%E6%96%B0%E9%97%BB" and kept.snapshot.name == "新闻"
    assert kept.title == "甲公司完成融资 & 更名" and "gb2312" in kept.snapshot.media_type
    assert source_link(desk.snapshots, kept.snapshot.hash, "1.2 亿美元")


def test_redirects_are_followed_and_packing_is_undone(site):
    assert fetch(f"{site}/moved").address.endswith("/%E6%96%B0%E9%97%BB")
    assert fetch(f"{site}/packed").data == PAGE.encode("gb18030")


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("/missing", {}, "answers 404"),
        ("/elsewhere", {}, "leads on to ftp://example.com/a"),
        ("/inside", {}, "file:///etc/passwd' is not allowed"),
        ("/large", {"max_bytes": 4000}, "larger than"),
        ("/bomb", {"max_bytes": 4000}, "larger than"),
        ("/odd", {}, "packed as br"),
        ("/empty", {}, "gave nothing"),
        ("/cut", {}, "cut off"),
        ("/slow", {"seconds": 0.2}, "did not answer within 0.2 seconds"),
    ],
)
def test_what_goes_wrong_on_the_way_is_said_with_the_next_step(site, path, options, said):
    with pytest.raises(UsageError) as caught:
        fetch(site + path, **options)
    assert said in caught.value.message and "file" in f"{caught.value.next_step} file"


def test_offline_is_said(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(UsageError, match="cannot be reached") as caught:
        fetch("http://127.0.0.1:9/page")
    assert "save the page" in caught.value.next_step


# --- the commands


def test_add_list_show_on_the_command_line(desk, tmp_path):
    (tmp_path / "news.html").write_text(PAGE, "utf-8")
    run = partial(tieout, "source")
    added = run(
        "add", desk.path, tmp_path / "news.html", "--date", "2025-01-26", "--quote", "融资 1.2 亿美元"
    )
    assert added.returncode == 0 and added.stdout.endswith("#q=融资%201.2%20亿美元\n")
    link = added.stdout.partition("#")[0]
    listed = run("list", desk.path)
    assert listed.stdout == f"{link}\tmedia\t2025-01-26\t\t甲公司完成融资 & 更名\tnews.html\n"
    shown = json.loads(run("show", desk.path, link, "--format", "json").stdout)
    assert shown["link"] == link and "乙资本" in shown["text"]
    assert "乙资本" in run("show", desk.path, link).stdout
    wrong = run("add", desk.path, tmp_path / "news.html", "--quote", "3 亿美元")
    assert wrong.returncode == 2 and "does not occur" in wrong.stderr and wrong.stdout == ""
    (tmp_path / "shot.png").write_bytes(PNG)
    assert "--transcript" in run("add", desk.path, tmp_path / "shot.png").stderr
    none = run("show", desk.path, "ffff")
    assert none.returncode == 2 and "no snapshot begins with" in none.stderr


@pytest.mark.parametrize("command", [(), ("add",), ("list",), ("show",)])
def test_help_has_an_example(command):
    done = tieout("source", *command, "--help")
    assert done.returncode == 0 and "tieout source" in done.stdout and "my-weekly" in done.stdout


def test_a_snapshot_nobody_has_cannot_be_described(desk):
    with pytest.raises(StoreError):
        desk.snapshots.describe("0" * 64, {"title": "x"})
