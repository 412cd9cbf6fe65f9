"""Installs what `make package` made as users do, and has other people's programs read the reports of `check`.

Arguments: the program, the folder of packages, and the schema of SARIF 2.1.0 if there is one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import junitparser
import jsonschema

TOLLGATE, PACKAGES = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SCHEMA = Path(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3] else None
ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
REQUESTS = ["Examples", "Tests/Requests"]
results = []


def check(name, problems):
    problems = list(problems)
    results.append(not problems)
    print(f"{'FAILED' if problems else 'passed'}  {name}", *(f"  {p}" for p in problems[:8]), sep="\n", flush=True)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)


def report(format):
    return run(TOLLGATE, "check", "--format", format, *REQUESTS, cwd=ROOT).stdout


def sarif():
    log = json.loads(report("sarif"))
    if SCHEMA is None:
        print("left out: the schema of SARIF, which nobody gave")
    else:
        validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()))
        for error in validator.iter_errors(log):
            yield f"{error.json_path}: {error.message[:200]}"
    found = log["runs"][0]
    if not found["results"]:
        yield "there are no results"
    for result in found["results"]:
        rule = found["tool"]["driver"]["rules"][result["ruleIndex"]]
        if rule["id"] != result["ruleId"]:
            yield f"{result['ruleId']} points to {rule['id']}"
        path = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if path.startswith("/") or not (ROOT / path).exists():
            yield f"there is no {path}"


def junit():
    suites = junitparser.JUnitXml.fromstring(report("junit").encode())
    json_report = json.loads(report("json"))
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(r, junitparser.Failure) for r in case.result)]
    if len(failed) != json_report["summary"]["denied"]:
        yield f"{len(failed)} cases failed, {json_report['summary']['denied']} requests are denied"
    errors = sum(isinstance(r, junitparser.Error) for case in cases for r in case.result)
    if errors != json_report["summary"]["unreadable"]:
        yield f"{errors} errors, {json_report['summary']['unreadable']} unreadable"


def gitlab():
    """GitLab's own description of the format, as there is no schema of it."""
    issues = json.loads(report("gitlab"))
    if len({issue["fingerprint"] for issue in issues}) != len(issues) or not issues:
        yield "fingerprints are not unique, or there are no issues"
    for issue in issues:
        if set(issue) != {"description", "check_name", "fingerprint", "severity", "location"}:
            yield f"members {sorted(issue)}"
        if issue["severity"] not in ("info", "minor", "major", "critical", "blocker"):
            yield issue["severity"]
        if issue["location"]["lines"]["begin"] < 1 or issue["location"]["path"].startswith("/"):
            yield str(issue["location"])


