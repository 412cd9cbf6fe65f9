"""Writes the manual pages of tollgate's commands from what the programs say of themselves.

usage: manual.py TOLLGATE FOLDER DATE
"""

import sys
import textwrap
from pathlib import Path

import commands
from commands import names


def escaped(text):
    """Text in which nothing is a request or an escape of roff."""
    # Lines end between words, as in any manual page.
    text = "\n\n".join(textwrap.fill(part, 70, break_long_words=False, break_on_hyphens=False) for part in text.split("\n\n"))
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line.startswith(".") else line for line in text.split("\n"))


def argument(one):
    """A tagged paragraph: the names of an option, or the word that stands for an argument, and what it is."""
    value = escaped(one.get("valueName", ""))
    tag = ", ".join("\\fB" + escaped(name) + "\\fP" for name in names(one))
    if one["kind"] == "positional":
        tag = "\\fI" + value + "\\fP"
    elif one["kind"] == "option":
        tag += " \\fI" + value + "\\fP"
    text = one.get("abstract", "")
    if one.get("defaultValue"):
        text += f" (default: {one['defaultValue']})"
    return f".TP\n{tag}\n{escaped(text) or 'See the documentation.'}\n"


def page(command, path, date, version):
    title = "-".join(path)
    subcommands, arguments = commands.subcommands(command), commands.arguments(command)
    text = f".\\\" Written by Tools/manual.py.\n.TH {title.upper()} 1 {date} \"tollgate {version}\" \"User Commands\"\n"
    abstract = command.get("abstract", "").rstrip(".")
    text += f".SH NAME\n{title} \\- {escaped(abstract)}\n.SH SYNOPSIS\n.B {' '.join(path)}\n"
    if subcommands:
        text += ".I command\n.RI [ options ]\n"
    else:
        words = "".join(f" [\\fI{escaped(a['valueName'])}\\fP]" for a in arguments if a["kind"] == "positional")
        text += f"[\\fIoptions\\fP]{words}\n"
    if command.get("discussion"):
        text += ".SH DESCRIPTION\n" + escaped(command["discussion"]).replace("\n\n", "\n.PP\n") + "\n"
    if arguments:
        text += ".SH OPTIONS\n" + "".join(map(argument, arguments))
    if subcommands:
        text += ".SH COMMANDS\n"
        for one in subcommands:
            text += f".TP\n\\fB{one['commandName']}\\fP\n{escaped(one.get('abstract', ''))}\nSee \\fB{title}\\-{one['commandName']}\\fP(1).\n"
    text += ".SH EXIT STATUS\n0: approved; 1: denied; 2: wrong usage or input that cannot be used;\n3: the control plane refused or could not be reached; 130: interrupted.\n"
    if len(path) > 1:
        above = "\\-".join(path[:-1])
        text += f".SH SEE ALSO\n.BR {above} (1)\n"
    return text, subcommands


def write(command, path, folder, date, version):
    text, subcommands = page(command, path, date, version)
    (folder / ("-".join(path) + ".1")).write_text(text, encoding="utf-8")
    for one in subcommands:
        write(one, [*path, one["commandName"]], folder, date, version)


def main():
    program, folder, date = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    folder.mkdir(parents=True, exist_ok=True)
    write(commands.tree(program), ["tollgate"], folder, date, commands.version(program))


main()
