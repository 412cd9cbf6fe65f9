"""Makes what Tollgate is installed from, of the programs that `make` has built: a tarball, a Debian package and two wheels.

usage: package.py DIST FOLDER

The same sources give the same bytes: times are that of the commit, orders are by name, and owners are root.
"""

import base64
import datetime
import gzip
import hashlib
import io
import lzma
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a wheel for any Linux may expect of the system (PEP 600), beside what the C library consists of.
SYSTEM = re.compile(r"^(linux-vdso|ld-linux-x86-64|lib(c|m|dl|rt|pthread|resolv|util))[.-]")
SUMMARY = "Checks and prices requests to create a Lightning AI BYOC cluster in your own AWS account"
DESCRIPTION = """Tollgate checks a request to create a Lightning AI BYOC ("bring your own cloud") cluster against naming rules, the AWS
region and instance-type catalog and the policies of an organisation, prices it in normal and in cost-savings mode, and
hands only an approved request to a client.
"""


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def moment():
    """When the sources were made: SOURCE_DATE_EPOCH, or the time of the commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given or output("git", "-C", str(ROOT), "log", "-1", "--format=%ct"))


def day(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).date().isoformat()


def contents(dist, seconds):
    """Everything that is installed below a prefix: path -> (bytes, mode)."""
    files = {}
    for path in sorted(dist.rglob("*")):
        if path.is_file():
            name = path.relative_to(dist).as_posix()
            files[name] = (path.read_bytes(), 0o755 if name.startswith(("bin/", "libexec/")) else 0o644)
    program = str(dist / "bin/tollgate")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, str(ROOT / "Tools/manual.py"), program, folder, day(seconds)], check=True)
        for page in sorted(Path(folder).iterdir()):
            files[f"share/man/man1/{page.name}.gz"] = (gzip.compress(page.read_bytes(), mtime=0), 0o644)
    completions = dist / "share/tollgate/completions"
    for shell, place in (
        ("bash", "share/bash-completion/completions/tollgate"), ("zsh", "share/zsh/vendor-completions/_tollgate"),
        ("fish", "share/fish/vendor_completions.d/tollgate.fish"),
    ):
        files[place] = ((completions / shell).read_bytes(), 0o644)
    return files


def archive(files, seconds, prefix=""):
    """An uncompressed tar archive of files and their folders."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        folders = {"/".join(name.split("/")[:depth]) for name in files for depth in range(1, name.count("/") + 1)}
        for name in sorted([*folders, *files]):
            entry = tarfile.TarInfo(prefix + name)
            entry.mtime, entry.uname, entry.gname = seconds, "root", "root"
            if name in files:
                data, entry.mode = files[name]
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
            else:
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                tar.addfile(entry)
    return buffer.getvalue()


def tarball(files, version, seconds):
    name = f"tollgate-{version}-x86_64-linux"
    return f"{name}.tar.gz", gzip.compress(archive(files, seconds, f"{name}/"), mtime=0)


# Debian --------------------------------------------------------------------------------------------------------------


def needed(program):
    """The shared libraries that a program names."""
    return re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", str(program)))


def owner(path):
    """The package that a library is from, which knows it by one of the names that a merged /usr gives it."""
    resolved = os.path.realpath(path)
    for place in (resolved, resolved.removeprefix("/usr"), "/usr" + resolved):
        found = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    sys.exit(f"no package has {resolved}")


def dependencies(programs):
    """The packages that the programs need, each from the version that they were built with."""
    found = {}
    for program in programs:
        loaded = output("ldd", str(program))
        for library in needed(program):
            place = re.search(rf"{re.escape(library)} => (\S+)", loaded)
            if place is None:
                continue  # the loader, which is of the C library
            package = owner(place.group(1))
            version = output("dpkg-query", "-W", "-f", "${Version}", package)
            found[package] = re.match(r"(?:\d+:)?[\d.]*\d", version).group(0)
    return ", ".join(f"{package} (>= {version})" for package, version in sorted(found.items()))


def debian(files, dist, version, seconds):
    files = {f"usr/{name}": value for name, value in files.items()}
    documentation = "usr/share/doc/tollgate"
    licences = [name for name in files if name.startswith("usr/share/tollgate/licenses/")]
    text = "".join(f"{Path(name).name}\n{'=' * 72}\n\n{files[name][0].decode(errors='replace')}\n\n" for name in licences)
    files[f"{documentation}/copyright"] = (text.encode(), 0o644)
    files[f"{documentation}/changelog.gz"] = (gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0), 0o644)
    size = sum(len(data) for data, _ in files.values()) // 1024
    programs = [dist / "bin/tollgate", dist / "libexec/tollgate/tollgate-remote"]
    control = (
        f"Package: tollgate\nVersion: {version}\nArchitecture: amd64\nMaintainer: The Tollgate authors <tollgate@example.invalid>\n"
        f"Installed-Size: {size}\nDepends: {dependencies(programs)}\nRecommends: ca-certificates\nSection: admin\n"
        f"Priority: optional\nDescription: {SUMMARY}\n"
        + "".join(f" {line}\n" for line in DESCRIPTION.splitlines()))
    sums = "".join(f"{hashlib.md5(files[name][0]).hexdigest()}  {name}\n" for name in sorted(files))
    inner = archive({"control": (control.encode(), 0o644), "md5sums": (sums.encode(), 0o644)}, seconds, "./")
    members = [
        ("debian-binary", b"2.0\n"), ("control.tar.xz", lzma.compress(inner)),
        ("data.tar.xz", lzma.compress(archive(files, seconds, "./"))),
    ]
    data = b"!<arch>\n"
    for name, content in members:
        data += f"{name:<16}{seconds:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        data += content + (b"\n" if len(content) % 2 else b"")
    return f"tollgate_{version}_amd64.deb", data