def host_files():
    for schema, file in (("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "CI/gitlab.yml")):
        found = run(BIN / "check-jsonschema", "--builtin-schema", schema, ROOT / file)
        if found.returncode != 0:
            yield found.stdout + found.stderr
    matcher = json.loads((ROOT / "CI/problem-matcher.json").read_text())["problemMatcher"][0]["pattern"][0]
    lines = [line for line in report("concise").splitlines() if re.match(matcher["regexp"], line)]
    if len(lines) < 20:
        yield f"the problem matcher matches {len(lines)} lines"


def wheel():
    """From nothing to a verdict."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        python = Path(folder, "bin/python")
        run(shutil.which("python3"), "-m", "venv", folder, check=True)
        run(python, "-m", "pip", "install", "--no-index", "--find-links", PACKAGES, "tollgate-byoc", check=True)
        environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": folder, "LIGHTNING_EXTERNAL_ID": "x"}
        verdict = run("tollgate", "check", ROOT / "Examples/vision-train.yaml", env=environment, cwd=folder)
        seconds = time.monotonic() - start
        print(f"a fresh environment, the wheel and a check: {seconds:.1f} s")
        if verdict.returncode != 0 or "1 approved" not in verdict.stdout:
            yield verdict.stdout + verdict.stderr
        if seconds >= 10:
            yield f"it took {seconds:.1f} s"
        missing = run("tollgate", "list", "clusters", env=environment, cwd=folder)
        if missing.returncode != 2 or "tollgate-byoc[remote]" not in missing.stderr:
            yield "without the companion: " + missing.stderr
        run(python, "-m", "pip", "install", "--no-index", "--find-links", PACKAGES, "tollgate-byoc[remote]", check=True)
        found = run("tollgate", "catalog", "verify", env=environment, cwd=folder)
        if found.returncode != 0:
            yield "with the companion: " + found.stdout + found.stderr


def hook():
    """The hook under the real pre-commit, with the wheels from the folder in place of an index."""
    with tempfile.TemporaryDirectory() as folder:
        hooks, project = Path(folder, "hooks"), Path(folder, "project")
        for path in (hooks, project):
            path.mkdir()
            run("git", "init", "-q", cwd=path, check=True)
        for name in (".pre-commit-hooks.yaml", "pyproject.toml"):
            shutil.copy(ROOT / name, hooks)
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
        run("git", "add", "-A", cwd=hooks, check=True)
        run("git", *identity, "commit", "-qm", "hooks", cwd=hooks, check=True)
        revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
        (project / ".pre-commit-config.yaml").write_text(
            f"repos: [{{repo: '{hooks}', rev: {revision}, hooks: [{{id: tollgate}}]}}]\n")
        shutil.copy(ROOT / "Examples/vision-train.yaml", project)
        (project / "other.yaml").write_text("kind: Kustomization\n")
        run("git", "add", "-A", cwd=project, check=True)
        environment = os.environ | {
            "PRE_COMMIT_HOME": f"{folder}/cache", "PIP_FIND_LINKS": str(PACKAGES), "HOME": folder}
        good = run(BIN / "pre-commit", "run", "--all-files", cwd=project, env=environment)
        if good.returncode != 0 or "Passed" not in good.stdout:
            yield good.stdout + good.stderr
        (project / "vision-train.yaml").write_text(
            (ROOT / "Examples/vision-train.yaml").read_text().replace("us-east-1", "us-east-9"))
        bad = run(BIN / "pre-commit", "run", "--all-files", cwd=project, env=environment)
        if bad.returncode != 1 or "error[TG301]" not in bad.stdout:
            yield bad.stdout + bad.stderr


def comment():
    """One comment, by a `gh` that keeps it in a file and answers as GitHub does to a workflow's token."""
    with tempfile.TemporaryDirectory() as folder:
        gh = Path(folder, "gh")
        gh.write_text(
            "#!/bin/sh\ncase \"$*\" in\n"
            "'api user '*) echo '{\"message\":\"Resource not accessible by integration\"}'; exit 1;;\n"
            "*--paginate*) [ -z \"$BROKEN\" ] || exit 1\n"
            "  [ \"$USER_OF_TOKEN\" = 'github-actions[bot]' ] || exit 2\n"
            "  [ ! -f \"$STATE\" ] || echo 7;;\n"
            "*'--method POST'*|*'--method PATCH'*) for a; do case $a in body=@*) cp \"${a#body=@}\" \"$STATE\";; esac; done;;\n"
            "*comments/7*) cat \"$STATE\"; echo;;\nesac\n")
        gh.chmod(0o755)
        body = Path(folder, "body.md")
        environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "STATE": f"{folder}/state", "BROKEN": ""}

        def say(text, **more):
            body.write_text(text)
            return run(ROOT / "CI/comment.sh", "o/r", "1", body, env=environment | more)

        said = [say(text).stdout.strip() for text in ("## tollgate: nothing to check\n", "one\n", "one\n", "two\n")]
        if said != ["", "commented", "the comment is as it was", "the comment was rewritten"]:
            yield str(said)
        before = Path(folder, "state").read_text()
        if say("three\n", BROKEN="1").returncode == 0 or Path(folder, "state").read_text() != before:
            yield "a listing that failed was taken for an empty one"


def debian():
    """The Debian package in a root that debootstrap makes."""
    if os.geteuid() != 0:
        print("left out: the Debian package in a clean root, since only root can make one")
        return
    sources = "".join(p.read_text() for p in Path("/etc/apt").glob("sources.list*/**/*") if p.is_file())
    sources += Path("/etc/apt/sources.list").read_text() if Path("/etc/apt/sources.list").exists() else ""
    mirrors = re.findall(r"(?:URIs:|^deb(?: \[.*?\])?) *(http\S*/debian/?)(?=\s)", sources, re.M)
    release = re.search(r"VERSION_CODENAME=(\w+)", Path("/etc/os-release").read_text()).group(1)
    with tempfile.TemporaryDirectory() as root:
        made = run("debootstrap", "--variant=minbase", release, root, *mirrors[:1])
        if made.returncode != 0:
            print("left out: the Debian package in a clean root, which debootstrap cannot make here:")
            print((made.stdout + made.stderr)[-600:])
            return
        package = next(PACKAGES.glob("*.deb"))
        shutil.copy(package, Path(root, "tmp"))
        shutil.copy(ROOT / "Examples/vision-train.yaml", Path(root, "tmp"))
        installed = run("chroot", root, "apt-get", "install", "-qq", "-y", "--no-install-recommends", f"/tmp/{package.name}")
        if installed.returncode != 0:
            yield "apt-get: " + (installed.stdout + installed.stderr)[-600:]
            return
        for command in (["check", "/tmp/vision-train.yaml"], ["catalog", "verify"], ["--version"]):
            found = run("chroot", root, "env", "LIGHTNING_EXTERNAL_ID=x", "tollgate", *command)
            if found.returncode != 0:
                yield f"{command}: {found.stdout}{found.stderr}"
        removed = run("chroot", root, "dpkg", "--purge", "tollgate")
        if removed.returncode != 0 or Path(root, "usr/bin/tollgate").exists():
            yield removed.stderr


def main():
    check("SARIF is valid", sarif())
    check("junitparser counts what is denied", junit())
    check("GitLab's report has the form that GitLab describes", gitlab())
    check("the action, the job and the problem matcher are what their hosts take", host_files())
    check("the comment changes only with its text", comment())
    check("the wheel installs without an index and checks a request", wheel())
    check("the hook runs under pre-commit", hook())
    check("the Debian package installs, runs and goes", debian())
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


main()
