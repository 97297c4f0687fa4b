"""The programs on the page about proxies send the way that the page says."""

from __future__ import annotations

import inspect
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import trustme
from aiohttp import web

from retroach_async import Client, Game, TlsFailed, to_wire
from retroach_async.emulator import Emulator
from retroach_async.testing import example
from retroach_async.transport.site import BASE_URL_VARIABLE
from tests.docs.snippets import Snippet, checked, runnable

THERE = "http://proxy.example.org:3128"


class Proxy:
    """A proxy that passes requests on, and counts them."""

    def __init__(self) -> None:
        self.passed = 0
        self.url = ""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Ask in the place of the visitor; the request names the whole address."""
        self.passed += 1
        address = f"http://{request.headers['Host']}{request.path_qs}"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    """A proxy on this machine."""
    proxy = Proxy()
    runner = web.ServerRunner(web.Server(proxy.handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    proxy.url = "http://{}:{}".format(*runner.addresses[0])
    yield proxy
    await runner.cleanup()


async def run(block: Snippet, **names: Any) -> dict[str, Any]:
    """The names that a block has made."""
    known: dict[str, Any] = {"__name__": "page", "aiohttp": aiohttp, "Client": Client, **names}
    result = eval(block.compile(), known)
    if inspect.isawaitable(result):
        await result
    return known


def with_proxy(block: Snippet, proxy: Proxy) -> Snippet:
    """A block with a proxy that is there."""
    assert THERE in block.text
    return Snippet(block.page, block.line, block.language, block.mark, block.text.replace(THERE, proxy.url))


async def test_session_reads_the_environment(
    emulator: Emulator, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `trust_env` the variables count; without it they do not."""
    (block,) = [block for block, _ in runnable() if block.page == "docs/proxies.md"]
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    await run(block)
    assert (proxy.passed, capsys.readouterr().out) == (1, "Dragster\n")

    async with Client() as ra:
        await ra.get_game(14402)
    assert proxy.passed == 1


@pytest.mark.parametrize("name", ["named proxy", "httpx2 proxy"])
async def test_named_proxy_is_used(emulator: Emulator, proxy: Proxy, name: str) -> None:
    """The request goes through the proxy that the program names."""
    made = await run(with_proxy(checked(name), proxy))
    assert made["game"].title == "Dragster"
    assert proxy.passed == 1
    if "mine" in made:
        await made["mine"].aclose()


async def test_own_authority_is_trusted(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server with a certificate of the company's authority is answered to; without the authority it is refused."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "company-ca.pem"))
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(server_side)

    async def answer(_: web.BaseRequest) -> web.StreamResponse:
        return web.json_response(to_wire(example(Game, title="Dragster")))

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0, ssl_context=server_side).start()
    monkeypatch.setenv(BASE_URL_VARIABLE, f"https://localhost:{runner.addresses[0][1]}/API")
    try:
        assert (await run(checked("own authority")))["game"].title == "Dragster"
        async with Client() as ra:
            with pytest.raises(TlsFailed):
                await ra.get_game(14402)
    finally:
        await runner.cleanup()
