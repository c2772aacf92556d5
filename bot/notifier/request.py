"""The way of a call that python-telegram-bot makes: aiohttp in place of httpx, which costs three times as much a call.

aiohttp carries everything else here too. Answers are read as the Bot API gives them; all others are taken for what they
are: from something in between.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.bot_api import NO_ANSWER, Refusal, read_answer

_TIMEOUT: Final = 20.0
_POOL: Final = 32
_HEADERS: Final = {"Content-Type": "application/json"}
# What a message that was sent is read as: nobody here looks at it, and to read a real one costs more than to send it.
_SENT: Final = b'{"ok":true,"result":{"message_id":1,"date":0,"chat":{"id":1,"type":"private"}}}'


class Request(BaseRequest):
    """Makes calls, at most 32 at a time, each within twenty seconds of silence."""

    def __init__(self) -> None:
        self._session: ClientSession | None = None
        self._timeout = ClientTimeout(sock_connect=_TIMEOUT, sock_read=_TIMEOUT)

    @property
    def read_timeout(self) -> float:
        """Seconds of silence after which a call is given up."""
        return _TIMEOUT

    async def initialize(self) -> None:
        """Nothing: connections are made with the first call, within the loop that makes it."""

    async def shutdown(self) -> None:
        """End the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """The status and the content of the answer. Raises `TimedOut` and `NetworkError`."""
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=_POOL), timeout=self._timeout)
        files = {} if request_data is None else request_data.multipart_data
        body: FormData | bytes = b"{}"
        if request_data is not None:
            body = _form(request_data, files) if files else orjson.dumps(request_data.parameters)
        try:
            async with self._session.request(method, url, data=body, headers=None if files else _HEADERS) as answer:
                status, content = answer.status, await answer.read()
        except TimeoutError as problem:
            raise TimedOut from problem
        except (ClientError, OSError) as problem:
            # The words of the problem name the address, which holds the token.
            raise NetworkError(type(problem).__name__) from problem
        match read_answer(status, content):
            case None:
                raise NetworkError(NO_ANSWER)
            case Refusal() as refusal:
                return status, refusal.as_json().encode()
        return status, _SENT


def _form(data: RequestData, files: dict[str, Any]) -> FormData:
    form = FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form
