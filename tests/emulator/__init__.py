"""The emulator: its universe, its answers and its server."""
