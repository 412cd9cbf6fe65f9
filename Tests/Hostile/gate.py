"""What a hostile file, name or argument tries on `tollgate check`, against the program that users run.

Usage: gate.py PROGRAM. TOLLGATE_CATALOG names the catalog. One line for each kind; exit 1 if one got through.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
CATALOG = os.environ.get("TOLLGATE_CATALOG") or os.path.abspath("Catalog")
failures = []

REQUEST = """apiVersion: tollgate/v1
kind: ClusterRequest
metadata: {name: %s}
spec: {region: %s, roleArn: "arn:aws:iam::123456789012:role/x", externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}, instanceTypes: [g6.xlarge], costSavings: true}
"""
GOOD, BAD = REQUEST % ("ok", "us-east-1"), REQUEST % ("ok", "mars-1")
DENY = """apiVersion: tollgate/v1
kind: Policy
metadata: {name: p}
spec: {validations: [{name: v, expression: "request.user == 'nobody'", message: no}]}
"""


class Result:
    def __init__(self, arguments, cwd, stdin=b"", stdout=subprocess.PIPE, env=None, timeout=120):
        environment = {"PATH": "/usr/bin:/bin", "TOLLGATE_CATALOG": CATALOG, **(env or {})}
        start = time.monotonic()
        process = subprocess.Popen(
            [PROGRAM, *arguments], cwd=cwd, stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.PIPE, env=environment)
        self.out, self.err = process.communicate(stdin, timeout=timeout)
        self.out = self.out or b""
        self.seconds = time.monotonic() - start
        self.code = process.returncode


def memory(arguments, cwd):
    """The exit code, the greatest resident size in MB and the seconds of a run, in a process of its own."""
    script = ("import json, resource, subprocess, sys, time; s = time.monotonic(); "
              "p = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300); "
              "print(json.dumps([p.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, "
              "time.monotonic() - s]))")
    out = subprocess.run([sys.executable, "-c", script, PROGRAM, *arguments], cwd=cwd, capture_output=True, check=True,
                         env={"PATH": "/usr/bin:/bin", "TOLLGATE_CATALOG": CATALOG}).stdout
    return json.loads(out)


def kind(function):
    """Runs a kind in an empty folder."""
    folder = tempfile.mkdtemp(prefix="tollgate-hostile-")
    os.chmod(folder, 0o755)
    try:
        problem = function(pathlib.Path(folder))
    except Exception as error:  # a kind that cannot be tried has not held
        problem = f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    name = function.__doc__
    print(("held: " if problem is None else "FAILED: ") + name + ("" if problem is None else f": {problem}"), flush=True)
    if problem is not None:
        failures.append(name)


def expect(cases):
    """The first of (what, exit code, allowed codes) that is not allowed."""
    wrong = [f"{what}: exit {code}" for what, code, allowed in cases if code not in allowed]
    return "; ".join(wrong) or None


@kind
def folders(d):
    """a folder shows everything or is an error"""
    for name in "abcdefg":
        (d / name).mkdir()
        (d / name / "ok.yaml").write_text(GOOD)
    open(os.fsencode(d / "a") + b"/caf\xe9.yaml", "w").write(BAD)
    os.mkdir(os.fsencode(d / "b") + b"/d\xe9r")
    (d / "other").mkdir()
    (d / "other" / "bad.yaml").write_text(BAD)
    (d / "c" / "team").symlink_to("../other")
    (d / "d" / "x").symlink_to("/nonexistent")
    (d / "e" / "loop").symlink_to("..")
    os.mkfifo(d / "f" / "x.json")
    (d / "g" / "self").symlink_to("self")
    cases = [(n, Result(["check", n], d).code, a) for n, a in
             [("a", [2]), ("b", [2]), ("c", [1]), ("d", [2]), ("e", [1, 2]), ("f", [2]), ("g", [2])]]
    return expect(cases)


@kind
def nothing(d):
    """nothing that checks nothing ends with 0"""
    (d / "empty").mkdir()
    (d / "other.yaml").write_text("a: 1\n")
    (d / "o").mkdir()
    (d / "o" / "other.yaml").write_text("a: 1\n")
    tries = [[], ["list"], ["create"], ["policy"], ["catalog"], ["check", "empty"], ["check", "o"], ["check", "-"],
             ["check", "missing.yaml"], ["check"], ["check", ""]]
    cases = [(" ".join(t), Result(t, d).code, [1, 2]) for t in tries]
    cases.append(("--help into a full device", Result(["check", "--help"], d, stdout=open("/dev/full", "w")).code, [2]))
    cases.append(("--version into a full device", Result(["--version"], d, stdout=open("/dev/full", "w")).code, [2]))
    (d / "good.yaml").write_text(GOOD)
    cases.append(("a report into a full device", Result(["check", "good.yaml"], d, stdout=open("/dev/full", "w")).code, [2]))
    empty = Result(["check", "--allow-empty", "empty"], d)
    cases.append(("--allow-empty", empty.code if empty.out == b"nothing to check\n" else 99, [0]))
    return expect(cases)


@kind
def options(d):
    """the name of a file is not an option"""
    (d / "P").mkdir()
    (d / "P" / "p.yaml").write_text(DENY)
    (d / "tollgate.yaml").write_text("apiVersion: tollgate/v1\nkind: Configuration\npolicies: [P]\n")
    (d / "c").mkdir()
    (d / "c" / "r.yaml").write_text(GOOD)
    (d / "c" / ".evil.yaml").write_text("apiVersion: tollgate/v1\nkind: Configuration\n")
    cases = [("denied", Result(["check", "r.yaml"], d / "c").code, [1])]
    for name in ["-h", "-h.yaml", "-zxh.yaml", "--help", "--version", "--config=.evil.yaml", "--fail-on=never", "-o"]:
        (d / "c" / name).write_text("")
        cases.append((name, Result(["check", *sorted([name, "r.yaml"])], d / "c").code, [2]))
        cases.append(("-- " + name, Result(["check", "--", *sorted([name, "r.yaml"])], d / "c").code, [1, 2]))
        (d / "c" / name).unlink()
    return expect(cases)


@kind
def configurations(d):
    """a configuration that is there and cannot be used is an error"""
    (d / "r.yaml").write_text(GOOD)
    path = d / "tollgate.yaml"
    cases = []
    for what, make in [("dangling link", lambda: path.symlink_to("vendor/x.yaml")), ("folder", path.mkdir),
                       ("pipe", lambda: os.mkfifo(path)), ("device", lambda: path.symlink_to("/dev/null")),
                       ("empty", lambda: path.write_text("")), ("loop", lambda: path.symlink_to("tollgate.yaml"))]:
        make()
        cases.append((what, Result(["check", "r.yaml"], d, timeout=20).code, [2]))
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    return expect(cases)


@kind
def outputs(d):
    """a report does not overwrite an input"""
    cases = []
    (d / "P").mkdir()
    for name, text in [("r.yaml", GOOD), ("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [P]\n"),
                       ("P/p.yaml", DENY.replace("nobody", ""))]:
        (d / name).write_text(text)
    (d / "link.yaml").symlink_to("r.yaml")
    before = {name: (d / name).read_text() for name in ["r.yaml", "tollgate.yaml", "P/p.yaml"]}
    for command in (["check"], ["cost"], ["whatif"]):
        for target in ["r.yaml", "./r.yaml", "link.yaml", "tollgate.yaml", "P/p.yaml"]:
            code = Result([*command, "r.yaml", "-o", f"json={target}"], d).code
            cases.append((" ".join(command) + " " + target, code, [2]))
    cases.append(("a folder", Result(["check", ".", "-o", "json=r.yaml"], d).code, [2]))
    (d / "out.json").write_text("{}")
    (d / "f").mkdir()
    (d / "f" / "r.yaml").write_text(GOOD)
    for _ in range(2):  # the report of the first run is not an input of the second
        cases.append(("a report in the folder", Result(["check", "f", "--config", "tollgate.yaml", "-o", "json=f/out.json"], d).code, [0]))
    if {name: (d / name).read_text() for name in before} != before:
        return "an input was changed"
    return expect(cases)


@kind
def injection(d):
    """no line of a report begins with text of a request, and nothing steers a terminal"""
    attack = "::error::MARK\n::set-output name=x::MARK\n1 checked, 9 approved MARK\x1b[31m\u202e\u0085\u2028"
    base = {"apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "ok"},
            "spec": {"region": "us-east-1", "roleArn": "arn:aws:iam::123456789012:role/x",
                     "externalIdFrom": {"env": "LIGHTNING_EXTERNAL_ID"}, "instanceTypes": ["g6.xlarge"], "costSavings": True}}
    for path in ["metadata.name", "spec.region", "spec.roleArn", "spec.instanceTypes", "spec.costSavings", "spec.provider",
                 "metadata.labels", "spec.externalIdFrom", "apiVersion", attack]:
        request = json.loads(json.dumps(base))
        target = request
        *parents, last = path.split(".")
        for parent in parents:
            target = target[parent]
        target[last] = ([attack] if last == "instanceTypes" else {attack: attack} if last == "labels"
                        else {"env": attack} if last == "externalIdFrom" else attack)
        file = d / "\n::error::MARK.json"
        file.write_text(json.dumps(request))
        for command in ["check", "cost", "whatif"]:
            for extra in ([], ["--format", "json"], ["--format", "markdown"]):
                result = Result([command, str(file), *extra], d)
                for line in (result.out + b"\n" + result.err).decode().split("\n"):
                    begin = line.lstrip(" ")
                    hostile = [c for c in line if ord(c) < 32 or c in "\u202e\u0085\u2028\x7f"]
                    if begin.startswith(("::", "MARK", "1 checked, 9")) or hostile:
                        return f"{path!r} in {command} {extra}: {line!r}"
    for arguments in (["check", "--\x1b[31m::error"], ["che\nck"], ["check", "\n::error::x"], ["cel", "\n::error::x("],
                      ["explain", "\n::error::x"], ["check", "-o", "x=\n::error::x"]):
        result = Result(arguments, d)
        text = (result.out + result.err).decode()
        if "\x1b" in text or any(line.lstrip().startswith("::") for line in text.split("\n")):
            return f"{arguments}: {text!r}"
    return None


@kind
def variables(d):
    """an external id is read from variables that are allowed"""
    cases = []
    for name, allowed in [("LIGHTNING_EXTERNAL_ID", [0]), ("LIGHTNING_API_KEY", [1]), ("GITHUB_TOKEN", [1]),
                          ("AWS_SECRET_ACCESS_KEY", [1]), ("HOME", [1])]:
        (d / "r.yaml").write_text(GOOD.replace("LIGHTNING_EXTERNAL_ID", name))
        cases.append((name, Result(["check", "r.yaml"], d).code, allowed))
    return expect(cases)


@kind
def secrets(d):
    """an external id is masked whatever its key is misspelt as"""
    secret = "s3cr3t-0123456789abcdef"
    for key in ["externalId", "extenalId", "externId", "exteralId", "external id", "external_id", "externalID", "ExternalId",
                "external-id", "externalIdd", "extrenalId", "externalid"]:
        (d / "r.yaml").write_text(GOOD.replace("externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", f"{key}: {secret}"))
        for extra in ([], ["--format", "json"]):
            result = Result(["check", "r.yaml", *extra], d)
            if secret.encode() in result.out + result.err:
                return f"{key}: shown"
    return None


@kind
def lines(d):
    """a comment hides nothing"""
    for separator in ["\u0085", "\u2028", "\u2029"]:
        (d / "r.yaml").write_text(GOOD.replace(", costSavings: true", "").rstrip("\n") + f"\n# x{separator}  costSavings: false\n")
        if Result(["check", "r.yaml"], d).code == 0:
            return f"U+{ord(separator):04X}"
    return None


@kind
def many_findings(d):
    """a million mistakes are counted, and twenty shown"""
    types = ",".join(["g6.xlarge"] * 400_000)
    (d / "r.yaml").write_text(GOOD.replace("[g6.xlarge]", f"[{types}]"))
    result = Result(["check", "r.yaml"], d)
    code, megabytes, seconds = memory(["check", "r.yaml"], d)
    print(f"  400,000 types: {seconds:.1f} s, {megabytes} MB, a report of {len(result.out)} bytes")
    if b"399,979 more of this kind are not shown" not in result.out:
        return "the count is not exact"
    if len(result.out) > 60_000 or megabytes > 900 or seconds > 60:
        return f"{len(result.out)} bytes, {megabytes} MB, {seconds:.0f} s"
    return None


@kind
def many_files(d):
    """memory does not grow with the number of files"""
    sizes = []
    for count in (1_000, 20_000):
        folder = d / str(count)
        folder.mkdir()
        for i in range(count):
            (folder / f"r{i}.yaml").write_text(GOOD.replace("name: ok", f"name: r{i}"))
        code, megabytes, _ = memory(["check", "--format", "json", str(folder)], d)
        if code != 0:
            return f"exit {code}"
        sizes.append(megabytes)
    print(f"  1,000 files: {sizes[0]} MB, 20,000 files: {sizes[1]} MB")
    return None if sizes[1] < sizes[0] + 30 else f"{sizes[0]} MB and {sizes[1]} MB"


@kind
def many_arguments(d):
    """20,000 paths take linear time"""
    (d / "f").mkdir()
    for i in range(20_000):
        (d / "f" / f"{i}.yaml").write_text(GOOD.replace("name: ok", f"name: r{i}"))
    paths = [f"f/{i}.yaml" for i in range(20_000)]
    half = Result(["check", "--format", "json", "--", *paths[:10_000]], d)
    whole = Result(["check", "--format", "json", "--", *paths], d)
    print(f"  10,000 paths: {half.seconds:.1f} s, 20,000: {whole.seconds:.1f} s")
    if (half.code, whole.code) != (0, 0):
        return f"exit {half.code}, {whole.code}"
    return None if whole.seconds < 3 * half.seconds + 2 else "not linear"


@kind
def one_line(d):
    """many inline secrets on one line take linear time"""
    one = json.dumps({"apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "Vision_Train.x y"},
                      "spec": {"region": "us-nowhere-1", "roleArn": "arn:aws:iam::12:role/x",
                               "externalId": "abcdefghijklmnopqrstuvwxyz0123", "instanceTypes": ["g6.xlarg"], "costSavings": True}})
    times = [Result(["check", "-"], d, stdin=(one * n).encode()).seconds for n in (250, 1_000)]
    print(f"  {len(one) * 250} bytes: {times[0]:.2f} s, {len(one) * 1000} bytes: {times[1]:.2f} s")
    return None if times[1] < 8 * times[0] + 1 else "not linear"


@kind
def processes(d):
    """few descriptors, processes or little memory give an error, not a trap"""
    (d / "r.yaml").write_text(GOOD * 3)
    for limit, value in [(resource.RLIMIT_NOFILE, 3), (resource.RLIMIT_NOFILE, 4), (resource.RLIMIT_NPROC, 1),
                         (resource.RLIMIT_FSIZE, 0)]:
        process = subprocess.run([PROGRAM, "check", "r.yaml", "-o", "json=out.json"], cwd=d, capture_output=True, timeout=60,
                                 env={"PATH": "/usr/bin:/bin", "TOLLGATE_CATALOG": CATALOG},
                                 preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
        if process.returncode < 0 and process.returncode != -25:  # SIGXFSZ ends a program that fills a disk
            return f"limit {limit} of {value}: signal {-process.returncode}"
    return None


@kind
def no_proc(d):
    """arguments are found without /proc"""
    if os.geteuid() != 0:
        return None
    (d / "bad.yaml").write_text(BAD)
    script = f'mount -t tmpfs none /proc && exec "{PROGRAM}" check bad.yaml'
    process = subprocess.run(["unshare", "-m", "sh", "-c", script], cwd=d, capture_output=True,
                             env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "TOLLGATE_CATALOG": CATALOG})
    if b"unshare" in process.stderr or b"mount" in process.stderr:
        print("  left out: namespaces are not allowed here")
        return None
    return None if process.returncode == 1 else f"exit {process.returncode}"


@kind
def core_files(d):
    """a crash leaves no core file"""
    os.mkfifo(d / "pipe.yaml")
    (d / "a.yaml").write_text(GOOD.replace("externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}", "externalId: EXT-SECRET-0123456789abcdef"))
    process = subprocess.Popen([PROGRAM, "check", "a.yaml", "pipe.yaml"], cwd=d, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "TOLLGATE_CATALOG": CATALOG},
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (-1, -1)))
    time.sleep(1)
    limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
    process.send_signal(11)
    process.wait(timeout=20)
    core = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    if not core or core[0].split()[4] != "0":
        return f"{core}"
    return None if not list(d.glob("core*")) else "a core file"


@kind
def repeated(d):
    """no report shows a field that repeats the external id, and no line of a page begins with text of a request"""
    secret = "lt-SeCrEtQwRtYuPaSdFgHjKlXYZ"
    base = {"apiVersion": "tollgate/v1", "kind": "ClusterRequest", "metadata": {"name": "a", "labels": {"team": "t"}},
            "spec": {"region": "us-east-1", "roleArn": "arn:aws:iam::123456789012:role/r", "externalId": secret,
                     "instanceTypes": ["g6.xlarge"], "costSavings": True}}
    commands = [[c, "r.json", "--format", f] for c, formats in
                (("check", ["text", "json"]), ("cost", ["text", "json", "markdown", "focus"]),
                 ("whatif", ["text", "json", "markdown", "focus", "html"])) for f in formats]
    commands += [["cel", e, "--input", "r.json", "--trace"] for e in ("object.metadata", "object.spec.roleArn", "object.spec")]
    commands += [["cost", "--diff", "r.json", "good.json"]]
    (d / "good.json").write_text(json.dumps(base))
    wrong = []
    for path, value in ((("metadata", "name"), secret), (("metadata", "name"), secret.lower()),
                        (("metadata", "labels"), {"team": secret}), (("metadata", "labels"), {secret: "x"}),
                        (("metadata", "labels"), {"team": secret[:16]}), (("metadata", "name"), "x" + secret[4:20]),
                        (("spec", "region"), secret), (("spec", "instanceTypes"), [secret + ".xlarge"]),
                        (("spec", "roleArn"), "arn:aws:iam::123456789012:role/" + secret)):
        request = json.loads(json.dumps(base))
        request[path[0]][path[1]] = value
        (d / "r.json").write_text(json.dumps(request))
        for command in commands:
            result = Result(command, d)
            shown = (result.out + result.err).decode("utf-8", "replace").lower()
            if any(secret[i:i + 8].lower() in shown for i in range(len(secret) - 7)):
                wrong.append(f"{path[1]} by {' '.join(command)}")
            if command[0] == "check" and result.code != 1:
                wrong.append(f"{path[1]}: exit {result.code}")
    base["metadata"]["name"] = "x\n::error::MARK\nhello"
    (d / "r.json").write_text(json.dumps(base))
    for command in commands:
        lines = Result(command, d).out.decode("utf-8", "replace").splitlines()
        wrong += [f"a line of {' '.join(command)}" for line in lines if line.startswith(("::", "hello", "MARK"))]
    return "; ".join(wrong[:5]) or None


@kind
def network(d):
    """a check cannot open a connection: the program asks the system for none"""
    symbols = subprocess.run(["nm", "--dynamic", "--undefined-only", PROGRAM], capture_output=True, text=True, check=True).stdout
    names = {line.split()[-1].split("@")[0] for line in symbols.splitlines()}
    return ", ".join(sorted(names & {"socket", "connect", "getaddrinfo", "bind", "listen", "sendto", "gethostbyname"})) or None


def small_catalog(d, price):
    """Writes a catalog of one region and one type, and its manifest."""
    import hashlib
    files = {
        "regions.xml": '<regions as-of="2026-10-15"><region name="us-east-1" partition="aws" opt-in="false" description="US"/></regions>',
        "instance-types.xml": '<instance-types as-of="2026-10-15"><type name="m5.large"/></instance-types>',
        "quotas.xml": '<quotas as-of="2026-10-15"/>',
        "regions/us-east-1.xml": f'<region name="us-east-1" as-of="2026-10-15" currency="USD"><on-demand><price type="m5.large" '
        f'usd="{price}" status="list" as-of="2026-10" source="x"/></on-demand></region>',
    }
    (d / "regions").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (d / name).write_text(text)
    entries = "".join(f'<file path="{n}" sha256="{hashlib.sha256(t.encode()).hexdigest()}"/>' for n, t in files.items())
    (d / "manifest.xml").write_text(f'<manifest as-of="2026-10-15">{entries}</manifest>')
    (d / "catalog.rng").write_bytes((pathlib.Path(CATALOG) / "catalog.rng").read_bytes())


@kind
def damaged_indexes(d):
    """an index of which any byte is another, or that ends anywhere, is made anew; a check never believes it"""
    small_catalog(d, "0.096")
    os.chmod(d, 0o755)
    show = ["catalog", "show", "m5.large", "--catalog", "."]
    first, index = Result(show, d), d / "catalog.index"
    sound, wrong = index.read_bytes(), []
    damaged = [(f"byte {i}", sound[:i] + bytes([sound[i] ^ 0x41]) + sound[i + 1:]) for i in range(len(sound))]
    damaged += [(f"{i} bytes", sound[:i]) for i in range(0, len(sound), 7)] + [("more bytes", sound + b"x")]
    for what, content in damaged:
        index.write_bytes(content)
        result = Result(show, d)
        if result.code != 0 or result.out != first.out or b"a new one is at" not in result.err:
            wrong.append(what)
        elif index.read_bytes() != sound:
            wrong.append(f"{what}: another index")
    print(f"  {len(damaged)} damaged indexes of {len(sound)} bytes")
    return ", ".join(wrong[:5]) or None


@kind
def killed_compilations(d):
    """a compilation that is killed leaves the old index, the new one, or none; a check answers rightly after it"""
    import random
    chance, wrong, early = random.Random(17), [], 0
    shutil.copytree(CATALOG, d / "c")
    os.chmod(d / "c", 0o755)
    (d / "c" / "catalog.index").unlink(missing_ok=True)
    compile_, show = ["catalog", "compile", "--catalog", "c"], ["catalog", "show", "us-east-1", "--catalog", "c"]
    took, right = Result(compile_, d).seconds, Result(show, d).out
    for kill in range(200):
        if kill % 4 == 0:
            (d / "c" / "catalog.index").unlink(missing_ok=True)
        process = subprocess.Popen([PROGRAM, *compile_], cwd=d, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={"PATH": "/usr/bin:/bin"})
        time.sleep(chance.random() * took)
        early += process.poll() is None
        process.kill()
        process.wait()
        result = Result(show, d)
        if result.code != 0 or result.out != right:
            wrong.append(f"kill {kill}: exit {result.code}")
        left = {path.name for path in (d / "c").iterdir() if "index" in path.name} - {"catalog.index", ".catalog.index.new"}
        if left:
            wrong.append(f"kill {kill}: leaves {sorted(left)}")
    print(f"  200 kills within {took:.2f} s, {early} of them before the end")
    return ", ".join(wrong[:5]) or None


@kind
def edited_catalogs(d):
    """prices that were changed count once the manifest names them, whatever index there was"""
    small_catalog(d, "0.096")
    os.chmod(d, 0o755)
    show = ["catalog", "show", "m5.large", "--catalog", "."]
    cases = [("first", Result(show, d), b" 0.096 ", 0)]
    small_catalog(d, "0.5")
    cases.append(("a new manifest", Result(show, d), b" 0.5 ", 0))
    region = d / "regions" / "us-east-1.xml"
    region.write_text(region.read_text().replace("0.5", "0.7"))
    cases.append(("an edit that nobody accepted, with an index", Result(show, d), b" 0.5 ", 0))
    (d / "catalog.index").unlink()
    cases.append(("the same without", Result(show, d), b"", 2))
    cases.append(("accepted", Result(["catalog", "compile", "--accept-edits", "--catalog", "."], d), b"changed", 0))
    cases.append(("afterwards", Result(show, d), b" 0.7 ", 0))
    return "; ".join(f"{what}: exit {result.code}" for what, result, text, code in cases
                     if result.code != code or text not in result.out) or None


@kind
def names_not_utf8(d):
    """a file whose name is not UTF-8 is not taken for another one"""
    (d / "a\ufffd.yaml").write_text(GOOD)
    pathlib.Path(os.fsdecode(os.fsencode(d) + b"/a\xff.yaml")).write_text(BAD)
    cases = []
    for arguments in [[b"check", b"a\xff.yaml"], [b"check", b"--", b"a\xff.yaml"], [b"check", b"--fail-on", b"error", b"a\xff.yaml"],
                      [b"submit", b"--dry-run", b"a\xff.yaml"]]:
        cases.append((repr(arguments), Result(arguments, d).code, [2]))
    shutil.copytree(CATALOG, d / "c\ufffd")
    (d / "good.yaml").write_text(GOOD)
    cases.append(("TOLLGATE_CATALOG", Result(["check", "good.yaml"], d, env={"TOLLGATE_CATALOG": b"c\xff"}).code, [2]))
    return expect(cases)


@kind
def reports_in_the_catalog(d):
    """no report takes the place of a file of the catalog"""
    small_catalog(d / "c", "0.096")
    (d / "r.yaml").write_text(GOOD)
    shutil.copy(pathlib.Path(CATALOG) / "cost-profile.yaml", d / "p.yaml")
    Result(["catalog", "compile", "--catalog", "c"], d)
    cases, before = [], {path: path.read_bytes() for path in (d / "c").rglob("*") if path.is_file()}
    for name in ["regions/us-east-1.xml", "instance-types.xml", "catalog.index", "manifest.xml"]:
        for command in [["check", "--catalog", "c", "--cost-profile", "p.yaml", "r.yaml"], ["catalog", "show", "m5.large", "--catalog", "c"],
                        ["catalog", "compile", "--catalog", "c"], ["catalog", "verify", "--catalog", "c"]]:
            cases.append((f"{command[:2]} to {name}", Result([*command, "-o", f"json=c/{name}"], d).code, [2]))
    lost = [str(path) for path, content in before.items() if path.read_bytes() != content]
    return expect(cases) or ", ".join(lost) or None


@kind
def gzip_bombs(d):
    """a compressed trace is bounded"""
    import gzip
    with gzip.open(d / "b.csv.gz", "wb", 1) as file:
        for _ in range(1_000):
            file.write(bytes(1_000_000))
    (d / "r.yaml").write_text(GOOD)
    code, megabytes, seconds = memory(["whatif", "r.yaml", "--trace", "b.csv.gz"], d)
    print(f"  1 GB of zeros: exit {code}, {megabytes} MB, {seconds:.1f} s")
    return None if code == 2 and megabytes < 400 else f"exit {code}, {megabytes} MB"


print(f"{len(failures)} failed")
sys.exit(1 if failures else 0)
