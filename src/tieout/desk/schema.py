"""The shape of ``desk.toml``: every key, its type and what it is for."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, field_validator

__all__ = [
    "Analyst",
    "App",
    "Bilingual",
    "Choices",
    "Company",
    "Compliance",
    "DeskConfig",
    "Disclosures",
    "Gates",
    "Grade",
    "Index",
    "Machine",
    "Name",
    "Rating",
    "Sections",
    "Statement",
    "Titles",
    "Universe",
]

Language = Literal["zh", "en"]
_YEAR = re.compile(r"20\d\d[ae]")


class _Table(BaseModel):
    """A table of the file: no keys but these, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, title=None)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("a number without quotes")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_number, json_schema_input_type=float)]


class Bilingual(_Table):
    """A text in Chinese and English; a plain string is the Chinese one."""

    zh: str = Field(description="Chinese text")
    en: str = Field(default="", description="English text; needed to build the English issue")

    def get(self, language: str) -> str:
        """The text in a language; the other one where it is missing."""
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)

    def has(self, language: str) -> bool:
        """True when the text was given in that language."""
        return bool(self.en if language == "en" else self.zh)


def _bilingual(value: Any) -> Any:
    return {"zh": value} if isinstance(value, str) else value


Text = Annotated[Bilingual, BeforeValidator(_bilingual, json_schema_input_type=Bilingual | str)]


class Titles(_Table):
    """Who publishes what, in which language."""

    title: Text = Field(
        description="Name of the desk's publication, used where an issue has no headline of its own"
    )
    series: Text = Field(description="Name of the series, printed under the headline")
    publisher: Text = Field(description="Name of the house, in both languages on the cover")
    department: Text | None = Field(
        default=None, description="Name that closes source lines, such as `示例证券研究`"
    )
    language: Language = Field(default="zh", description="Language of the issue when none is asked for")
    logo: str | None = Field(
        default=None, description="Picture for the cover, path relative to the desk (SVG or PNG)"
    )
    colour: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] = Field(
        default="#1F3A5F", description="House colour"
    )
    timezone: str = Field(default="Asia/Shanghai", description="Time zone of times written without one")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("the name of a time zone such as Asia/Shanghai") from None
        return value


class Analyst(_Table):
    """An analyst or contact on the cover."""

    name: str = Field(description="Name as printed")
    name_en: str = Field(default="", description="Name in the English issue")
    licence: str = Field(default="", description="Licence number; empty for a contact without one")
    email: str = Field(default="", description="E-mail address")

    def display(self, language: str) -> str:
        """The name in a language."""
        return self.name_en or self.name if language == "en" else self.name


class Sections(_Table):
    """Order and names of the parts of an issue."""

    order: tuple[str, ...] = Field(default=(), description="First-level headings in the order they must come")


