# One HTTP/3 request: reads the JSON of client.mjs on stdin, writes its answer on stdout.
import asyncio
import json
import ssl
import sys

from aioquic.asyncio.client import connect
from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.h3.connection import H3_ALPN, H3Connection
from aioquic.h3.events import DataReceived, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration


class Client(QuicConnectionProtocol):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.h3 = H3Connection(self._quic)
        self.headers = []
        self.body = b""
        self.done = asyncio.get_running_loop().create_future()

    def quic_event_received(self, event):
        for e in self.h3.handle_event(event):
            if isinstance(e, HeadersReceived):
                self.headers += e.headers
            elif isinstance(e, DataReceived):
                self.body += e.data
            if e.stream_ended and not self.done.done():
                self.done.set_result(None)

    def ask(self, q):
        stream = self._quic.get_next_available_stream_id()
        body = (q.get("body") or "").encode()
        fields = [(":method", q["method"]), (":scheme", "https"), (":authority", q["host"]), (":path", q["path"])]
        fields += [(k.lower(), v) for k, v in (q.get("headers") or {}).items()]
        self.h3.send_headers(stream, [(k.encode(), v.encode()) for k, v in fields], end_stream=not body)
        if body:
            self.h3.send_data(stream, body, end_stream=True)
        self.transmit()


async def main(q):
    configuration = QuicConfiguration(is_client=True, alpn_protocols=H3_ALPN, server_name=q.get("sni") or q["host"])
    configuration.verify_mode = ssl.CERT_NONE
    async with connect(q["address"], q["port"], configuration=configuration, create_protocol=Client) as client:
        client.ask(q)
        await client.done
        headers = {k.decode(): v.decode() for k, v in client.headers}
        return {
            "status": int(headers[":status"]),
            "headers": headers,
            "body": client.body.decode(errors="replace"),
            "alpn": client._quic.tls.alpn_negotiated,
        }


request = json.load(sys.stdin)
try:
    answer = asyncio.run(asyncio.wait_for(main(request), request["timeout"] / 1000))
except (Exception, asyncio.CancelledError) as error:  # An answer in any case: the caller waits for one.
    answer = {"status": 0, "headers": {}, "body": "", "error": f"{type(error).__name__} {error}"}
json.dump(answer, sys.stdout)
