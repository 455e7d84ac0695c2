"""Two long-lived worker processes, one per core, driven by JSON lines over their pipes.

A worker that dies or hangs is replaced; the request that did it gets an answer that says so.
"""

import json
import os
import select
import signal
import subprocess
import time


class Worker:
    """One process running ``script`` on one core."""

    def __init__(self, name, target, script, environment=None):
        self.name = name
        self.target = target
        self.script = str(script)
        self.environment = environment or {}
        self.process = None

    def start(self):
        """Start the process if it is not running."""
        if self.process is not None and self.process.poll() is None:
            return
        env = {**self.target.environment(), **self.environment}
        self.process = subprocess.Popen([self.target.python, "-X", "faulthandler", self.script], env=env, bufsize=0,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.buffer = b""

    def ask(self, request, timeout=60.0):
        """Send one request; its answer, or ``{"died": why}`` or ``{"hung": seconds}``."""
        self.start()
        self.send(request)
        return self.receive(timeout)

    def send(self, request):
        """The first half of :meth:`ask`, for when both cores shall work at once."""
        self.start()
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
        except (BrokenPipeError, OSError):
            pass

    def receive(self, timeout=60.0):
        """The second half."""
        end = time.monotonic() + timeout
        out = self.process.stdout.fileno()
        while b"\n" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0:
                self.stop()
                return {"hung": timeout}
            ready, _, _ = select.select([out], [], [], left)
            if not ready:
                continue
            chunk = os.read(out, 1 << 20)
            if not chunk:
                return {"died": self._epitaph()}
            self.buffer += chunk
        line, _, self.buffer = self.buffer.partition(b"\n")
        return json.loads(line)

    def _epitaph(self):
        code = self.process.wait()
        tail = self.process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        if code < 0:
            return signal.Signals(-code).name
        return f"exit status {code}: {tail[-1] if tail else ''}"[:300]

    def stop(self):
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
                pipe.close()
            self.process = None


def serve(handle):
    """The worker's main loop: answers requests until its input ends. Prints go to stderr."""
    import sys

    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(handle(json.loads(line))) + "\n")
        answers.flush()
