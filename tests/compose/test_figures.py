"""Charts, pictures and restricted tables of an issue: what is drawn, what is refused, what is said."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tieout.compose import compose
from tieout.desk import Desk
from tieout.errors import GapError, IssueError
from tieout.model import FactKey
from tieout.render import render_html, render_json, render_pdf
from tieout.render.json import evidence_data

DAY = date(2025, 1, 27)
WORDS = "source=示例证券研究; permission=自行绘制; alt=一张图"


def png(width: int = 1600, height: int = 400, mode: str = "RGB", form: str = "PNG", **extra: object) -> bytes:
    image = Image.new(mode, (width, height), 200 if mode in ("L", "P") else "white")
    if mode == "RGB":
        ImageDraw.Draw(image).rectangle((0, 0, width // 2, height), fill="navy")
    out = io.BytesIO()
    image.save(out, form, **extra)
    return out.getvalue()


@pytest.fixture
def pictured(written: Callable[..., Desk]) -> Callable[..., Desk]:
    """A desk whose issue shows one picture with these bytes and this title."""

    def make(data: bytes | None, title: str = WORDS, name: str = "pic.png") -> Desk:
        desk = written(f'# 一\n\n![图题](picture:{name} "{title}")')
        folder = desk.path / "issues" / "2025-01-27"
        folder.mkdir(exist_ok=True)
        if data is not None:
            (folder / name).write_bytes(data)
        return desk

    return make


# --- charts -------------------------------------------------------------------------------------------


def test_a_chart_is_a_figure_whose_points_are_facts(written: Callable[..., Desk]) -> None:
    issue = compose(written("# 一\n\n![](table:site_traffic)\n\n![访问量](chart:site_traffic)"), DAY)
    (chart,) = [c for c in issue.report.charts if c.tracker == "site_traffic"]
    assert (chart.figure, chart.caption, chart.source) == ("图表 2", "访问量", "similarweb，示例证券研究")
    assert "ChatGPT 882.9M" in chart.spec.alt
    for point in chart.spec.points():
        fact = issue.facts[point.fact]
        assert fact.value == point.y and fact.evidence
    entries = [issue.report.quote(b) for b in issue.report.blocks if b.zone == "figures"]
    assert "图表 2：访问量" in entries
    evidence = evidence_data(issue.report, issue.facts)
    assert set(chart.spec.facts()) <= set(evidence["facts"])
    assert "注：数据日期为 2025-01-20 至 2025-01-24" in issue.report.text


def test_both_copies_draw_the_chart_and_only_one_names_facts(written: Callable[..., Desk]) -> None:
    issue = compose(written("# 一\n\n![访问量](chart:site_traffic)"), DAY)
    for internal in (True, False):
        page = render_html(issue, internal=internal)
        drawn = re.findall(r'<svg .*?aria-label="([^"]*)".*?</svg>', page, re.S)
        assert any("ChatGPT 882.9M" in label for label in drawn)
        assert (
            not re.search(r'<svg[^>]*>.*?(https?://(?!www\.w3\.org)|style="|site_traffic/)', page, re.S)
            or internal
        )
        data = json.loads(render_json(issue, internal=internal))
        points = [p for c in data["charts"] for s in c["series"] for p in s["points"]]
        assert points and all(("fact" in p) is internal for p in points)
    client = render_html(issue, internal=False).partition("</style>")[2]
    assert "site_traffic/" not in client and "<script" not in client
    assert render_pdf(issue, internal=False)[:5] == b"%PDF-"


def test_a_chart_without_data_is_a_gap_that_is_said(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\n![收盘价](chart:market)")
    issue = compose(desk, DAY)
    assert not any(c.tracker == "market" for c in issue.report.charts)
    assert [(g.tracker, g.line) for g in issue.gaps] == [("market", 11)]
    assert "图表 1：收盘价\n—（未获取）" in issue.report.text
    assert "—（未获取）" in render_html(issue)
    assert render_pdf(issue)[:5] == b"%PDF-"
    with pytest.raises(GapError, match="market"):
        compose(desk, DAY, strict=True)


def test_one_board_of_several(written: Callable[..., Desk]) -> None:
    body = (
        "# 一\n\n![](table:leaderboard@2024-10-21?only=数学)\n\n![](chart:leaderboard@2024-10-21?only=math)"
    )
    report = compose(written(body), DAY).report
    (table,) = [t for t in report.tables if t.tracker == "leaderboard"]
    assert {r["board"] for r in table.records} == {"math"} and len(table.rows) == 13
    assert table.caption == "大模型排名榜单：数学"
    bounds = table.columns.index("95% CI")
    assert table.rows[0][bounds] == "+13/-12"
    start, end = table.cells[0][bounds]
    inside = [(report.quote(s), s.fact) for s in report.spans if start <= s.start and s.end <= end]
    keys = [
        str(FactKey("leaderboard", f, ("math", "o1-preview"), "2024-10-21")) for f in ("ci_plus", "ci_minus")
    ]
    assert inside == [("+13", keys[0]), ("-12", keys[1])]
    (chart,) = [c for c in report.charts if c.tracker == "leaderboard"]
    assert len(list(chart.spec.points())) == 13


def test_a_board_nobody_has_is_a_gap(written: Callable[..., Desk]) -> None:
    issue = compose(written("# 一\n\n![](table:leaderboard@2024-10-21?only=vision)"), DAY)
    assert [g.reason for g in issue.gaps] == ["nothing of vision"]


def test_a_grid_of_benchmarks(written: Callable[..., Desk]) -> None:
    report = compose(
        written("# 一\n\n![](table:benchmark?without=AIME)\n\n![](table:benchmark?only=AIME)"), DAY
    ).report
    vision, aime = (t for t in report.tables if t.tracker == "benchmark")
    assert vision.columns[:4] == ("类别", "测评集", "指标", "Doubao-1.5-pro") and len(vision.columns) == 9
    row = next(r for r in vision.rows if r[:3] == ("Document and Diagrams Reading", "Charxiv(RQ/DQ)", "DQ"))
    assert row[3:5] == ("84.3", "86.5")
    assert aime.rows[1] == ("AIME", "cons@k", "86.7 (cons@32)", "54.7 (cons@64)", "83.3 (cons@64)")
    assert len(vision.records) == 19 * 6 and vision.record_rows[-1] == 18


def test_codes_and_money_are_printed_in_words(written: Callable[..., Desk]) -> None:
    body = "# 一\n\n![](table:token_price)\n\n![](table:market_stat)\n\n![](table:funding)"
    prices, stats, funding = (
        t.rows
        for t in compose(written(body), DAY).report.tables
        if t.tracker in ("token_price", "market_stat", "funding")
    )
    assert prices[0] == ("o1", "OpenAI", "输入", "15.00", "每百万 tokens", "USD")
    assert stats[1][:2] == ("AI 算力指数", "日跌幅最大值") and stats[1][-1] == "-0.90%"
    assert funding[0][4] == "5000 亿美元" and funding[1][4] == "数千万元人民币"


def test_the_cover_has_the_performance_box(issue) -> None:
    box = [b for b in issue.report.blocks if b.zone == "cover" and b.attrs.get("part") == "box"]
    assert [b.type for b in box] == ["table", "chart"]
    table = issue.report.tables[box[0].table]
    assert table.rows == (("计算机(申万)", "-6.1", "0.0", "19.5"), ("沪深300", "-4.1", "-3.5", "14.5"))
    chart = issue.report.charts[box[1].chart]
    assert chart.spec.width < 300 and chart.figure is None


def test_no_box_without_records(fresh: Callable[..., Desk]) -> None:
    def without(folder: Path) -> None:
        for path in (folder / "inbox").glob("*relative_performance.csv"):
            path.unlink()
        text = (folder / "issues" / "2025-01-27.md").read_text("utf-8")
        (folder / "issues" / "2025-01-27.md").write_text(
            text.replace("[](sentence:relative_performance/summary)", ""), "utf-8"
        )

    issue = compose(fresh(without), DAY)
    assert not any(b.attrs.get("part") == "box" for b in issue.report.blocks) and not issue.gaps


# --- pictures -----------------------------------------------------------------------------------------


def test_a_picture_is_numbered_with_the_others(pictured: Callable[..., Desk]) -> None:
    issue = compose(pictured(png()), DAY)
    (picture,) = issue.report.pictures
    assert (picture.figure, picture.caption, picture.source) == ("图表 1", "图题", "示例证券研究")
    assert (picture.alt, picture.permission, picture.share) == ("一张图", "自行绘制", 1.0)
    page = render_html(issue, internal=False)
    assert 'alt="一张图"' in page and 'src="data:image/png;base64,' in page
    assert "自行绘制" not in page and "pic.png" not in page
    client = json.loads(render_json(issue, internal=False))["pictures"][0]
    assert "permission" not in client and "file" not in client
    assert evidence_data(issue.report, issue.facts)["pictures"][0]["permission"] == "自行绘制"
    assert render_pdf(issue, internal=False) == render_pdf(issue, internal=False)


def test_crop_width_and_metadata(pictured: Callable[..., Desk]) -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "secret")
    issue = compose(pictured(png(2000, 1000, pnginfo=info), f"{WORDS}; crop=0,0,50%,100%; width=50%"), DAY)
    (picture,) = issue.report.pictures
    assert (picture.width, picture.height, picture.share) == (1000, 1000, 0.5)
    assert b"secret" not in picture.data
    assert Image.open(io.BytesIO(picture.data)).getpixel((999, 10)) == (0, 0, 128)


def test_a_photograph_is_upright_and_without_its_place(pictured: Callable[..., Desk]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret"
    issue = compose(pictured(png(1200, 1600, form="JPEG", exif=exif), name="a.jpg"), DAY)
    (picture,) = issue.report.pictures
    assert picture.media_type == "image/jpeg" and picture.width > picture.height
    assert b"secret" not in picture.data and b"Exif" not in picture.data


def test_a_fine_picture_is_not_finer_than_print(pictured: Callable[..., Desk]) -> None:
    (picture,) = compose(pictured(png(6000, 1500)), DAY).report.pictures
    assert picture.width == 2008


@pytest.mark.parametrize(
    ("width", "title", "share", "said"),
    [
        (1100, WORDS, 1.0, ""),
        (700, WORDS, 0.697, ""),
        (700, f"{WORDS}; width=100%", 1.0, "printed at 104 dpi, letters need 150: use width=69%"),
        (200, WORDS, 0.3, "printed at 99 dpi, letters need 150: use width=19%"),
        (1600, "source=甲; permission=乙", 1.0, "has no alt="),
        (1600, "", 1.0, "has no permission="),
    ],
)
def test_a_blurred_or_undocumented_picture_is_noted_and_refused_when_strict(
    pictured: Callable[..., Desk], width: int, title: str, share: float, said: str
) -> None:
    desk = pictured(png(width, 100), title)
    issue = compose(desk, DAY)
    assert issue.report.pictures[0].share == pytest.approx(share, abs=0.001)
    notes = [w.message for w in issue.report.warnings if "picture" in w.message]
    assert any(said in n for n in notes) if said else not notes
    if said:
        with pytest.raises(IssueError, match="picture"):
            compose(desk, DAY, strict=True)


def _bomb() -> bytes:
    """A PNG that says it has 60000 x 60000 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "title", "said"),
    [
        (None, WORDS, "is not there"),
        (b"", WORDS, "is no PNG, JPEG or WebP"),
        (b"not a picture at all", WORDS, "is no PNG, JPEG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", WORDS, "is an SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", WORDS, "is no PNG, JPEG or WebP"),
        (png()[:400], WORDS, "is damaged"),
        (_bomb(), WORDS, "damaged|more than 50 million"),
        (png(), f"{WORDS}; crop=0,0,9999,10", "lies outside"),
        (png(), f"{WORDS}; crop=left", "cannot be cropped"),
        (png(), f"{WORDS}; width=900%", "cannot be '900%' wide"),
    ],
)
def test_a_bad_picture_stops_with_its_place(
    pictured: Callable[..., Desk], data: bytes | None, title: str, said: str
) -> None:
    with pytest.raises(IssueError, match=said) as caught:
        compose(pictured(data, title), DAY)
    assert (caught.value.line, caught.value.next_step != "") == (11, True)


