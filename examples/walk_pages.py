"""Many pages: what a player has reached so far.

The server gives a few hundred rows at a time; `ra.pages` asks for the next ones when they are needed.
"""

import asyncio
from collections import Counter

from _client import client

from retroach_async import AwardKind


async def main() -> None:
    """Walk through a player's whole history and count the awards."""
    awards: Counter[AwardKind] = Counter()
    unlocks = 0
    async with client() as ra:
        async for row in ra.pages(ra.get_user_completion_progress, "MaxMilyin", count=500):
            unlocks += row.unlocks_total
            if row.highest_award_kind is not None:
                awards[row.highest_award_kind] += 1

    print(f"{unlocks} unlocks")
    for kind, games in awards.most_common():
        print(f"{games:4} games {kind.name.lower().replace('_', ' ')}")


if __name__ == "__main__":
    asyncio.run(main())
