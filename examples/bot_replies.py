"""A bot's answers: what went wrong tells what to say.

Every failure of the library is one of a few classes, so a reply needs no guessing.
"""

import asyncio

from _client import client

from retroach_async import Client, InvalidRequest, NotFound, RateLimited, RetroachError


async def reply(ra: Client, game_id: int) -> str:
    """The bot's reply when somebody asks for a game."""
    try:
        game = await ra.get_game(game_id)
        spread = await ra.get_achievement_distribution(game_id, hardcore=True)
    except NotFound:
        return f"There is no game {game_id}."
    except InvalidRequest as error:
        return f"I cannot ask that: {error.message}."
    except RateLimited as error:
        return f"Too many questions, try again in {error.retry_after or 60:.0f} seconds."
    except RetroachError as error:
        return f"The site does not answer just now ({type(error).__name__})."
    return f"{game.title}: {spread.mastery_count} of {spread.total_players} players mastered it. {game.url}"


async def main() -> None:
    """Answer a few questions at once."""
    async with client() as ra:
        for answer in await asyncio.gather(reply(ra, 14402), reply(ra, 999_999_999), reply(ra, -1)):
            print(answer)


if __name__ == "__main__":
    asyncio.run(main())
