"""A process that has been taken over: it says what its parent did not ask for."""

import json
import sys

out = sys.stdout.buffer
request = json.loads(sys.stdin.buffer.readline())["says"]
if request == "one long line":
    for _ in range(3000):
        out.write(b"[],[],[],[]" * 10_000)
elif request == "a deep answer":
    out.write(b"[" * 1_000_000 + b"\n")
elif request == "many brackets":
    out.write(b'{"x":[' + b"[]," * 4_000_000 + b"0]}\n")
elif request == "too many bytes":
    out.write(b'{"bytes":%d}\n' % (1 << 40) + b"x" * (1 << 30))
elif request == "a number of tables that is none":
    out.write(b'{"tables":"many"}\n')
elif request == "no JSON":
    out.write(b"\xff\xfe\n")
