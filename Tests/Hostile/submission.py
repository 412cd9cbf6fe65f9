#!/usr/bin/env python3
"""What hostile use must not reach in the commands that talk to a control plane: tried from outside, on the built program.

usage: submission.py PROGRAM [CATALOG]

The control plane is a small server of this script on the loopback address. One line is printed for each kind; the exit code
is 1 if one of them failed. Nothing but the standard library is needed; what a machine does not have (a compiler, the rights
of root) is said and left out. It takes about half a minute.
"""
import base64
import concurrent.futures
import contextlib
import html
import http.server
import json
import os
import pty
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import threading
import time
import traceback

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CATALOG = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else os.path.join(ROOT, "Catalog")

KEY = "key-SECRET-7f3c9d2e8b1a"
EXTERNAL_ID = "ext-SECRET/0123+456789=abcdef"
PAIR = base64.b64encode(("user-1:" + KEY).encode()).decode()
ROLE = "arn:aws:iam::123456789012:role/lightning-byoc"
REQUEST = f"""apiVersion: tollgate/v1
kind: ClusterRequest
metadata: {{name: vision-train}}
spec:
  region: us-east-1
  roleArn: {ROLE}
  externalIdFrom: {{env: LIGHTNING_EXTERNAL_ID}}
  instanceTypes: [g6.xlarge]
  costSavings: true
"""
PATIENCE = 50  # seconds that a busy machine may take for a run that is over in one


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # A client that is killed hangs up.


class ControlPlane:
    """Takes every request for a cluster, also a second one of a name, and shows a new one after a while."""

    def __init__(self, visible_after=0.0, answer=None, tweak=None, error=None):
        self.clusters, self.requests = [], []
        self.visible_after, self.answer, self.tweak, self.error = visible_after, answer, tweak, error
        plane = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                plane.requests.append((self.command, self.path, ""))
                path = self.path.split("?")[0]
                if plane.error:
                    return self.reply(400, {"message": plane.error})
                shown = [c for c in plane.clusters if time.monotonic() - c["born"] >= plane.visible_after]
                shown = [plane.shown(c) for c in shown]
                if path == "/v1/core/clusters":
                    return self.reply(200, {"clusters": shown})
                if path == "/v1/memberships":
                    return self.reply(200, {"memberships": []})
                for cluster in shown:
                    if path.endswith("/" + cluster["id"]):
                        return self.reply(200, cluster)
                return self.reply(404, {"message": "none"})

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                plane.requests.append((self.command, self.path, body))
                asked = json.loads(body)
                plane.add(asked["name"], asked["spec"])
                if plane.answer is not None:
                    return self.send(*plane.answer)
                return self.reply(200, plane.shown(plane.clusters[-1]))

            def do_DELETE(self):
                plane.requests.append((self.command, self.path, ""))
                self.reply(200, {})

            def reply(self, status, value):
                self.send(status, json.dumps(value).encode())

            def send(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]

    def add(self, name, spec):
        self.clusters.append(
            {"id": f"{name}-{len(self.clusters)}", "name": name, "spec": spec, "born": time.monotonic()})

    def shown(self, cluster):
        value = {key: cluster[key] for key in ("id", "name", "spec")}
        value["status"] = {"phase": "CLUSTER_STATE_RUNNING", "reason": ""}
        value["createdAt"] = "2026-01-01T00:00:00Z"
        return self.tweak(json.loads(json.dumps(value))) if self.tweak else value

    @property
    def posts(self):
        return sum(1 for method, _, _ in self.requests if method == "POST")

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Run:
    def __init__(self, code, output, error):
        self.code, self.output, self.error = code, output, error
        self.all = output + error


