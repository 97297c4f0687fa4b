"""Made-up names and texts."""

from __future__ import annotations

from random import Random


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_EPITHETS = _split(
    "Amber Ancient Arcane Astral Azure Blazing Bouncing Brave Broken Cobalt Cosmic Crimson Crystal Cursed Dancing "
    "Daring Deep Dizzy Distant Electric Emerald Endless Feral Final Flying Forgotten Frozen Galactic Ghostly Giant "
    "Gilded Golden Grand Grumpy Hidden Hollow Hyper Infinite Iron Jade Jolly Last Lost Lucky Lunar Mighty Misty "
    "Mystic Neon Nimble Obsidian Paper Phantom Pixel Primal Quantum Radiant Rapid Restless Rogue Royal Ruby Rusty "
    "Sacred Savage Scarlet Secret Shadow Silent Silver Sleepy Solar Stellar Stormy Sunken Super Tiny Turbo Twilight "
    "Velvet Violet Wandering Wicked Wild Winter"
)
_THINGS = _split(
    "Alchemist Arena Armada Avenger Bandit Battalion Beetle Brigade Caravan Castle Cavern Chronicle Circuit Citadel "
    "Comet Conquest Cruiser Dungeon Empire Engine Expedition Falcon Fang Fighter Fortress Frontier Garden Gladiator "
    "Golem Griffin Harbor Harvest Heist Horizon Hunter Island Jungle Kart Kingdom Knight Labyrinth Lagoon Legend "
    "Lighthouse Machine Maze Meadow Mecha Mirage Monolith Odyssey Otter Outlaw Outpost Palace Patrol Pilgrim Pinball "
    "Pirate Planet Racer Raider Ranger Rebellion Reef Rocket Saga Samurai Serpent Smith Sorcerer Squadron Storm "
    "Submarine Summit Temple Tempest Tournament Trail Tundra Valkyrie Voyage Warden Wizard Workshop Zeppelin"
)
_SEQUELS = ("", "", "", "", "", "", " II", " III", " Deluxe", " '92", " Zero", " Advance", ": The Return", " & Friends")
_STUDIOS = (
    "Bluebird Soft", "Copper Kettle", "Dawnworks", "Eleven Owls", "Fathom Interactive", "Giraffe Logic", "Hexagon Arts",
    "Ivory Tower Games", "Kite & Anchor", "Lanternfish", "Moonbase Seven", "North Star Systems", "Orchard House",
    "Paper Lantern", "Quiet River", "Redshift", "Sugarcube", "Tin Drum", "Umbrella Works", "Yellow Submarine Lab",
)  # fmt: skip
_GENRES = (
    "2D Platforming", "Action", "Adventure", "Beat-'em-up", "Fighting", "Pinball", "Puzzle", "Racing",
    "Role-Playing Game", "Shoot-'em-up", "Sports", "Strategy",
)  # fmt: skip
_DEEDS = (
    "Clear stage {n}", "Beat the boss of stage {n}", "Reach a score of {n},000 points", "Collect {n} coins",
    "Finish stage {n} without losing a life", "Find the secret room of stage {n}", "Defeat {n} enemies in one life",
    "Finish stage {n} in less than two minutes", "Gather every gem of stage {n}", "Win {n} matches in a row",
)  # fmt: skip
_HONOURS = (
    "Bright Start", "Clean Sweep", "Close Shave", "Deep Pockets", "Every Nook", "Eye of the Needle", "Full House",
    "Head Start", "High Flyer", "Iron Nerves", "Light Feet", "Lucky Streak", "No Stone Unturned", "Out of the Woods",
    "Over the Top", "Perfect Pitch", "Quick Study", "Second Wind", "Silver Lining", "Smooth Sailing", "Steady Hands",
    "Sweet Victory", "The Long Way Round", "Through the Storm", "Top of the Hill", "Treasure Nose", "Untouchable",
)  # fmt: skip
_PRAISE = (
    "A hidden gem, thank you for the set!", "Great set, the last one took me a week.", "Mastered at last!",
    "Does anybody know a good guide?", "Fixed in the latest revision.", "The music alone is worth it.",
    "Is this one possible on the European version?", "Welcome back!", "Congratulations!",
    "Good luck everyone.", "Nice work.",
)  # fmt: skip


def pair(rng: Random) -> tuple[str, str]:
    """An adjective and a noun."""
    return rng.choice(_EPITHETS), rng.choice(_THINGS)


def title(rng: Random) -> str:
    """The title of a game."""
    epithet, thing = pair(rng)
    return f"{epithet} {thing}{rng.choice(_SEQUELS)}"


def studio(rng: Random) -> str:
    """A studio."""
    return rng.choice(_STUDIOS)


def genre(rng: Random) -> str:
    """A genre."""
    return rng.choice(_GENRES)


def deed(number: int) -> str:
    """The task of the achievement with an id."""
    return _DEEDS[number * 7 % len(_DEEDS)].format(n=2 + number * 13 % 59)


def honour(number: int) -> str:
    """The title of the achievement with an id."""
    return _HONOURS[number * 11 % len(_HONOURS)]


def remark(rng: Random) -> str:
    """A comment."""
    return rng.choice(_PRAISE)


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(moment: int, rng: Random) -> str:
    """A ULID: milliseconds, then random bits."""
    number = (moment * 1000 << 80) | rng.getrandbits(80)
    letters = []
    for _ in range(26):
        number, digit = divmod(number, 32)
        letters.append(_CROCKFORD[digit])
    return "".join(reversed(letters))