# Wheels --------------------------------------------------------------------------------------------------------------


def platform(programs):
    """The tag of the oldest C library that has every symbol that the programs ask for (PEP 600)."""
    versions = {
        tuple(map(int, version.split(".")))
        for program in programs for version in re.findall(r"GLIBC_(2\.\d+)\b", output("objdump", "-T", str(program)))
    }
    # Relative relocations are packed, which the loader understands from 2.36 on.
    if any("GLIBC_ABI_DT_RELR" in output("readelf", "-V", "-W", str(program)) for program in programs):
        versions.add((2, 36))
    major, minor = max(versions)
    return f"manylinux_{major}_{minor}_x86_64"


def libraries(program):
    """What the program loads beside the C library, and what that loads: name -> (path, bytes)."""
    found = {}
    for name, path in re.findall(r"(\S+) => (/\S+)", output("ldd", str(program))):
        if not SYSTEM.match(name):
            found[name] = (path, Path(path).read_bytes())
    return found


def wheel(name, version, tag, files, seconds, requires=()):
    """A wheel (PEP 427) whose files go to the folders of an environment: `scripts/` and `data/`."""
    stem = f"{name.replace('-', '_')}-{version}"
    metadata = (
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nSummary: {SUMMARY}\nLicense: Apache-2.0\n"
        f"Requires-Python: >=3.8\nClassifier: Operating System :: POSIX :: Linux\n"
        + "".join(f"{line}\n" for line in requires) + f"Description-Content-Type: text/plain\n\n{DESCRIPTION}")
    info = f"{stem}.dist-info"
    entries = {f"{stem}.data/{path}": value for path, value in files.items()}
    entries[f"{info}/METADATA"] = (metadata.encode(), 0o644)
    entries[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: tollgate\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode(), 0o644)
    record = ""
    for path in sorted(entries):
        digest = base64.urlsafe_b64encode(hashlib.sha256(entries[path][0]).digest()).rstrip(b"=").decode()
        record += f"\"{path}\",sha256={digest},{len(entries[path][0])}\n" if "," in path else f"{path},sha256={digest},{len(entries[path][0])}\n"
    entries[f"{info}/RECORD"] = ((record + f"{info}/RECORD,,\n").encode(), 0o644)
    date = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(entries):
            data, mode = entries[path]
            entry = zipfile.ZipInfo(path, date)
            entry.external_attr, entry.compress_type, entry.create_system = (0o100000 | mode) << 16, zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, data)
    return f"{stem}-py3-none-{tag}.whl", buffer.getvalue()


def wheels(files, dist, version, seconds):
    program, companion = dist / "bin/tollgate", dist / "libexec/tollgate/tollgate-remote"
    local = {"scripts/tollgate": files["bin/tollgate"]}
    for name, value in files.items():
        if name.startswith("share/"):
            local[f"data/{name}"] = value
    remote = {"data/libexec/tollgate/tollgate-remote": files["libexec/tollgate/tollgate-remote"]}
    loaded = libraries(companion)
    for name, (path, data) in loaded.items():
        package = owner(path)
        remote[f"data/libexec/tollgate/lib/{name}"] = (data, 0o644)
        licence = Path("/usr/share/doc", package, "copyright").read_bytes()
        remote[f"data/share/tollgate/licenses/{package}"] = (licence, 0o644)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in loaded]
        for path in paths:
            path.write_bytes(loaded[path.name][1])
        tag = platform([companion, *paths])
    yield wheel(
        "tollgate-byoc", version, platform([program]), local, seconds,
        ["Provides-Extra: remote", f"Requires-Dist: tollgate-byoc-remote == {version} ; extra == 'remote'"])
    yield wheel(
        "tollgate-byoc-remote", version, tag, remote, seconds, [f"Requires-Dist: tollgate-byoc == {version}"])


def main():
    dist, folder = Path(sys.argv[1]), Path(sys.argv[2])
    seconds = moment()
    version = output(str(dist / "bin/tollgate"), "--version").split()[1]
    files = contents(dist, seconds)
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("tollgate*-*.whl"), *folder.glob("tollgate[-_]*"), *folder.glob("SHA256SUMS")]:
        old.unlink(missing_ok=True)
    made = [tarball(files, version, seconds), debian(files, dist, version, seconds), *wheels(files, dist, version, seconds)]
    sums = ""
    for name, data in made:
        (folder / name).write_bytes(data)
        sums += f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        print(f"{folder / name}: {len(data) / 1e6:.1f} MB")
    (folder / "SHA256SUMS").write_text(sums)


main()