class Place:
    """A folder with a request, a home and a journal, and the environment of somebody who uses them."""

    def __init__(self, url="http://127.0.0.1:9"):
        self.folder = tempfile.mkdtemp(prefix="tollgate-hostile-")
        self.request = self.write("request.yaml", REQUEST)
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": self.folder, "XDG_STATE_HOME": self.folder + "/state", "TERM": "xterm",
            "TOLLGATE_CATALOG": CATALOG, "LIGHTNING_CLOUD_URL": url, "LIGHTNING_USER_ID": "user-1",
            "LIGHTNING_API_KEY": KEY, "LIGHTNING_EXTERNAL_ID": EXTERNAL_ID}

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def start(self, *arguments, environment=None, **options):
        # A variable that is None is removed.
        merged = {**self.environment, **(environment or {})}
        return subprocess.Popen(
            [PROGRAM, *arguments], cwd=self.folder, env={k: v for k, v in merged.items() if v is not None},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **{"stdin": subprocess.DEVNULL, **options})

    def run(self, *arguments, **options):
        process = self.start(*arguments, **options)
        try:
            output, error = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise AssertionError(f"{' '.join(arguments)} did not end")
        run = Run(process.returncode, output.decode("utf-8", "replace"), error.decode("utf-8", "replace"))
        for secret in (KEY, EXTERNAL_ID, PAIR):
            check(secret not in run.all, f"a secret was printed by {' '.join(arguments)}")
        check(run.code in (0, 1, 2, 3, 130), f"{' '.join(arguments)} ended with {run.code}: {run.error[-300:]}")
        return run

    def entry(self):
        """The journal's entry, and its path."""
        folder = self.folder + "/state/tollgate/submissions"
        names = [name for name in os.listdir(folder) if name.endswith(".json")]
        path = os.path.join(folder, names[0])
        with open(path) as file:
            return json.load(file), path


def check(truth, what):
    if not truth:
        raise AssertionError(what)


def each(items, body):
    """Does the same with each item, some at a time; fails if one does."""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(body, item) for item in items]:
            future.result()


@contextlib.contextmanager
def scene(**behavior):
    plane = ControlPlane(**behavior)
    place = Place(plane.url)
    try:
        yield plane, place
    finally:
        plane.close()
        shutil.rmtree(place.folder, ignore_errors=True)


# The kinds. Each says in its own words what it tried.


def a_submission_takes_the_day_from_the_clock():
    policies = """apiVersion: tollgate/v1
kind: Policy
metadata: {name: closed}
spec: {validations: [{name: never, expression: "false", message: closed}]}
---
apiVersion: tollgate/v1
kind: PolicyException
metadata: {name: old}
spec: {findings: [closed/never], requests: {expression: "true"}, reason: r, ticket: t, approvedBy: a, expires: 2020-01-01}
"""
    with scene() as (plane, place):
        place.write("policies.yaml", policies)
        place.write("tollgate.yaml", "apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policies.yaml]\n")
        for epoch in ("1500000000", "0", "-1", "soon"):
            run = place.run("submit", "--yes", place.request, environment={"SOURCE_DATE_EPOCH": epoch})
            check(run.code == 1, f"SOURCE_DATE_EPOCH={epoch} made submit exit with {run.code}")
        for option in (["--as-of", "2019-12-31"], ["--as-of=2019-12-31"]):
            run = place.run("submit", "--yes", place.request, *option)
            check(run.code == 2, f"submit took {option}")
            run = place.run("create", "cluster", "--yes", "x", "--role-arn", ROLE, *option)
            check(run.code == 2, f"create took {option}")
        check(not plane.requests, "something was sent")
    return "4 values of SOURCE_DATE_EPOCH and 2 spellings of --as-of"


def forms_of(secret):
    encoded = secret.encode()
    percent = "".join("%%%02x" % byte for byte in encoded)
    forms = [
        secret, secret.upper(), secret.lower(), percent, percent.upper(), percent.replace("%", "%25"),
        "".join("\\u%04x" % byte for byte in encoded), html.escape(secret.replace("+", "&#43;")),
        "".join("&#%d;" % byte for byte in encoded), encoded.hex(), secret[:10], " ".join(secret)]
    forms += [base64.b64encode(b"u:"[:count] + encoded).decode() for count in range(3)]
    return forms


