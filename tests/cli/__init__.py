"""The command line, mostly through a real emulator on loopback."""
