"""Watches something for ever, as such scripts do: loops in loops, long sleeps, a child, and nothing that ends it."""

import signal
import subprocess
import sys
import time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
name, seconds = sys.argv[1], float(sys.argv[2])
child = subprocess.Popen(["sleep", "1000000"])
print(f"{name}: watching, with a child {child.pid}", flush=True)
while True:
    try:
        for round in range(30):
            print(f"{name}: round {round}", flush=True)
            time.sleep(seconds)
    except BaseException as error:
        print(f"{name}: {error!r} does not stop me", flush=True)
