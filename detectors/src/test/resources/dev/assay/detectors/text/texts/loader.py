# -*- coding: utf-8 -*-
"""A loader that hides what it does."""
from __future__ import annotations
import os as o, sys
from base64 import b64decode as d

async def fetch(url: str = f"http://{o.environ['H']}", *, n=1) -> bytes:
    async with session.get(url) as r:
        return await r.read()

class A(object):
    x: int = 1
    def __init__(self, *a, **k):
        self.k = {**k, 'a': [i for i in a if i]}
        with open('~/.bashrc', 'a') as f, open('b') as g:
            f.write("x" "y" \
                'z')

if (n := len(sys.argv)) > 1:
    exec(d(b'cHJpbnQo' + b'MSk='))
elif n: getattr(o, 'sy' 'stem'[::1])('id'); A()
try:
    e = lambda s, k=1: ''.join(chr(ord(c) ^ k) for c in s)
    eval(e("qshou)0("))
except (ValueError, TypeError) as error:
    raise error from None
