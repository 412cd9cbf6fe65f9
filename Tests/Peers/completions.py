"""Types into bash, zsh and fish at a pseudo terminal, presses the tabulator, and looks at what the shell has written."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from checks import check, finish, run

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE = Path(sys.argv[1]).resolve()

# What is typed before the tabulator, and what the line then is.
LINES = [
    ("tollgate che", "tollgate check "),
    ("tollgate policy ex", "tollgate policy explain "),
    ("tollgate show cl", "tollgate show cluster "),
    ("tollgate check --stat", "tollgate check --statistics "),
    ("tollgate check --format sar", "tollgate check --format sarif "),
    ("tollgate check clus", "tollgate check clusters/"),
    ("tollgate check clusters/one-r", "tollgate check clusters/one-request.yaml "),
    ("tollgate cost clusters/one-r", "tollgate cost clusters/one-request.yaml "),
    ("tollgate whatif clusters/one-r", "tollgate whatif clusters/one-request.yaml "),
    ("tollgate check --config tollg", "tollgate check --config tollgate.yaml "),
    ("tollgate check --catalog Cata", "tollgate check --catalog Catalog/"),
    ("tollgate policy test clus", "tollgate policy test clusters/"),
    ("tollgate submit clusters/one-r", "tollgate submit clusters/one-request.yaml "),
    ("tollgate catalog import tollg", "tollgate catalog import tollgate.yaml "),
    ("tollgate create cluster --file clusters/one-r", "tollgate create cluster --file clusters/one-request.yaml "),
    ("tollgate schema reque", "tollgate schema request "),
    ("tollgate explain TG8", "tollgate explain TG80"),
    ("tollgate lsp --he", "tollgate lsp --help "),
]


class Shell:
    """A shell at a pseudo terminal, whose screen is what it has written since the last line."""

    def __init__(self, command, environment, folder, setup):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
        self.read_until("ready>", 20)
        for line in setup:
            os.write(self.terminal, line.encode() + b"\n")
            self.read_until("ready>", 20)

    def read_until(self, text, seconds):
        """What is written until a text appears, or nothing comes any more for that long."""
        output = b""
        while select.select([self.terminal], [], [], seconds)[0]:
            try:
                part = os.read(self.terminal, 65_536)
            except OSError:
                break
            # fish asks the terminal what it is before it says anything.
            for question, answer in [(b"\x1b[c", b"\x1b[?62c"), (b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x1b\\")]:
                if question in part or (question == b"\x1b[c" and b"\x1b[0c" in part):
                    os.write(self.terminal, answer)
            output += part
            if text and text in plain(output):
                break
        return plain(output)

    def complete(self, text, expected):
        """The line after the tabulator: the expected one, or what came of it."""
        os.write(self.terminal, text.encode())
        time.sleep(0.05)
        os.write(self.terminal, b"\t")
        rest = expected[len(text) :].rstrip("/ ")
        shown, deadline = "", time.monotonic() + 10
        while time.monotonic() < deadline:
            shown += self.read_until(None, 0.3)
            if text + rest in re.sub(r"\s+", " ", shown) or joined(text, rest, shown):
                break
        # Empties the line again.
        os.write(self.terminal, b"\x03")
        self.read_until("ready>", 5)
        return [] if text + rest in re.sub(r"\s+", " ", shown) or joined(text, rest, shown) else [repr(shown[-300:])]

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


def joined(text, rest, shown):
    """Whether the shell wrote only what was missing, behind what was typed."""
    return bool(rest) and rest in shown.split(text)[-1]


def plain(output):
    """The text without the sequences that steer a terminal."""
    text = output.decode(errors="replace")
    text = re.sub(r"\x1b\][^\x07\x1b]*(\x07|\x1b\\)", "", text)
    text = re.sub(r"\x1b[\[(][0-9;?<>=]*[ -/]*[@-~]|\x1b[=>78]", "", text)
    while "\x08" in text:
        text = re.sub(r"[^\x08]?\x08", "", text, count=1)
    return text.replace("\r", "")


def main():
    with tempfile.TemporaryDirectory() as one:
        folder = Path(one)
        (folder / "clusters").mkdir()
        (folder / "Catalog").mkdir()
        (folder / "clusters" / "one-request.yaml").write_text("a: 1\n")
        (folder / "tollgate.yaml").write_text("a: 1\n")
        scripts = {}
        for shell, name in [("bash", "tollgate.bash"), ("zsh", "_tollgate"), ("fish", "tollgate.fish")]:
            (folder / shell).mkdir()
            scripts[shell] = folder / shell / name
            scripts[shell].write_text(run(TOLLGATE, "--generate-completion-script", shell).stdout)
        environment = {
            "PATH": f"{TOLLGATE.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": one, "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "PS1": "ready>", "ZDOTDIR": one, "XDG_CONFIG_HOME": one,
        }
        (folder / ".zshrc").write_text(
            f"PS1='ready>'\nfpath=({folder}/zsh $fpath)\nautoload -U compinit\ncompinit -u -d {folder}/zcompdump\nunsetopt beep\n"
        )
        (folder / "fish" / "config.fish").write_text(
            f"function fish_prompt; echo -n 'ready>'; end\nset fish_greeting\nset -g fish_autosuggestion_enabled 0\nsource {scripts['fish']}\n"
        )
        for name, command, setup in [
            ("bash", ["bash", "--norc", "--noprofile", "-i"], [f". {scripts['bash']}"]),
            ("zsh", ["zsh", "-i"], []),
            ("fish", ["fish", "-i"], []),
        ]:
            shell = Shell(command, environment, folder, setup)
            problems = []
            for text, expected in LINES:
                problems += [f"{text}: {problem}" for problem in shell.complete(text, expected)]
            shell.end()
            check(f"{name} completes {len(LINES)} lines", problems)
    finish()


main()
