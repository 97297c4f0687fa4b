"""Games: their facts and the numbers of their achievements and players."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from attrs import define

from retroach_async.emulator.world import words
from retroach_async.emulator.world.event_plans import EVENT_PLANS, FIRST_COPY, WEEKLY
from retroach_async.emulator.world.systems import EVENTS, HUBS, System

GAMES = 639
"""The number of the first games, with ids from 1 on; Dragster is one more."""
LATER_IDS = range(GAMES + 1, GAMES + 422)
"""The games that came later: small sets with few players, drawn from a stream of their own."""
DRAGSTER = 14402
EVENT = WEEKLY.game
"""The pseudo-game of the achievements of the week."""
HUB_IDS = (29001, 29002)
FIRST_DRAGSTER_BOARD = 90001
_SHARES = {
    1: 80, 3: 90, 4: 55, 5: 60, 6: 35, 7: 95, 8: 25, 11: 35, 12: 70, 13: 10, 15: 25, 25: 24, 27: 40, 30: 6, 33: 10,
    41: 25,
}  # fmt: skip
"""The number of games of each system, in 685 games."""
_LATER_WITHOUT_SET = 0.5
"""The part of the later games for which nobody made achievements yet."""
_SUBSETS = ("Challenge Run", "Bonus", "Hard Mode", "Expert League", "Multi", "Prototype", "No Damage")
"""The names of the later subsets."""
_NO_IMAGE = "/Images/000002.png"


@define(eq=False)
class Game:
    """One game, or a pseudo-game: a hub or an event."""

    id: int
    title: str
    system: System
    forum_topic_id: int | None = None
    image: int = 0
    """The number of the icon; the other pictures have the next numbers. 0 for a game without pictures."""
    publisher: str | None = None
    developer: str | None = None
    genre: str | None = None
    released: date | None = None
    granularity: str | None = None
    guide_url: str | None = None
    parent_id: int | None = None
    updated: int = 0
    """The last change of the game's page, as Unix seconds."""
    published: int = 0
    """The release of the achievements, as Unix seconds."""
    promoted: int = 0
    """The number of promoted achievements."""
    unpromoted: int = 0
    """The number of unpromoted achievements."""
    first_achievement: int = 0
    """The id of the first achievement; the promoted achievements come first."""
    popularity: int = 0
    """About the number of players."""
    boards: int = 0
    """The number of leaderboards, hidden ones included."""
    first_board: int = 0

    @property
    def is_subset(self) -> bool:
        """True for a subset of another game."""
        return self.parent_id is not None

    @property
    def sort_title(self) -> str:
        """The title for sorting."""
        return self.title.lower().removeprefix("the ")

    def picture(self, place: int) -> str:
        """The path of a picture: 1 title screen, 2 in the game, 3 box."""
        return f"/Images/{self.image + place:06}.png" if self.image else _NO_IMAGE

    @property
    def icon(self) -> str | None:
        """The path of the icon."""
        return f"/Images/{self.image:06}.png" if self.image else None