def test_an_animation_and_a_huge_file_are_refused(pictured: Callable[..., Desk]) -> None:
    frames = io.BytesIO()
    Image.new("RGB", (400, 400)).save(
        frames, "WEBP", save_all=True, append_images=[Image.new("RGB", (400, 400), "red")]
    )
    with pytest.raises(IssueError, match="is animated"):
        compose(pictured(frames.getvalue()), DAY)
    with pytest.raises(IssueError, match="31 MB, more than 30"):
        compose(pictured(png() + b"\0" * 31_000_000), DAY)


@pytest.mark.parametrize("name", ["../2025-01-27.md", "/etc/passwd", "a/../../x.png", "C:x.png"])
def test_a_picture_stays_in_the_folder_of_its_issue(written: Callable[..., Desk], name: str) -> None:
    desk = written(f'# 一\n\n![图](picture:{name} "{WORDS}")')
    with pytest.raises(IssueError, match="is not in issues/2025-01-27/"):
        compose(desk, DAY)


def test_a_link_out_of_the_folder_is_refused(pictured: Callable[..., Desk], tmp_path: Path) -> None:
    desk = pictured(None)
    (tmp_path / "secret.png").write_bytes(png())
    (desk.path / "issues" / "2025-01-27" / "pic.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(IssueError, match="is not in issues"):
        compose(desk, DAY)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "CMYK"])
