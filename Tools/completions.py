"""Writes completions for bash, zsh and fish from what the programs say of themselves.

usage: completions.py TOLLGATE FOLDER
"""

import json
import subprocess
import sys
from pathlib import Path

import commands

# What stands for a file, a folder or either, by the word that help has for a value.
FILES = {"file", "path", "paths", "format=path", "request", "old", "new"}
FOLDERS = {"folder"}
# What stands for the code of a rule.
CODES = {"rule", "code", "patterns"}


def options_of(path, command):
    """The options and flags of a command; the version is the program's alone."""
    return [a for a in commands.arguments(command) if not path or "--version" not in commands.names(a)]


codes = []


def kind(argument):
    """What an argument's value is: `file`, `folder`, a list of words, or nothing that can be completed."""
    words = argument.get("completionKind", {}).get("list", {}).get("values")
    if words:
        return words
    if argument.get("valueName") in CODES:
        return codes
    value = argument.get("valueName", "")
    return "file" if value in FILES else "folder" if value in FOLDERS else None


def positional(command):
    """What the arguments without a name are: those of the first one that can be completed."""
    kinds = [kind(a) for a in commands.arguments(command) if a["kind"] == "positional"]
    return next((one for one in kinds if one), None)


def short(text):
    """The first sentence of a description, without what a shell reads."""
    text = text.split(";")[0].split(". ")[0].rstrip(".")
    return "".join(c for c in text if c not in "'\"`\\$:[]")


class Tree:
    def __init__(self, program):
        self.all = [(" ".join(path), command) for path, command in commands.commands(commands.tree(program))]

    def paths(self):
        """The words that lead to commands, but none for the program itself."""
        return [path for path, _ in self.all if path]

    def values(self):
        """The options whose value can be completed: command, names, kind."""
        for path, command in self.all:
            for argument in commands.arguments(command):
                if argument["kind"] == "option":
                    yield path, commands.names(argument), kind(argument)


def pattern(words):
    return "|".join(f'"{word}"' for word in words)


def bash(tree):
    lines = ["# Completes tollgate in bash. Written by Tools/completions.py.", "_tollgate() {"]
    lines += [
        '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command="" index',
        "  COMPREPLY=()",
        "  for ((index = 1; index < COMP_CWORD; index++)); do",
        '    case "$command${command:+ }${COMP_WORDS[index]}" in',
        f'      {pattern(tree.paths())}) command+="${{command:+ }}${{COMP_WORDS[index]}}" ;;',
        "    esac",
        "  done",
        '  case "$command:$previous" in',
    ]
    for path, names, one in tree.values():
        cases = pattern(f"{path}:{name}" for name in names)
        lines.append(f"    {cases}) {bash_action(one)}; return ;;")
    lines += ["  esac", '  if [[ $current == -* ]]; then', '    case "$command" in']
    for path, command in tree.all:
        options = [name for a in options_of(path, command) for name in commands.names(a)]
        lines.append(f'      "{path}") {bash_action(sorted(options))} ;;')
    lines += ["    esac", "    return", "  fi", '  case "$command" in']
    for path, command in tree.all:
        below = [c["commandName"] for c in commands.subcommands(command)]
        lines.append(f'    "{path}") {bash_action(below or positional(command))} ;;')
    lines += ["  esac", "}", "complete -F _tollgate tollgate", ""]
    return "\n".join(lines)


def bash_action(one):
    if isinstance(one, list):
        return f"COMPREPLY=($(compgen -W '{' '.join(one)}' -- \"$current\"))"
    if one is None:
        return ":"
    # A line is a name, whatever is in it.
    letter = "f" if one == "file" else "d"
    return f"compopt -o filenames; mapfile -t COMPREPLY < <(compgen -{letter} -- \"$current\")"


def zsh(tree):
    lines = ["#compdef tollgate", "# Completes tollgate in zsh. Written by Tools/completions.py."]
    lines += [
        'local command="" index',
        "local -a found",
        "for ((index = 2; index < CURRENT; index++)); do",
        '  case "$command${command:+ }$words[index]" in',
        f'    {pattern(tree.paths())}) command+="${{command:+ }}$words[index]" ;;',
        "  esac",
        "done",
        'case "$command:$words[CURRENT-1]" in',
    ]
    for path, names, one in tree.values():
        cases = pattern(f"{path}:{name}" for name in names)
        lines.append(f"  {cases}) {zsh_action(one)}; return ;;")
    lines += ["esac", 'if [[ $PREFIX == -* ]]; then', '  case "$command" in']
    for path, command in tree.all:
        described = [
            f"'{name}:{short(a.get('abstract', ''))}'" for a in options_of(path, command) for name in commands.names(a)
        ]
        lines.append(f'    "{path}") found=({" ".join(described)}) ;;')
    lines += ["  esac", "  _describe option found", "  return", "fi", 'case "$command" in']
    for path, command in tree.all:
        below = [f"'{c['commandName']}:{short(c.get('abstract', ''))}'" for c in commands.subcommands(command)]
        action = f"found=({' '.join(below)}); _describe command found" if below else zsh_action(positional(command))
        lines.append(f'  "{path}") {action} ;;')
    return "\n".join([*lines, "esac", ""])


def zsh_action(one):
    if isinstance(one, list):
        return f"compadd -- {' '.join(one)}"
    return {"file": "_files", "folder": "_files -/", None: ":"}[one]


def fish(tree):
    lines = [
        "# Completes tollgate in fish. Written by Tools/completions.py.",
        "function __tollgate_is",
        "  set -l command",
        "  for word in (commandline -opc)[2..]",
        f"    if contains -- (string join ' ' $command $word) {' '.join(repr(path) for path in tree.paths())}",
        "      set -a command $word",
        "    end",
        "  end",
        "  test \"$command\" = \"$argv[1]\"",
        "end",
        "complete -c tollgate -f",
    ]
    for path, command in tree.all:
        line = f"complete -c tollgate -n \"__tollgate_is '{path}'\""
        for one in commands.subcommands(command):
            lines.append(f"{line} -a {one['commandName']} -d '{short(one.get('abstract', ''))}'")
        for argument in options_of(path, command):
            names = "".join(
                f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in commands.names(argument)
            )
            if argument["kind"] == "positional":
                continue
            value = "" if argument["kind"] == "flag" else " " + fish_action(kind(argument))
            lines.append(f"{line}{names}{value} -d '{short(argument.get('abstract', ''))}'")
        if not commands.subcommands(command) and positional(command):
            lines.append(f"{line} {fish_action(positional(command), isPositional=True)}")
    return "\n".join([*lines, ""])


def fish_action(one, isPositional=False):
    required = "" if isPositional else "-x "
    if isinstance(one, list):
        return f"{required}-a '{' '.join(one)}'"
    if one == "file":
        return "-F" if isPositional else "-r -F"
    return f"{required}-a '(__fish_complete_directories)'" if one == "folder" else "-x"


def main():
    rules = subprocess.run([sys.argv[1], "rules", "--format", "json"], capture_output=True, text=True, check=True).stdout
    codes.extend(rule["code"] for rule in json.loads(rules))
    tree, folder = Tree(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for shell, write in (("bash", bash), ("zsh", zsh), ("fish", fish)):
        (folder / shell).write_text(write(tree), encoding="utf-8")


main()
