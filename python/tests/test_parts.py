"""Reading whole lines out of a file that grows."""

from __future__ import annotations

from pathlib import Path

from pytest_backstory.bounds import cut
from pytest_backstory.part import PartReader
from pytest_backstory.submission_id import new_submission_id


def test_parts_are_whole_lines_and_follow_one_another(tmp_path: Path) -> None:
    file = tmp_path / "spool"
    file.write_bytes(b"one\ntwo\nthree\npart")
    with PartReader(file) as reader:
        first = reader.next_part(0, most_bytes=9)
        assert first is not None
        assert (first.offset, first.lines, first.content) == (0, 2, b"one\ntwo\n")
        assert reader.next_part(0, most_bytes=9) == first
        reader.passed(first)
        second = reader.next_part(2)
        assert second is not None
        assert second.content == b"three\n"
        reader.passed(second)
        assert reader.next_part(3) is None
        with file.open("ab") as growing:
            growing.write(b"ial\n")
        third = reader.next_part(3)
        assert third is not None
        assert third.content == b"partial\n"


def test_a_line_longer_than_a_part_is_one_part(tmp_path: Path) -> None:
    file = tmp_path / "spool"
    file.write_bytes(b"x" * 100 + b"\nshort\n")
    with PartReader(file) as reader:
        part = reader.next_part(0, most_bytes=7)
        assert part is not None
        assert part.content.startswith(b"x" * 100 + b"\n")


def test_reading_goes_back_to_any_line(tmp_path: Path) -> None:
    file = tmp_path / "spool"
    file.write_bytes(b"".join(b"line %d\n" % number for number in range(1000)))
    with PartReader(file) as reader:
        part = reader.next_part(990)
        assert part is not None
        assert part.content.startswith(b"line 990\n")
        part = reader.next_part(3, most_bytes=8)
        assert part is not None
        assert part.content == b"line 3\n"
        assert reader.next_part(5000) is None


def test_texts_are_cut_to_the_bound_in_utf_16_units() -> None:
    assert cut("short", 4096) == "short"
    for text in ("x" * 5000, "é" * 5000, "😀" * 5000, "\ud800" * 5000):
        shorter = cut(text, 4096)
        assert len(shorter.encode("utf-16-le", "surrogatepass")) // 2 <= 4096
        assert "5,000 characters, cut to 4,096" in shorter


def test_submission_ids_sort_by_time_and_never_repeat() -> None:
    ids = [new_submission_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(len(each) == 26 and each[0] in "01234567" for each in ids)
    assert [each[:10] for each in ids] == sorted(each[:10] for each in ids)
