"""The audit as one HTML page: the report with findings marked in place, evidence beside each."""

from __future__ import annotations

import html
from collections.abc import Sequence

from ...model.claim import Finding
from ...model.evidence import Evidence, json_value
from ..engine import Audit

__all__ = ["render"]

_CSS = """
:root{--ink:#1b2330;--paper:#fff;--line:#d8dde6;--high:#b3261e;--highbg:#fde7e5;--medium:#8a5a00;--mediumbg:#fff2d6;
--low:#3d5a80;--lowbg:#e8eef6;--ok:#1d6b3a;--okbg:#e4f3e8}
*{box-sizing:border-box}body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.75 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
header{padding:1rem 1.5rem;border-bottom:1px solid var(--line)}h1{font-size:1.2rem;margin:0 0 .3rem}
main{display:grid;grid-template-columns:minmax(0,1fr) 26rem;gap:0}article{padding:1.5rem;white-space:pre-wrap;overflow-wrap:anywhere;border-right:1px solid var(--line)}
aside{padding:1rem;position:sticky;top:0;max-height:100vh;overflow:auto}
mark{color:inherit;border-bottom:2px solid;cursor:pointer;padding:0 .05em}mark.high{background:var(--highbg);border-color:var(--high)}
mark.medium{background:var(--mediumbg);border-color:var(--medium)}mark.low{background:var(--lowbg);border-color:var(--low)}
mark.ok{background:none;border-bottom:1px dotted var(--ok)}mark:focus,.card:focus{outline:3px solid #1f6feb;outline-offset:1px}
.card{border:1px solid var(--line);border-left:4px solid;border-radius:4px;padding:.6rem .8rem;margin:0 0 .8rem}.card.high{border-left-color:var(--high)}
.card.medium{border-left-color:var(--medium)}.card.low{border-left-color:var(--low)}.card h2{font-size:.9rem;margin:0}.card p{margin:.25rem 0;font-size:.9rem}
.card .waived{color:#666}.card ul{margin:.25rem 0;padding-left:1.1rem;font-size:.85rem}.card.on{box-shadow:0 0 0 2px #1f6feb}
a{color:#1f5fbf}details summary{cursor:pointer}
@media(max-width:60rem){main{display:block}article{border-right:0;padding:1rem}aside{position:static;max-height:none;border-top:1px solid var(--line)}}
"""
_JS = """
const show=id=>{document.querySelectorAll('.card.on').forEach(e=>e.classList.remove('on'));
const c=document.getElementById('f'+id);if(c){c.classList.add('on');c.scrollIntoView({block:'nearest'});c.focus({preventScroll:true});}};
document.querySelectorAll('mark[data-f]').forEach(m=>{m.addEventListener('click',()=>show(m.dataset.f));
m.addEventListener('keydown',e=>{if(e.key==='Enter'||e.key===' '){e.preventDefault();show(m.dataset.f);}});});
document.querySelectorAll('.card').forEach(c=>c.addEventListener('keydown',e=>{if(e.key==='Escape'){
const m=document.querySelector('mark[data-f="'+c.id.slice(1)+'"]');if(m)m.focus();}}));
"""
_SEVERITY = {"high": "严重 high", "medium": "注意 medium", "low": "提示 low"}


def render(audit: Audit, file: str = "") -> str:
    """The page of one audit; it needs no network and works by keyboard."""
    text = audit.report.text
    s = audit.summary
    title = html.escape(audit.report.meta.title or file or "audit")
    cards = "\n".join(_card(audit, n, f) for n, f in enumerate(audit.findings))
    unchecked = [n for n in audit.numbers if n.verdict == "unchecked"]
    folded = "\n".join(f"<li>{html.escape(n.quote)} — {html.escape(n.reason)}</li>" for n in unchecked)
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if audit.report.meta.language == "zh" else "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>{_CSS}</style></head><body>
<header><h1>{title}</h1><div>数字 {s["numbers"]}：相符 {s["supported"]} · 舍入内 {s["supported_by_rounding"]} · 不符 {s["contradicted"]} · 无从核对 {s["unchecked"]} · 覆盖率 {s["coverage"]:.0%}
<span lang="en">({s["numbers"]} numbers, coverage {s["coverage"]:.0%})</span></div></header>
<main><article>{_marked(text, audit)}</article><aside aria-label="findings">{cards or "<p>没有发现问题 no findings</p>"}
<details><summary>无从核对 unchecked ({len(unchecked)})</summary><ul>{folded}</ul></details></aside></main><script>{_JS}</script></body></html>
"""


def _marked(text: str, audit: Audit) -> str:
    """The text with findings marked; where two overlap the graver one is marked, and supported numbers dotted."""
    spans: list[tuple[int, int, str, int | None, str]] = []
    taken: list[tuple[int, int]] = []
    rank = {"high": 0, "medium": 1, "low": 2}
    order = sorted(
        range(len(audit.findings)),
        key=lambda n: (rank[audit.findings[n].severity], audit.findings[n].end - audit.findings[n].start),
    )
    for k in order:
        f = audit.findings[k]
        if f.end <= f.start or f.end - f.start > 600 or any(s < f.end and f.start < e for s, e in taken):
            continue
        taken.append((f.start, f.end))
        spans.append((f.start, f.end, f.severity, k, f"{f.code}: {f.message}"))
    for number in audit.numbers:
        q = number.q
        if number.verdict.startswith("supported") and not any(s < q.end and q.start < e for s, e in taken):
            spans.append((q.start, q.end, "ok", None, number.reason or "supported"))
    out: list[str] = []
    at = 0
    for start, end, kind, n, note in sorted(spans, key=lambda x: x[:2]):
        if start < at:
            continue
        out.append(html.escape(text[at:start]))
        link = f' data-f="{n}" tabindex="0" role="button" aria-describedby="f{n}"' if n is not None else ""
        out.append(
            f'<mark class="{kind}"{link} title="{html.escape(note, quote=True)}">{html.escape(text[start:end])}</mark>'
        )
        at = end
    out.append(html.escape(text[at:]))
    return "".join(out)


def _card(audit: Audit, n: int, f: Finding) -> str:
    evidence = "".join(f"<li>{html.escape(line)}</li>" for line in _lines(audit, f.evidence))
    waived = f'<p class="waived">已豁免 waived: {html.escape(f.waived)}</p>' if f.waived is not None else ""
    return (
        f'<section class="card {f.severity}" id="f{n}" tabindex="-1"><h2>{f.code} {_SEVERITY[f.severity]}</h2>'
        f"<p>{html.escape(f.message)}</p>{f'<ul>{evidence}</ul>' if evidence else ''}{waived}</section>"
    )


def _lines(audit: Audit, evidence: Sequence[Evidence]) -> list[str]:
    out: list[str] = []
    for e in evidence:
        if e.kind == "cell" and e.table is not None:
            table = audit.report.tables[e.table]
            out.append(
                f"{table.figure or table.caption or e.table} · {(e.row or 0) + 1} · {e.column}: {json_value(e.value)}"
            )
        elif e.note:
            out.append(e.note)
        elif e.start is not None and e.end is not None:
            out.append(audit.report.text[e.start : e.end])
    return list(dict.fromkeys(out))[:8]
