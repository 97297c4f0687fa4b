"""Other projects' ways to the site, written on this library: the same outer surface, less inside."""