def no_answer_makes_a_secret_visible():
    def try_form(form):
        def hide(cluster):
            cluster["spec"]["driver"]["kubernetes"]["aws"].pop("externalId", None)
            cluster["status"]["reason"] = "denied for " + form
            return cluster

        with scene(tweak=hide) as (_, place):
            commands = [["submit", "--yes", place.request, "--format", "json"], ["show", "cluster", "vision-train"]]
            if form in (EXTERNAL_ID, KEY):
                commands.append(["list", "clusters", "--format", "json"])
            for command in commands:
                run = place.run(*command)
                check(form not in run.all, f"{command[0]} printed {form!r}")
        with scene(error="cannot take " + form) as (_, place):
            run = place.run("list", "clusters")
            check(run.code == 3 and form not in run.all, f"an error printed {form!r}")

    forms = forms_of(EXTERNAL_ID) + forms_of(KEY)[:6]
    each(forms, try_form)
    return f"{len(forms)} forms in reasons and errors"


def fields_of_both_generations():
    spec = {
        "driver": {"kubernetes": {"aws": {"externalId": "a-SECRET-of-theirs-01"}}}, "authToken": "a-SECRET-of-theirs-02",
        "awsV1": {"externalId": "a-SECRET-of-theirs-03"}, "slurmV1": {"sshPrivateKey": "a-SECRET-of-theirs-04"},
        "kubernetesV1": {"kubeconfigAgent": "a-SECRET-of-theirs-05"}, "azureV1": {"clientSecret": "a-SECRET-of-theirs-06"},
        "nebiusV1": {"tenantCredentials": [{"a": "a-SECRET-of-theirs-07"}]}, "tailscaleAuthKeySecretId": "a-SECRET-of-theirs-08",
        "securityOptions": {"vpnPresharedKey": "a-SECRET-of-theirs-09"}}
    with scene() as (plane, place):
        plane.add("theirs", spec)
        reason = " ".join("a-SECRET-of-theirs-%02d" % number for number in range(1, 10))
        plane.tweak = lambda cluster: {**cluster, "createdAt": reason, "status": {"phase": reason, "reason": reason}}
        for command in (["list", "clusters"], ["show", "cluster", "theirs"], ["show", "cluster", "theirs", "--format", "json"]):
            run = place.run(*command)
            check(run.code == 0 and "SECRET-of-theirs" not in run.all, f"{command} printed a secret of the answer")
    return "9 secrets of the answer"


def what_a_server_says_steers_no_terminal():
    def steer(cluster):
        cluster["status"]["reason"] = "\u001b[31m\n::error::x\r\u0007"
        if cluster["name"] == "steering":
            cluster["name"] += "\u001b]0;x\u0007"
        cluster["spec"]["driver"]["kubernetes"]["aws"]["region"] = "us\n::warning::y"
        return cluster

    with scene(tweak=steer) as (plane, place):
        plane.add("steering", {"driver": {"kubernetes": {"aws": {}}}})
        submit = ["submit", "--yes", place.request, "--settle-time", "1s"]
        for command in (["list", "clusters"], ["show", "cluster", "steering-0"], submit, submit):
            run = place.run(*command)
            check(not any(ord(c) < 32 and c != "\n" for c in run.all), f"{command} printed a control character")
            check(not any(line.startswith("::") for line in run.all.splitlines()), f"{command} printed a command line")
    return "names, regions and reasons with escapes and line breaks"


def an_answer_that_cannot_be_understood():
    bodies = [b"garbage", b"", b"{}", b"[]", b'{"id": "x"}', b'{"id": "x", "name": "another"}', b"\xff\xfe"]

    def try_body(body):
        with scene(answer=(200, body), visible_after=1_000) as (plane, place):
            for _ in range(2):
                run = place.run("submit", "--yes", place.request, "--settle-time", "1s")
                check(run.code == 3, f"after {body!r}: exit {run.code}")
            check(plane.posts == 1, f"after {body!r}: {plane.posts} requests")
            entry, _ = place.entry()
            check(entry["state"] == "taken", "the journal forgot that the request was taken")
            plane.visible_after = 0
            check(place.run("submit", "--yes", place.request).code == 0 and plane.posts == 1, "the cluster was not found")

    each(bodies, try_body)
    return f"{len(bodies)} answers, three runs each"


