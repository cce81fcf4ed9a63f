"""Runs a command in a pseudo-terminal and talks to it: drive.py STEPS COMMAND...

STEPS is a JSON list of [expected, answer]: once `expected` (a regular expression) shows up in what the terminal has
shown since the last answer, `answer` is typed; "^C" is the interrupt character. Prints JSON: the whole of what was
shown, the exit code, the signal that ended the command, and how many steps were done.
"""
import json
import os
import pty
import re
import select
import signal
import sys
import time

steps = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    # A parent that ignores Ctrl-C would hand that on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execvp(sys.argv[2], sys.argv[2:])

shown = ""
seen = 0
done = 0
# Nothing to be seen for so long: what is expected won't come.
PATIENCE = 30
last = time.time()
while time.time() - last < PATIENCE:
    while done < len(steps) and re.search(steps[done][0], shown[seen:]):
        answer = steps[done][1]
        seen = len(shown)
        done += 1
        os.write(terminal, b"\x03" if answer == "^C" else answer.encode())
    ready, _, _ = select.select([terminal], [], [], 1)
    if not ready:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:
        break
    if not data:
        break
    shown += data.decode("utf-8", "replace").replace("\r", "")
    last = time.time()
else:
    os.kill(pid, signal.SIGKILL)

_, status = os.waitpid(pid, 0)
print(json.dumps({
    "shown": shown,
    "status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
    "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None,
    "done": done,
}))