def test_every_colour_mode_ends_as_grey_or_rgb(pictured: Callable[..., Desk], mode: str) -> None:
    image = Image.new(mode, (1200, 300))
    out = io.BytesIO()
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    (picture,) = compose(pictured(out.getvalue()), DAY).report.pictures
    assert Image.open(io.BytesIO(picture.data)).mode in ("L", "RGB")


# --- syntax -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said", "step"),
    [
        ("![图](pic.png)", "an image must be", "picture:FILE"),
        ("![图](chart:site_trafic)", "no tracker", "site_traffic"),
        ("![图](chart:market/dayly)", "has no chart 'dayly'", "chart:market/daily"),
        ("![](chart:coverage)", "coverage has no chart", "table:coverage"),
        ("![图](table:leaderboard/math)", "no variant", r"\?only=math"),
        ("![图](chart:leaderboard?board=math)", "not understood", r"\?only="),
        ("![](picture:a.png)", "no caption", "caption"),
        ('![图](picture:a.png "sorce=甲")', "has no 'sorce'", "source="),
        ('![图](picture:a.png "甲")', "has no key", "KEY=VALUE"),
        ('![图](picture:a.png "alt=甲; alt=乙")', "twice", "keep one"),
        ("文字 ![图](chart:site_traffic) 文字", "stands inside a paragraph", "empty lines"),
        ("[图](chart:site_traffic)", "a chart is linked as text", "paragraph of its own"),
    ],
)
def test_what_is_wrong_with_a_figure_is_said_with_its_place(
    written: Callable[..., Desk], line: str, said: str, step: str
) -> None:
    with pytest.raises(IssueError, match=said) as caught:
        compose(written(f"# 一\n\n{line}"), DAY)
    assert caught.value.line == 11
    assert re.search(step, caught.value.next_step)


def test_a_semicolon_inside_a_sentence_ends_nothing(pictured: Callable[..., Desk]) -> None:
    desk = pictured(png(), "alt=甲在左；乙在右; source=丙；permission=丁")
    (picture,) = compose(desk, DAY).report.pictures
    assert (picture.alt, picture.source, picture.permission) == ("甲在左；乙在右", "丙", "丁")


def test_a_lock_holds_the_pictures_of_both_languages(example: Desk) -> None:
    from tieout.desk.issuefolder import issue_files

    day = date(2024, 10, 21)
    names = [p.relative_to(example.path).as_posix() for p in issue_files(example, day, "en")]
    assert "issues/2024-10-21/rank-by-interval.en.png" in names
    assert "issues/2024-10-21/rank-by-interval.png" in names
    assert "issues/2024-10-21/rank-by-interval.png" in [
        p.relative_to(example.path).as_posix() for p in issue_files(example, day, "zh")
    ]
