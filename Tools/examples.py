"""Runs the commands that README.md and Docs/ show, and compares what they print with what the pages say.

usage: examples.py PROGRAM [--write] [PAGE…]

Each page has a folder of its own, in which its commands run one after the other. `$ cat FILE` makes the file that it shows,
unless a command has made it. A line `…` stands for any lines, and `…` in a line for any text; with --write, what is printed
takes the place of the lines between. Comments of a page, which readers do not see, say what its commands need:
`<!-- before: COMMAND -->` is run too, and `<!-- not run: REASON -->` leaves the next block out.
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 100
DAY = "1795910400"  # 2026-11-29, for `checked as of`


class Command:
    """A command of a page, and the lines below it that it is said to print: [first, end) of the page."""

    def __init__(self, text, first, indent, is_hidden=False):
        self.text, self.first, self.end, self.indent, self.is_hidden = text, first, first, indent, is_hidden


def commands(lines):
    """The commands of a page in order."""
    found, is_console, is_left_out = [], False, False
    for number, line in enumerate(lines):
        fence = line.strip()
        if fence.startswith("```"):
            is_console, is_left_out = fence == "```console" and not is_left_out, False
        elif match := re.fullmatch(r" *<!-- before: (.*) -->", line):
            found.append(Command(match[1], number + 1, "", is_hidden=True))
        elif fence.startswith("<!-- not run: "):
            is_left_out = True
        elif is_console and (match := re.match(r"( *)\$ (.*)", line)):
            found.append(Command(match[2], number + 1, match[1]))
            found[-1].end = number + 1
        elif is_console:
            found[-1].end = number + 1
    return found


def run(command, folder, program):
    """What a command prints on a terminal, standard output and errors together, and its exit code."""
    environment = {
        "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1", "TERM": "dumb",
        "USER": "ana", "SOURCE_DATE_EPOCH": DAY, "TOLLGATE_CATALOG": str(folder / "Catalog"), "LC_ALL": "C.UTF-8",
    }
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (50, COLUMNS))
    process = subprocess.Popen(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
        close_fds=True, start_new_session=True)
    os.close(theirs)
    output = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 120)
        if not ready:
            process.kill()
            raise SystemExit(f"`{command}` does not end")
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        output += part
    os.close(ours)
    lines = [line.rstrip() for line in output.decode().replace("\r\n", "\n").split("\n")]
    return lines, process.wait()


def pieces(shown):
    """The lines between those of `…`."""
    parts = [[]]
    for line in shown:
        if line.strip() == "…":
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def is_like(line, printed):
    """Whether a line is as it is shown."""
    return re.fullmatch(".*".join(re.escape(part) for part in line.split("…")), printed) is not None


def fits(shown, printed):
    """Whether what is printed has the lines that are shown, with anything in place of `…`."""
    parts, at = pieces(shown), 0
    for number, part in enumerate(parts):
        places = range(at, len(printed) - len(part) + 1)
        if number == 0:
            places = [0] if len(part) <= len(printed) else []
        if number == len(parts) - 1:
            places = [len(printed) - len(part)] if len(printed) - len(part) in places or not part else []
        place = next((one for one in places if all(map(is_like, part, printed[one:one + len(part)]))), None)
        if place is None:
            return False
        at = place + len(part)
    return True


def key(line):
    """A line without its numbers and the blanks around them, to find it again."""
    return re.sub(r"[\s█-]*(≥ )?-?[0-9][0-9,.]*", " #", line).strip()


def renewed(shown, printed):
    """What is printed, cut as what is shown: each part between `…` from its first line to its last; nothing if they are gone."""
    lines, at, parts = [], 0, pieces(shown)
    for number, part in enumerate(parts):
        if number:
            lines.append("…")
        if not part:
            continue
        begin, end = (at if number == 0 else None), (len(printed) if number == len(parts) - 1 else None)
        keys = [key(line) for line in printed]
        if begin is None:
            alike = [place for place in range(at, len(printed)) if keys[place] == key(part[0])]
            # Of rows with the same words, the one that begins with the same number.
            same = [place for place in alike if printed[place].split()[:1] == part[0].split()[:1]]
            begin = (same or alike or [None])[0]
        if begin is not None and end is None:
            last = next((place for place in range(begin, len(printed)) if keys[place] == key(part[-1])), None)
            end = None if last is None else last + 1
            # A part of as many lines, where its last line comes up twice.
            if end is not None and begin + len(part) <= len(printed) and keys[begin + len(part) - 1] == key(part[-1]):
                end = begin + len(part)
        if begin is None or end is None:
            return None
        lines += printed[begin:end]
        at = end
    return lines


def page(path, program, write, folder):
    """What is wrong with a page; with `write` what it shows is renewed."""
    for name in ("Examples", "Policies", "Catalog", "Tests", "Schemas"):
        shutil.copytree(ROOT / name, folder / name, symlinks=True)
    # Else the first command of the page makes the index, and says so.
    subprocess.run([program, "catalog", "compile", "--catalog", folder / "Catalog"], check=True, stdout=subprocess.DEVNULL)
    lines = (ROOT / path).read_text().split("\n")
    edits = []
    for command in commands(lines):
        shown = [line.removeprefix(command.indent).rstrip() for line in lines[command.first:command.end]]
        while shown and not shown[-1]:
            shown.pop()
        name = re.fullmatch(r"cat (\S+)", command.text)
        if name and not (folder / name[1]).exists():
            (folder / name[1]).parent.mkdir(parents=True, exist_ok=True)
            (folder / name[1]).write_text("\n".join(shown) + "\n")
            continue
        printed, code = run(command.text, folder, program)
        while printed and not printed[-1]:
            printed.pop()
        place = f"{path}:{command.first}: $ {command.text}"
        if command.is_hidden and code:
            yield f"{place}: exits with {code}: {printed[:3]}"
        if not shown:
            # What it speaks of need not be there, but it must be a command.
            if code in (126, 127) or any(line.startswith("Error:") or "there is no command" in line for line in printed):
                yield f"{place}: {printed[:3]}"
            continue
        if fits(shown, printed):
            continue
        new = renewed(shown, printed) if write else None
        if new is None:
            yield "\n    ".join([f"{place}: prints"] + printed[:40])
        else:
            edits.append((command, [(command.indent + line).rstrip() for line in new], len(shown)))
    for command, new, count in reversed(edits):
        lines[command.first:command.first + count] = new
        print(f"renewed {path}:{command.first}")
    if edits:
        (ROOT / path).write_text("\n".join(lines))


def main():
    arguments = [one for one in sys.argv[1:] if one != "--write"]
    program = Path(arguments[0]).resolve()
    paths = arguments[1:] or ["README.md"] + sorted(str(one.relative_to(ROOT)) for one in ROOT.glob("Docs/*.md"))
    wrong = 0
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            for problem in page(path, program, "--write" in sys.argv, Path(folder).resolve()):
                wrong += 1
                print(problem)
    print(f"{len(paths)} pages, {wrong} commands that print something else")
    sys.exit(1 if wrong else 0)


main()
