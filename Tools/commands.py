"""What the programs say of their commands: one tree of `tollgate` and of its companion."""

import json
import subprocess
from pathlib import Path


def dump(*command):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["command"]


def version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]


def subcommands(command):
    return [c for c in command.get("subcommands", []) if c["commandName"] != "help" and c.get("shouldDisplay", True)]


def arguments(command):
    return [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]


def names(argument):
    """The names of an option or a flag, as they are written; none for an argument without a name."""
    return ["--" + n["name"] if n["kind"] == "long" else "-" + n["name"] for n in argument.get("names", [])]


def merged(command, other):
    """A command with what another tree has of it: the companion's own commands are only named in `tollgate`'s tree."""
    others = {c["commandName"]: c for c in subcommands(other)}
    below = [merged(c, others[c["commandName"]]) if c["commandName"] in others else c for c in subcommands(command)]
    known = {c["commandName"] for c in below}
    below += [c for name, c in others.items() if name not in known]
    more = command if len(arguments(command)) >= len(arguments(other)) else other
    return {**more, "abstract": command.get("abstract", ""), "subcommands": below}


def tree(program):
    """The tree of all commands."""
    program = Path(program)
    companion = program.parent.parent / "libexec" / "tollgate" / "tollgate-remote"
    own = dump(program, "--experimental-dump-help")
    remote = dump(companion, f"--started-by-tollgate={version(program)}", "--experimental-dump-help")
    names = {c["commandName"] for c in subcommands(own)}
    remote["subcommands"] = [c for c in subcommands(remote) if c["commandName"] in names]
    return merged(own, remote)


def commands(command, path=()):
    """Every command with the words that lead to it."""
    yield path, command
    for one in subcommands(command):
        yield from commands(one, (*path, one["commandName"]))
