"""Reports into files: PDF, HTML, JSON. Renderers escape and lay out; they never format a number."""

from __future__ import annotations

from .build import FORMATS, build, render_html, render_json, render_pdf

__all__ = ["FORMATS", "build", "render_html", "render_json", "render_pdf"]
