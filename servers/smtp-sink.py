#!/usr/bin/python3
"""A real mail server that keeps what it gets in a maildir: the independent peer of demo and tests.

Needs Debian's python3-aiosmtpd. Listens on the loopback only, prints its port as the first line, and ends when its
standard input is closed, so that it never outlives who started it.
"""
import argparse
import asyncio
import logging
import ssl
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


async def serve(arguments):
    tls = None
    if arguments.certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(arguments.certificate, arguments.key)

    handler = Mailbox(arguments.maildir)

    def session():
        return SMTP(handler, enable_SMTPUTF8=True, tls_context=tls, require_starttls=tls is not None, hostname="localhost")

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", arguments.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maildir", help="made where it is missing; its parent must exist")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--certificate", help="PEM; with it STARTTLS is offered and required")
    parser.add_argument("--key", help="PEM, without passphrase")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
