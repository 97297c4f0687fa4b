"""All of V2, from the client to the emulator and back."""