class _Member(_Table):
    """Something that is followed, always or for a time."""

    since: date | None = Field(
        default=None, description="First issue date it is followed on; always when left out"
    )
    until: date | None = Field(
        default=None, description="Last issue date it is followed on; open when left out"
    )

    def followed_on(self, day: date) -> bool:
        """True when an issue of that day must have it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Machine(_Member):
    """One GPU configuration on one platform that is followed every week."""

    gpu: str = Field(description="GPU configuration, such as `A100-40G`")
    platform: str = Field(description="Cloud that rents it")
    cpu: StrictInt | None = Field(default=None, description="CPU cores, pre-filled in the template")
    memory: Number | None = Field(default=None, description="Memory in GB, pre-filled in the template")
    disk: str = Field(default="", description="Disk, pre-filled in the template")


class App(_Member):
    """A site that is followed every week."""

    zh: str = Field(description="Name in the Chinese issue")
    en: str = Field(default="", description="Name in the English issue; the same when left out")
    id: str = Field(default="", description="Name in links and in the store; the Chinese name when left out")
    aliases: tuple[str, ...] = Field(default=(), description="Other spellings that data sources use")
    app_type: str = Field(default="", description="Kind of site, pre-filled in the template")
    owner: str = Field(default="", description="Company it belongs to, pre-filled in the template")

    @property
    def key(self) -> str:
        """The canonical name."""
        return self.id or self.zh


class Company(_Member):
    """A covered company."""

    ticker: str = Field(description="Code with its exchange, such as `002230.SZ`")
    zh: str = Field(description="Short name in the Chinese issue")
    en: str = Field(default="", description="Name in the English issue")
    aliases: tuple[str, ...] = Field(default=(), description="Other spellings, such as a former name")
    rating: str = Field(default="", description="The house's rating, pre-filled in the template")
    eps: dict[str, Number] = Field(
        default={},
        description="The house's earnings per share by year: `2023a` is an actual, `2024e` an estimate",
    )

    @field_validator("eps")
    @classmethod
    def _years(cls, value: dict[str, Decimal]) -> dict[str, Decimal]:
        for year in value:
            if not _YEAR.fullmatch(year):
                raise ValueError(f"years such as 2023a or 2024e, not {year!r}")
        return value


class Index(_Table):
    """An index of the market review, by its exact code."""

    code: str = Field(description="Exact code, such as `801750.SI`")
    zh: str = Field(description="Name in the Chinese issue")
    en: str = Field(default="", description="Name in the English issue")
    aliases: tuple[str, ...] = Field(default=(), description="Other spellings")


class Universe(_Table):
    """What must be there every week; a member without a record is a gap."""

    compute_rental: tuple[Machine, ...] = Field(default=(), description="GPU machines")
    site_traffic: tuple[App, ...] = Field(default=(), description="Sites")
    coverage: tuple[Company, ...] = Field(default=(), description="Companies")
    indexes: tuple[Index, ...] = Field(default=(), description="Indexes")


class Name(_Table):
    """A name that is not in the universe itself: a cloud, an owner, a kind of site."""

    zh: str = Field(description="Name in the Chinese issue")
    en: str = Field(default="", description="Name in the English issue")
    aliases: tuple[str, ...] = Field(default=(), description="Other spellings that data sources use")


class Choices(_Table):
    """House choices: how things are said, not what is true."""

    top: Annotated[StrictInt, Field(ge=1, le=20)] = Field(default=3, description="How many a ranking names")
    top_by_field: dict[str, Annotated[StrictInt, Field(ge=1, le=20)]] = Field(
        default={}, description="The same for one field, such as `visits_wow_pct = 1`"
    )
    only_rising: StrictBool = Field(default=True, description="A list of risers leaves fallers out")
    decimals: dict[str, Annotated[StrictInt, Field(ge=0, le=8)]] = Field(
        default={}, description="Places printed for a field; others as the source printed them"
    )
    null_mark: str = Field(default="——", description="What stands in a cell without a value")
    sign: StrictBool = Field(default=False, description="A plus before rises")


class Gates(_Table):
    """What stops a set of figures on the way in, or is asked about."""

    stale_days: Annotated[StrictInt, Field(ge=1, le=366)] = Field(
        default=14, description="Most days from the end of a window (or a price date) to its issue"
    )
    recheck_days: Annotated[StrictInt, Field(ge=1, le=3660)] = Field(
        default=90,
        description="A price or EPS unchanged for longer asks for the day somebody looked again (`复核日期`)",
    )
    jump: dict[str, Annotated[StrictInt, Field(ge=1)]] = Field(
        default={},
        description="Largest change of a field from one week to the next, in percent, instead of the tracker's own",
    )


class Grade(_Table):
    """One grade of a rating scale: between two returns against the index, in percent."""

    word: Text = Field(description="The grade, such as `买入`")
    above: Number | None = Field(default=None, description="Return over the index above this, in percent")
    below: Number | None = Field(default=None, description="Return over the index below this, in percent")


class Rating(_Table):
    """The house's rating standard, printed in the back matter."""

    months: Annotated[StrictInt, Field(ge=1, le=60)] = Field(
        default=12, description="Length of the forecast, in months"
    )
    index: Text = Field(
        default=Bilingual(zh="沪深300指数", en="CSI 300"), description="The market's index it is measured by"
    )
    stock: tuple[Grade, ...] = Field(default=(), description="Grades of a stock, best first")
    industry: tuple[Grade, ...] = Field(default=(), description="Grades of an industry, best first")


class Statement(_Table):
    """One titled text of the back matter."""

    title: Text = Field(description="Its heading")
    text: Text = Field(description="Its text; an empty line begins a new paragraph")


class Disclosures(_Table):
    """The texts of the back matter, in the order they are printed."""

    certification: Statement | None = Field(default=None, description="The analysts' certification")
    rating_note: Text | None = Field(default=None, description="What is said above the rating tables")
    disclaimer: Statement | None = Field(default=None, description="The disclaimer")
    risk: Statement | None = Field(default=None, description="General risk warning")
    extra: tuple[Statement, ...] = Field(
        default=(), description="Further texts, such as on the business of the house"
    )


class Compliance(_Table):
    """What an issue of this house must have; broken rules stop the sign-off build."""

    rule_set: str = Field(default="cn-broker", description="Name of the rule set, printed in findings")
    required_sections: tuple[str, ...] = Field(
        default=(), description="First-level headings that may not be missing"
    )
    required_disclosures: tuple[Literal["certification", "rating_note", "disclaimer", "risk"], ...] = Field(
        default=(), description="Back matter texts that may not be missing"
    )
    licence_pattern: str = Field(
        default=r"S\d{13}", description="Regular expression a licence number must fulfil"
    )
    source_line: StrictBool = Field(default=True, description="Every table and chart must name its source")
    rating_standard: StrictBool = Field(default=True, description="The rating standard must be printed")

    @field_validator("licence_pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as problem:
            raise ValueError(f"a regular expression ({problem})") from None
        return value

    def licence_fits(self, licence: str) -> bool:
        """True when a licence number has the shape the house asks for."""
        return re.fullmatch(self.licence_pattern, licence) is not None


class DeskConfig(_Table):
    """``desk.toml``: everything a desk says about itself."""

    tieout: Literal[1] = Field(default=1, description="Version of this file's format")
    desk: Titles = Field(description="Titles and house")
    analysts: tuple[Analyst, ...] = Field(default=(), description="Analysts on the cover, in order")
    sections: Sections = Field(default=Sections(), description="Order of the sections")
    sources: dict[str, Text] = Field(
        default={}, description="Source line of each tracker's table, by tracker name"
    )
    universe: Universe = Field(default=Universe(), description="What is followed every week")
    names: tuple[Name, ...] = Field(
        default=(), description="Other names in both languages, with their spellings"
    )
    choices: Choices = Field(default=Choices(), description="House choices")
    gates: Gates = Field(default=Gates(), description="Gates on the way in")
    rating: Rating = Field(default=Rating(), description="Rating standard")
    disclosures: Disclosures = Field(default=Disclosures(), description="Back matter")
    compliance: Compliance = Field(default=Compliance(), description="Compliance rules")
