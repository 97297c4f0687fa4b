"""From words to values, for every type of parameter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal, get_args

import pytest

from retroach_async import AchievementFlags, AwardKind, InvalidRequest
from retroach_async.cli.arguments import annotated, value_of
from retroach_async.keys import Key
from retroach_async.param import REQUIRED, Param
from retroach_async.wire.php import PhpDialect


def param(annotation: Any, default: Any = REQUIRED, **limits: Any) -> Param:
    """A parameter of some type."""
    return Param(
        "thing", Key("x", "What is meant.", **limits), annotation, default, spelling=PhpDialect().spelling(annotation)
    )


def help_of(parameter: Param) -> str:
    """The help about a parameter."""
    return str(get_args(annotated(parameter))[1].help)


@pytest.mark.parametrize(
    ("annotation", "words", "value"),
    [
        (int, "7", 7),
        (int | None, "7", 7),
        (str, "Scott", "Scott"),
        (int | str, "Scott", "Scott"),
        (int | str | None, "14402", "14402"),
        (date, "2026-07-01", date(2026, 7, 1)),
        (date | None, "2026-07-01", date(2026, 7, 1)),
        (datetime, "2026-07-01T12:30", datetime(2026, 7, 1, 12, 30, tzinfo=UTC)),
        (datetime, "2026-07-01", datetime(2026, 7, 1, tzinfo=UTC)),
        (datetime, "2026-07-01 12:30:00+02:00", datetime(2026, 7, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))),
        (AchievementFlags, "unofficial", AchievementFlags.UNOFFICIAL),
        (AchievementFlags, "UnOfficial", AchievementFlags.UNOFFICIAL),
        (AchievementFlags, "5", AchievementFlags.UNOFFICIAL),
        (AwardKind, "beaten_hardcore", AwardKind.BEATEN_HARDCORE),
        (AwardKind, "beaten-hardcore", AwardKind.BEATEN_HARDCORE),
        (Literal["points", "-points_total"], "-points-total", "-points_total"),
        (Literal["points", "-points_total"], "-POINTS_TOTAL", "-points_total"),
        (Literal[1], "1", 1),
        (Collection[int], "1,2, 3", (1, 2, 3)),
        (Collection[AwardKind] | None, "mastered,completed", (AwardKind.MASTERED, AwardKind.COMPLETED)),
    ],
)
def test_words_become_values(annotation: Any, words: str, value: object) -> None:
    """Each type reads the words that people use for it, and gives a value that the library takes."""
    read = value_of(param(annotation), words)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("annotation", "words", "expectation"),
    [
        (int, "seven", "an integer"),
        (date, "yesterday", "a date such as 2024-05-01"),
        (datetime, "noon", "a date and time such as 2024-05-01T18:30, UTC unless it says otherwise"),
        (AchievementFlags, "both", "one of official (3), unofficial (5)"),
        (AchievementFlags, "4", "one of official (3), unofficial (5)"),
        (AwardKind, "gold", "one of beaten-casual, beaten-hardcore, completed, mastered"),
        (Collection[int], "1,two", "a list, separated by commas, not '1,two'"),
        (Collection[date], "2026-07-01,noon", "a list, separated by commas, each a date such as"),
    ],
)
def test_words_that_mean_nothing_are_refused_with_what_was_expected(
    annotation: Any, words: str, expectation: str
) -> None:
    """The error names the parameter, says what it takes and repeats what it got."""
    with pytest.raises(InvalidRequest) as caught:
        value_of(param(annotation), words)

    assert caught.value.parameter == "thing"
    assert caught.value.message.startswith(f"thing must be {expectation}")
    assert repr(words) in caught.value.message


def test_limits_hold_before_the_wire() -> None:
    """A value of the right type that the server would refuse is refused here."""
    with pytest.raises(InvalidRequest, match="thing must be an integer from 1 to 500, not 501"):
        value_of(param(int, least=1, most=500), "501")


@pytest.mark.parametrize(
    ("parameter", "words"),
    [
        (param(int, most=500), "What is meant. At most 500."),
        (param(int, most=2**63 - 1), "What is meant."),
        (param(AchievementFlags), "What is meant. One of official (3), unofficial (5)."),
        (param(date), "What is meant. A date such as 2024-05-01."),
        (param(Collection[int]), "What is meant. Separate several by commas."),
        (
            param(Collection[AchievementFlags]),
            "What is meant. One of official (3), unofficial (5). Separate several by commas.",
        ),
    ],
)
def test_the_help_tells_what_can_be_given(parameter: Param, words: str) -> None:
    """Beside its meaning a parameter has its names, its spelling and its limit."""
    assert help_of(parameter) == words


@pytest.mark.parametrize(
    ("annotation", "default", "shown"),
    [
        (AchievementFlags, AchievementFlags.OFFICIAL, "official"),
        (int, 0, "0"),
        (Collection[AwardKind], (AwardKind.MASTERED, AwardKind.COMPLETED), "mastered,completed"),
        (bool, True, "True"),
    ],
)
def test_defaults_are_shown_as_one_would_type_them(annotation: Any, default: Any, shown: str) -> None:
    """A default stands in the help as a word that could be given."""
    parameter = get_args(annotated(param(annotation, default)))[1]

    assert parameter.show_default(default) == shown


@pytest.mark.parametrize(("annotation", "default"), [(bool, False), (int | None, None)])
def test_defaults_that_mean_nothing_are_not_shown(annotation: Any, default: Any) -> None:
    """That a flag is off and an option is not given need not be said."""
    assert get_args(annotated(param(annotation, default)))[1].show_default is False