def a_clock_that_is_put_forward():
    """Killed after the request; the clock put elsewhere before the next run; the cluster appears late."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return "left out: no C compiler"
    source = """#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, clock, time);
  const char *text = getenv("CLOCK_SAYS");
  if (clock == CLOCK_REALTIME && text) time->tv_sec = text[0] == '+' ? time->tv_sec + atoll(text + 1) : atoll(text);
  return result;
}
time_t time(time_t *place) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (place) *place = now.tv_sec;
  return now.tv_sec;
}
"""
    with scene() as (_, place):
        library = place.folder + "/clock.so"
        subprocess.check_call([compiler, "-shared", "-fPIC", "-o", library, place.write("clock.c", source)])
        settings = ["+0", "+3600", "+315360000", "-86400", "-9223372036854775808", "9223372036854775807"]

        def try_setting(setting):
            with scene(visible_after=5.0) as (plane, other):
                # The first run is killed when its request has arrived.
                process = other.start("submit", "--yes", other.request, "--settle-time", "12s")
                for _ in range(PATIENCE * 50):
                    if plane.posts or process.poll() is not None:
                        break
                    time.sleep(0.02)
                process.kill()
                process.communicate()
                entry, path = other.entry()
                # As if it had been killed before the answer.
                entry.update(clusterId=None, state="asked")
                with open(path, "w") as file:
                    json.dump(entry, file)
                clock = {"LD_PRELOAD": library, "CLOCK_SAYS": setting}
                run = other.run("submit", "--yes", other.request, "--settle-time", "12s", environment=clock)
                check(plane.posts == 1, f"clock {setting}: {plane.posts} requests, exit {run.code}")
                # What is not a day of the years 1970 to 9999 ends the run before it begins.
                expected = 0 if setting.startswith("+") else 2
                check(run.code == expected, f"clock {setting}: exit {run.code}: {run.error[-200:]}")

        each(settings, try_setting)
    return f"{len(settings)} settings, one request each"


def an_entry_of_the_journal_is_not_believed():
    with scene() as (plane, place):
        plane.add("other", json.loads(json.dumps({"clusterType": "CLUSTER_TYPE_BYOC"})))
        check(place.run("submit", "--yes", place.request).code == 0, "no cluster")
        entry, path = place.entry()
        plane.clusters = [cluster for cluster in plane.clusters if cluster["name"] == "other"]
        wrong = [
            {**entry, "clusterId": "other-0"}, {**entry, "name": "other"}, {**entry, "user": "x"}, {**entry, "state": "x"},
            {**entry, "attemptedAt": 2**63 - 1}, {**entry, "attemptedAt": -1}, {**entry, "request": "x"},
            {**entry, "sinceBoot": -1}, {**entry, "clusterId": "\u001b[31m"}, [], 7]
        for value in wrong:
            with open(path, "w") as file:
                json.dump(value, file)
            run = place.run("submit", "--yes", place.request, "--settle-time", "1s")
            check(run.code in (2, 3), f"the entry {str(value)[:80]} led to exit {run.code}")
        check(plane.posts == 1, "another request was sent")
        for make in (os.mkfifo, os.mkdir, lambda name: os.symlink("/dev/zero", name)):
            os.remove(path)
            make(path)
            check(place.run("submit", "--yes", place.request).code == 2, "what is not a file was believed")
            os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else None
            if not os.path.lexists(path):
                place.write("x", "")
                shutil.move(place.folder + "/x", path)
    return f"{len(wrong)} entries, a pipe, a folder and a link to a device"


def pipes_and_devices_as_credentials():
    with scene() as (plane, place):
        os.mkfifo(place.folder + "/pipe")
        for path in (place.folder + "/pipe", "/dev/zero", "/dev/ptmx", place.folder):
            environment = {"LIGHTNING_USER_ID": None, "LIGHTNING_API_KEY": None, "LIGHTNING_CREDENTIAL_PATH": path}
            check(place.run("list", "clusters", environment=environment).code == 2, f"{path} was taken")
            check(place.run("list", "clusters", environment={"SSL_CERT_FILE": path}).code == 2, f"{path} was taken")
        check(not plane.requests, "something was sent")
    return "a pipe, two devices and a folder, as credentials and as certificates"


def few_files_and_few_threads():
    with scene() as (plane, place):
        for count in (6, 9, 14, 23):
            def limit(count=count):
                resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))

            for command in (["list", "clusters"], ["submit", "--yes", place.request]):
                run = place.run(*command, preexec_fn=limit)
                check(run.code in (2, 3), f"{count} files: exit {run.code}")
        tried = "4 limits of files"
        if os.getuid() == 0:
            # The limit of processes does not hold for root.
            os.chmod(place.folder, 0o755)
            if all(os.stat(part).st_mode & 0o001 for part in parents(PROGRAM)):
                for count in (1, 2, 4):
                    def fewer(count=count):
                        os.setgroups([])
                        os.setuid(65_534)
                        resource.setrlimit(resource.RLIMIT_NPROC, (count, count))

                    run = place.run("list", "clusters", preexec_fn=fewer)
                    check(run.code == 2 and "threads" in run.error, f"{count} processes: exit {run.code}: {run.error}")
                tried += ", 3 of processes"
        check(not plane.posts, "something was sent")
    return tried


def parents(path):
    while path != "/":
        yield path
        path = os.path.dirname(path)


def no_core_file():
    with scene() as (_, place):
        os.mkfifo(place.folder + "/pipe.yaml")
        for command in ("check", "cost", "submit"):
            def unlimited():
                with contextlib.suppress(ValueError):
                    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

            process = place.start(command, place.folder + "/pipe.yaml", preexec_fn=unlimited)
            descriptor = None
            for _ in range(PATIENCE * 50):
                with contextlib.suppress(OSError):
                    descriptor = os.open(place.folder + "/pipe.yaml", os.O_WRONLY | os.O_NONBLOCK)
                if descriptor is not None or process.poll() is not None:
                    break
                time.sleep(0.02)
            limits = open(f"/proc/{process.pid}/limits").read()
            core = [line for line in limits.splitlines() if line.startswith("Max core")][0].split()
            check(core[4:6] == ["0", "0"], f"{command} may write a core file")
            process.send_signal(signal.SIGSEGV)
            output, error = process.communicate()
            os.close(descriptor)
            check(process.returncode == -signal.SIGSEGV, f"{command} handles crashes: {process.returncode}")
            check(not output and not error, f"{command} printed a trace")
            check(not [name for name in os.listdir(place.folder) if name.startswith("core")], f"{command} left a core file")
    return "3 commands that crash while they read"


def the_echo_comes_back():
    numbers = [
        signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGUSR1, signal.SIGSEGV,
        signal.SIGABRT, signal.SIGXCPU, signal.SIGRTMIN + 6]
    with scene() as (_, place):
        for number in [*numbers, None]:
            ours, theirs = pty.openpty()

            def echoes():
                return bool(termios.tcgetattr(theirs)[3] & termios.ECHO)

            def wait_for(state):
                end = time.monotonic() + PATIENCE
                while echoes() != state and time.monotonic() < end:
                    time.sleep(0.01)
                return echoes() == state

            process = place.start("create", "cluster", "--yes", "x", "--role-arn", ROLE, "--external-id", "-", stdin=theirs)
            check(wait_for(False), "what is typed is shown")
            if number is None:
                # Stopped and let go on; the terminal is set up again.
                for stop in (signal.SIGTSTP, signal.SIGSTOP, signal.SIGTSTP):
                    process.send_signal(stop)
                    time.sleep(0.1)
                    settings = termios.tcgetattr(theirs)
                    settings[3] |= termios.ECHO
                    termios.tcsetattr(theirs, termios.TCSANOW, settings)
                    process.send_signal(signal.SIGCONT)
                    check(wait_for(False), "what is typed is shown after a pause")
                number = signal.SIGTERM
            os.write(ours, b"half of it")
            process.send_signal(number)
            # On a busy machine it may stop only now, after it was let go on.
            process.send_signal(signal.SIGCONT)
            process.communicate(timeout=PATIENCE)
            check(process.returncode == -number, f"signal {number}: ended with {process.returncode}")
            check(echoes(), f"signal {number}: the terminal does not echo")
            os.close(ours)
            os.close(theirs)
    return f"{len(numbers)} signals, and 3 pauses"


def a_question_in_the_background_leaves_the_terminal_alone():
    place = Place()
    child, ours = pty.fork()
    if child == 0:
        # A shell in small: another group for the program, which gets the terminal later.
        with contextlib.suppress(BaseException):
            process = place.start(
                "create", "cluster", "--yes", "x", "--role-arn", ROLE, "--external-id", "-", stdin=0, process_group=0)

            def state():
                return open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()[0]

            def wait_for(what):
                end = time.monotonic() + PATIENCE
                while not what() and time.monotonic() < end:
                    time.sleep(0.02)
                return what()

            def echoes():
                return bool(termios.tcgetattr(0)[3] & termios.ECHO)

            isStopped = wait_for(lambda: state() == "T") and echoes()
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.tcsetpgrp(0, process.pid)
            os.killpg(process.pid, signal.SIGCONT)
            isHidden = wait_for(lambda: not echoes())
            # Back to the shell, as after Ctrl-Z and `bg`: what ends it there leaves the terminal to the shell.
            os.killpg(process.pid, signal.SIGTSTP)
            isShown = wait_for(echoes)
            os.tcsetpgrp(0, os.getpgrp())
            os.killpg(process.pid, signal.SIGCONT)
            time.sleep(0.1)
            # It is stopped again, since it reads.
            process.send_signal(signal.SIGTERM)
            # It may be stopped once more before it has seen the signal.
            wait_for(lambda: process.send_signal(signal.SIGCONT) or process.poll() is not None)
            isKept = echoes() and process.returncode == -signal.SIGTERM
            held = [isStopped, isHidden, isShown, isKept]
            os._exit(0 if all(held) else 10 + held.index(False))
        os._exit(9)
    with contextlib.suppress(OSError):
        while os.read(ours, 65_536):
            pass
    _, status = os.waitpid(child, 0)
    os.close(ours)
    shutil.rmtree(place.folder, ignore_errors=True)
    code = os.waitstatus_to_exitcode(status)
    wrong = {10: "it is not stopped", 11: "it shows what is typed", 12: "it does not show the shell's", 13: "it ended otherwise"}
    check(code == 0, wrong.get(code, f"the small shell ended with {code}"))
    return "stopped, let go on, stopped again and ended"


def no_proxy_sees_a_key():
    with scene() as (plane, place):
        seen = []
        listener = socket.create_server(("127.0.0.1", 0))

        def listen():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    connection.settimeout(5)
                    with contextlib.suppress(OSError):
                        seen.append(connection.recv(65_536))
                        connection.sendall(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
                    connection.close()

        threading.Thread(target=listen, daemon=True).start()
        proxy = "http://me:pass-of-mine@127.0.0.1:%d" % listener.getsockname()[1]
        names = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        environment = dict.fromkeys(names, proxy)
        run = place.run("submit", "--yes", place.request, environment=environment)
        check(run.code == 0 and plane.posts == 1, f"not sent directly: {run.error}")
        local = {**environment, "LIGHTNING_CLOUD_URL": plane.url.replace("127.0.0.1", "anything.localhost")}
        check(place.run("list", "clusters", environment=local).code == 0, "a name of this machine was not reached")
        check(not seen, "a proxy saw what was for this machine")
        run = place.run(
            "list", "clusters", environment={**environment, "LIGHTNING_CLOUD_URL": "https://control.example:8443"})
        check(run.code == 3 and "pass-of-mine" not in run.all, "the proxy's password was printed")
        check(seen and all(text.startswith(b"CONNECT control.example:8443 ") for text in seen), f"not a tunnel: {seen[:1]}")
        check(not any(PAIR.encode() in text or KEY.encode() in text for text in seen), "a proxy saw the key")
        seen.clear()
        for value in ("https://me:pass-of-mine@a", "socks5://a", "http://a:0"):
            run = place.run(
                "list", "clusters", environment={"LIGHTNING_CLOUD_URL": "https://control.example", "https_proxy": value})
            check(run.code == 2 and "pass-of-mine" not in run.all, f"the proxy {value} was taken")
        for url in ("http://control.example", "http://127.1", "http://127.0.0.1.", "http://0.0.0.0"):
            check(place.run("list", "clusters", environment={"LIGHTNING_CLOUD_URL": url}).code == 2, f"{url} was taken")
        listener.close()
    return "6 variables, 3 proxies and 4 addresses that cannot be used"


def the_editor_gets_no_secret():
    with scene() as (_, place):
        script = place.write("editor.sh", "env >\"$SEEN\"; sed -i s/us-east-1/us-west-2/ \"$1\"\n")
        environment = {
            **place.environment, "EDITOR": "sh " + script, "SEEN": place.folder + "/seen", "COPY": "x" + EXTERNAL_ID,
            "GITHUB_TOKEN": "t", "PLAIN": "yes", "TMPDIR": place.folder}
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [PROGRAM, "create", "cluster", "--yes", "x", "--role-arn", ROLE, "--instance-types", "g6.xlarge",
             "--edit-before-creation", "--dry-run"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=place.folder)
        os.close(theirs)
        output = b""
        with contextlib.suppress(OSError):
            while True:
                part = os.read(ours, 65_536)
                if not part:
                    break
                output += part
        check(process.wait(timeout=PATIENCE) == 0, f"ended with {process.returncode}: {output[-300:]}")
        seen = open(place.folder + "/seen").read()
        check("PLAIN=yes" in seen, "the editor lacks what is no secret")
        for secret in (KEY, EXTERNAL_ID, PAIR, "LIGHTNING_", "GITHUB_TOKEN", "COPY="):
            check(secret not in seen, f"the editor has {secret}")
    return "the environment of an editor"


# Those that set limits in a new process, or make one by hand, come first and one by one: beside other threads that is not
# sound.
ALONE = [a_question_in_the_background_leaves_the_terminal_alone, few_files_and_few_threads, no_core_file]
TOGETHER = [
    no_answer_makes_a_secret_visible, an_answer_that_cannot_be_understood, an_entry_of_the_journal_is_not_believed,
    a_clock_that_is_put_forward, no_proxy_sees_a_key, the_echo_comes_back, pipes_and_devices_as_credentials,
    a_submission_takes_the_day_from_the_clock, what_a_server_says_steers_no_terminal, fields_of_both_generations,
    the_editor_gets_no_secret]


def holds(kind):
    """Tries a kind and says how it went."""
    start = time.monotonic()
    name = kind.__name__.replace("_", " ")
    try:
        line, isKept = f"ok: {name}: {kind()}", True
    except AssertionError as error:
        line, isKept = f"failed: {name}: {error}", False
    except Exception:
        line, isKept = f"failed: {name}: {traceback.format_exc(limit=3)}", False
    print(f"{line} ({time.monotonic() - start:.1f} s)", flush=True)
    return isKept


def main():
    kept = [holds(kind) for kind in ALONE]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        kept += pool.map(holds, TOGETHER)
    print(f"{sum(kept)} of {len(kept)} kinds hold")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