def all_games(seed: int, now: int, systems: dict[int, System]) -> dict[int, Game]:
    """All games by id."""
    rng = Random(f"{seed}/games")
    homes = rng.choices(list(_SHARES), list(_SHARES.values()), k=GAMES)
    titles: set[str] = set()
    games: dict[int, Game] = {}
    next_achievement, next_board = 1, 1
    for number, home in enumerate(homes, 1):
        game = _game(rng, number, systems[home], titles, now)
        if number % 40 == 0 and games[number - 1].promoted:
            _make_subset(game, games[number - 1])
        game.first_achievement, game.first_board = next_achievement, next_board
        next_achievement += game.promoted + game.unpromoted
        next_board += game.boards
        games[number] = game
    later = Random(f"{seed}/later games")
    later_homes = later.choices(list(_SHARES), list(_SHARES.values()), k=len(LATER_IDS))
    for number, home in zip(LATER_IDS, later_homes, strict=True):
        game = games[number] = _later_game(later, number, systems[home], titles, now)
        if number % 20 == 0:
            game.promoted, game.popularity = max(game.promoted, 6), max(game.popularity, 2)
            _make_subset(game, neighbour(games, number), _SUBSETS[number // 20 % len(_SUBSETS)])
        game.first_achievement, game.first_board = next_achievement, next_board
        next_achievement += game.promoted + game.unpromoted
        next_board += game.boards
    games[DRAGSTER] = _dragster(systems[25], now)
    for hub in HUB_IDS:
        games[hub] = Game(hub, f"[Series - {words.pair(rng)[1]}]", systems[HUBS], updated=now - 86400)
    next_achievement = FIRST_COPY
    for plan in sorted(EVENT_PLANS, key=lambda plan: plan.game):
        games[plan.game] = Game(
            plan.game,
            plan.title,
            systems[EVENTS],
            plan.topic,
            image=99001 + 10 * (plan.game - EVENT),
            updated=now - 86400,
            promoted=plan.windows,
            unpromoted=plan.unpromoted,
            first_achievement=next_achievement,
        )
        next_achievement += plan.windows + plan.unpromoted
    return games


def _game(rng: Random, number: int, system: System, titles: set[str], now: int) -> Game:
    title = words.title(rng)
    while title in titles:
        title = words.title(rng)
    titles.add(title)
    published = now - rng.randrange(30, 4000) * 86400 - rng.randrange(86400)
    has_set = system.active and (number < 10 or rng.random() < 0.86)
    is_bare = not has_set and rng.random() < 0.5
    year, granularity = rng.randint(1979, 2008), rng.choice(("day", "day", "day", "month", "year"))
    return Game(
        number,
        title,
        system,
        forum_topic_id=rng.randrange(1000, 30000) if has_set else None,
        image=0 if is_bare else 1000 + 10 * number,
        publisher=words.studio(rng) if rng.random() < 0.9 else None,
        developer=rng.choice((words.studio(rng), words.studio(rng), words.studio(rng), "", None)),
        genre=words.genre(rng) if rng.random() < 0.95 else None,
        released=None if is_bare else _released(rng, year, granularity),
        granularity=None if is_bare else granularity,
        guide_url=f"https://github.com/RetroAchievements/guides/wiki/{number}" if rng.random() < 0.2 else None,
        updated=published + (now - published) // 2,
        published=published,
        promoted=rng.choice((6, 8, 10, 12, 15, 18, 20, 24, 24, 30, 36, 48, 64)) if has_set else 0,
        unpromoted=rng.randint(1, 8) if rng.random() < 0.2 else 0,
        popularity=min(900, 3 + int(14 / (rng.random() + 0.01) ** 0.9)) if has_set else 0,
        boards=rng.choice((0, 0, 1, 2, 4, 6)) if has_set else 0,
    )


def _later_game(rng: Random, number: int, system: System, titles: set[str], now: int) -> Game:
    """A game without achievements, or with few achievements and few players."""
    game = _game(rng, number, system, titles, now)
    game.published = max(game.published, now - 900 * 86400)
    if rng.random() < _LATER_WITHOUT_SET:
        game.promoted = game.popularity = game.boards = 0
        game.forum_topic_id = None
    if game.promoted:
        game.promoted, game.popularity = rng.choice((6, 6, 7, 8, 9)), rng.randint(2, 9)
        game.boards = min(game.boards, 1)
    return game


def _released(rng: Random, year: int, granularity: str) -> date:
    month = 1 if granularity == "year" else rng.randint(1, 12)
    return date(year, month, rng.randint(1, 28) if granularity == "day" else 1)


def neighbour(games: Mapping[int, Game], number: int) -> Game:
    """The nearest game with a lower id that has a set of its own."""
    below = (games[other] for other in range(number - 1, 0, -1))
    return next(game for game in below if game.promoted and not game.is_subset)


def _make_subset(game: Game, parent: Game, name: str = "Bonus") -> None:
    game.title = f"{parent.title} [Subset - {name}]"
    game.system, game.parent_id = parent.system, parent.id


def _dragster(system: System, now: int) -> Game:
    return Game(
        DRAGSTER,
        "Dragster",
        system,
        forum_topic_id=8760,
        image=26368,
        publisher="Activision",
        developer="David Crane",
        genre="Racing",
        released=date(1980, 7, 1),
        granularity="month",
        updated=now - 40 * 86400,
        published=now - 2615 * 86400,
        promoted=15,
        popularity=700,
        boards=2,
        first_board=FIRST_DRAGSTER_BOARD,
    )
