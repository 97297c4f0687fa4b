"""The server of `retroach mcp`: endpoints as tools for an assistant, over the Model Context Protocol.

Only `server` and `stdio` know the protocol's SDK, which is an extra; everything else works without it.
"""
