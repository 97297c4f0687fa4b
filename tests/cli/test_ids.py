"""Keys from a file or from standard input."""

from __future__ import annotations

import codecs
import io
import os
from pathlib import Path

import pytest

from retroach_async import ENDPOINTS, InvalidRequest
from retroach_async.cli import ids
from retroach_async.cli.ids import keys_from
from tests.cli.conftest import Call

GAME_ID = ENDPOINTS["get_game"].arguments["game_id"]
USER = ENDPOINTS["get_user_profile"].arguments["user"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file for ids, which is not there yet."""
    return tmp_path / "ids.txt"


def complaint_about(file: Path, content: bytes) -> str:
    """The message about a file with such a content, without the folder of the file."""
    file.write_bytes(content)
    with pytest.raises(InvalidRequest) as caught:
        list(keys_from(str(file), GAME_ID))
    return caught.value.message.replace(str(file), file.name)


@pytest.mark.parametrize(
    "content",
    [
        b"1 2,3\n14402",
        b"1\n2\n3\n14402\n",
        b"1\r\n2\r\n3\r\n14402\r\n",
        b"1\r2\r3\r14402\r",
        b"\n\n 1,,2 ,\t3\n\n14402\n\n",
        b"# all of them\n1 2 # two\n#4\n3#,5\n14402 #",
        codecs.BOM_UTF8 + b"1\n2\n3\n14402\n",
        "1\r\n2\r\n3\r\n14402\r\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "1 2 3 14402".encode("utf-16-be"),
    ],
)
def test_files_of_all_sorts_of_editors_are_read(file: Path, content: bytes) -> None:
    """Line breaks, marks of encodings, blank lines and comments of any system are understood."""
    file.write_bytes(content)
    assert list(keys_from(str(file), GAME_ID)) == [1, 2, 3, 14402]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"1\n# x\n2, x\n", "ids.txt, line 3: 'x' is no game id, which must be an integer of at least 1"),
        (b"1\r\n\r\n-5\r\n", "ids.txt, line 3: '-5' is no game id, which must be an integer of at least 1"),
        (b"1;2", "ids.txt, line 1: '1;2' is no game id, which must be an integer of at least 1"),
        (
            b"7" * 5000,
            f"ids.txt, line 1: '{'7' * 27}...{'7' * 28}' is no game id, which must be an integer of at least 1",
        ),
        (b"1\n2\n\xff\n", "cannot read ids.txt: line 3 is not UTF-8 text"),
        (b"1\n2\0\n", "cannot read ids.txt: it is no text file"),
        (codecs.BOM_UTF16_LE + b"1", "cannot read ids.txt: line 1 is not UTF-16 text"),
    ],
    ids=["word", "number", "separator", "long", "encoding", "binary", "cut"],
)
def test_an_error_names_the_file_and_the_line(file: Path, content: bytes, complaint: str) -> None:
    """An error tells the file and the line of a text that is no key, so that it can be found again."""
    assert complaint_about(file, content) == complaint


def test_a_file_that_is_too_large_is_not_read_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without an end, such as a device, ends in an error."""
    monkeypatch.setattr(ids, "_LARGEST", 2 * 2**20)
    assert complaint_about(file, b"1 " * 2**20 + b"2") == "cannot read ids.txt: it has more than 2 MB"


@pytest.mark.parametrize("name", ["", "missing.txt", "a\0b"])
def test_what_is_no_file_is_told(tmp_path: Path, name: str) -> None:
    """A folder, a file that is not there and an impossible name are errors of the usual kind."""
    with pytest.raises(InvalidRequest, match="cannot read "):
        list(keys_from(str(tmp_path / name), GAME_ID))


def test_a_pipe_is_a_file_too() -> None:
    """A pipe, which a shell makes of `<(command)`, is read to its end."""
    reader, writer = os.pipe()
    os.write(writer, b"1\n2\n")
    os.close(writer)
    assert list(keys_from(f"/dev/fd/{reader}", GAME_ID)) == [1, 2]
    os.close(reader)


def test_standard_input_has_lines_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input is read as a file is, and has a name in an error."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Scott\r\n# me\r\nMax Milyin!\r\n")))
    with pytest.raises(InvalidRequest) as caught:
        list(keys_from("-", USER))
    told = "standard input, line 3: 'Milyin!' is no user, which must be a user name or ULID, such as \"MaxMilyin\""
    assert caught.value.message == told


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller may have closed standard input."""
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InvalidRequest, match="cannot read standard input: it is closed"):
        list(keys_from("-", GAME_ID))


def test_a_file_of_comments_has_no_ids(retroach: Call, file: Path) -> None:
    """A file without a key is wrong usage, and nothing is asked."""
    file.write_text("# later\n", encoding="utf-8")
    ended = retroach("batch", "get-game", "--ids-from", str(file))

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"retroach: no game_id in {file}\n"


def test_json_lines_have_a_key_each(retroach: Call, tmp_path: Path) -> None:
    """The file of the keys of a job that failed is a file of ids; a line that is no such object is told."""
    file = tmp_path / "failed.jsonl"
    file.write_text('{"key": 1, "error": "ServerError", "status": 500}\n{"key": 2}\n')
    assert {line["key"] for line in retroach("batch", "get-game", "--ids-from", str(file), "--json").lines} == {1, 2}
    file.write_text('{"key": 1}\n{"id": 2}\n')
    ended = retroach("batch", "get-game", "--ids-from", str(file), "--json")
    assert ended.code == 2
    assert "line 2" in ended.err
