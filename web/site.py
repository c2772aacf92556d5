"""Serves an application on a port of its own."""

from __future__ import annotations

from aiohttp import web


async def run_site(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve an application; the runner (whose `cleanup` ends it) and the port it listens on."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5, handle_signals=False)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    actual_port: int = runner.addresses[0][1]
    return runner, actual_port
