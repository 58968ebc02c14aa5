#!/usr/bin/python3
"""Reads a mail file as a mail client does and prints it as JSON: header fields decoded, and its parts with their type."""
import email
import email.policy
import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:  # RFC 6532: header fields may hold UTF-8 as it is
        mail = email.message_from_file(file, policy=email.policy.default)
    parts = [
        {"type": part.get_content_type(), "encoding": part["Content-Transfer-Encoding"], "text": part.get_content()}
        for part in mail.walk()
        if not part.is_multipart()
    ]
    fields = {name: [str(value) for value in mail.get_all(name)] for name in mail.keys()}
    recipients = [{"name": a.display_name, "address": a.addr_spec} for a in mail["To"].addresses]
    defects = [type(d).__name__ for d in mail.defects] + [type(d).__name__ for v in mail.values() for d in v.defects]
    json.dump({"type": mail.get_content_type(), "fields": fields, "to": recipients, "parts": parts, "defects": defects}, sys.stdout)


if __name__ == "__main__":
    main()
