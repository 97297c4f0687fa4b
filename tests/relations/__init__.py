"""Relations of V2's objects, and the fields that a call asks for."""
