"""What columns of a table hold."""

from __future__ import annotations

from newsar_build.model.pages import Table, TableRow
from newsar_build.render.words import column_kinds


def kinds(*rows: tuple[str, ...]) -> tuple[str, ...]:
    columns = ("Name", *("Column" for _ in rows[0])) if rows else ("Name", "Column")
    made = tuple(TableRow(name="A", target=None, shape="", cells=row) for row in rows)
    return column_kinds(Table(caption="", columns=columns, rows=made))


def test_numbers_dates_and_words_are_told_apart() -> None:
    assert kinds(("1,204", "2026-02-25", "Center", "−0.3", "2 of 5"), ("7", "", "3", "0.10", "not scored")) == (
        "n",
        "d",
        "",
        "n",
        "n",
    )
    assert kinds(("100+",), ("7",)) == ("n",)


def test_a_column_without_a_figure_is_words() -> None:
    assert kinds(("not scored", ""), ("not scored", "")) == ("", "")
    assert kinds() == ("",)
