"""report.html and report.md, from the content and the templates of this folder."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image

from ..figures import SavedFigure
from .mathml import mathml
from .numbers import number

FOLDER = Path(__file__).parent
IMAGE_WIDTH = 1200  # pixels; colours are few, so a palette serves
COLOURS = 128
# What the page's script reads of a cell, in this order.
CELL_FIELDS = "role cell formula seen against place trials verdict".split()
TEXT_FIELDS = "role cell formula verdict".split()


def render_html(content: dict[str, Any], figures: list[SavedFigure]) -> str:
    return _environment(autoescape=True).get_template("page.html.j2").render(
        content,
        style=Markup(_text("style.css")),
        script=Markup(_text("script.js")),
        images={figure.name: _image(figure.png) for figure in figures},
        cells=_script_data(_cells(content)),
    )


def _cells(content: dict[str, Any]) -> dict[str, Any]:
    """The cells of all claims as rows of numbers: texts, which come again and again, by their place
    in `texts`."""
    places: dict[str, int] = {}
    claims = {
        claim["id"]: [
            [
                places.setdefault(cell[key], len(places)) if key in TEXT_FIELDS else cell[key]
                for key in CELL_FIELDS
            ]
            for cell in claim["cells"]
        ]
        for claim in content["claims"]
    }
    return {"fields": CELL_FIELDS, "coded": TEXT_FIELDS, "texts": list(places), "claims": claims}


def render_markdown(content: dict[str, Any]) -> str:
    return _environment(autoescape=False).get_template("report.md.j2").render(content)


def _environment(autoescape: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    environment.filters["mathml"] = lambda formula: Markup(mathml(formula))
    environment.filters["cell"] = lambda text: str(text).replace("|", "\\|").replace("\n", " ")
    return environment


def _script_data(data: Any) -> Markup:
    """JSON that can stand in a <script>: no tag of the page ends in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _image(png: Path) -> str:
    """The picture as a data address, smaller than in the file: few colours, and as wide as shown."""
    with Image.open(png) as picture:
        flat = picture.convert("RGB")
        if flat.width > IMAGE_WIDTH:
            height = round(flat.height * IMAGE_WIDTH / flat.width)
            flat = flat.resize((IMAGE_WIDTH, height), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        flat.quantize(COLOURS).save(buffer, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
