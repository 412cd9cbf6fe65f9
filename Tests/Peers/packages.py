"""Installs what `make package` made as users do, and has other people's programs read the reports of `check`.

Arguments: the program, the folder of packages, and the schema of SARIF 2.1.0 if there is one.
"""

import json
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

import junitparser
import jsonschema
import yaml

import checks
from checks import check, run

TOLLGATE, PACKAGES = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
SCHEMA = Path(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3] else None
ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
REQUESTS = ["Examples", "Tests/Requests"]

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


def fake_gh(folder):
    """A `gh` that keeps one comment in a file and answers as GitHub does to a workflow's token; its environment."""
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
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "STATE": f"{folder}/state", "BROKEN": ""}


def comment():
    """One comment, rewritten only if its text changed."""
    with tempfile.TemporaryDirectory() as folder:
        body = Path(folder, "body.md")
        environment = fake_gh(folder)

        def say(text, **more):
            body.write_text(text)
            return run(ROOT / "CI/comment.sh", "o/r", "1", body, env=environment | more)

        said = [say(text).stdout.strip() for text in ("## tollgate: nothing to check\n", "one\n", "one\n", "two\n")]
        if said != ["", "commented", "the comment is as it was", "the comment was rewritten"]:
            yield str(said)
        before = Path(folder, "state").read_text()
        if say("three\n", BROKEN="1").returncode == 0 or Path(folder, "state").read_text() != before:
            yield "a listing that failed was taken for an empty one"


def pull_request():
    """From an empty repository to a pull request that the steps of action.yml deny, with annotations and a comment."""
    steps = {step["name"]: step for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]}
    digests = dict(line.split("  ")[::-1] for line in (PACKAGES / "SHA256SUMS").read_text().splitlines())
    digest = next(value for name, value in digests.items() if name.startswith("tollgate_byoc-"))
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        remote, work, workspace, temporary = (Path(folder, name) for name in ("remote.git", "work", "ws", "temporary"))
        for path in (workspace, temporary):
            path.mkdir()

        def git(*words, cwd=work):
            run("git", *identity, *words, cwd=cwd, check=True)

        run("git", "init", "-q", "--bare", "-b", "main", remote, check=True)
        run("git", "clone", "-q", remote, work, check=True)
        run(TOLLGATE, "init", cwd=work, check=True)
        git("checkout", "-q", "-B", "main")
        # A request of before the gate, and a pin.
        request = (ROOT / "Examples/vision-train.yaml").read_text().replace("name: vision-train", "name: old-{}", 1)
        (work / "clusters/old.yaml").write_text(request.replace("old-{}", "old").replace("m7i.xlarge", "x9.huge"))
        run(TOLLGATE, "check", "--write-baseline", "baseline.yaml", cwd=work)
        pin = run(TOLLGATE, "policy", "digest", "policies", cwd=work).stdout[:64]
        settings = (work / "tollgate.yaml").read_text()
        (work / "tollgate.yaml").write_text(
            settings.replace("policies: [policies]", f"policies: [{{path: policies, sha256: {pin}}}]\nbaseline: baseline.yaml"))
        git("add", "-A")
        git("commit", "-qm", "gate")
        git("push", "-q", "origin", "main")
        git("checkout", "-q", "-b", "change")
        (work / "clusters/new.yaml").write_text(request.replace("old-{}", "New_cluster"))
        git("add", "-A")
        git("commit", "-qm", "change")
        git("push", "-q", "origin", "change")

        # What the host does: two checkouts, then the steps of the action.
        run("git", "clone", "-q", "-b", "change", remote, workspace / "requests", check=True)
        run("git", "clone", "-q", "-b", "main", remote, workspace / "gate", check=True)
        environment = fake_gh(folder) | {
            "GITHUB_WORKSPACE": str(workspace), "RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": f"{temporary}/summary", "GITHUB_OUTPUT": f"{temporary}/output",
            "VERSION": next(PACKAGES.glob("tollgate_byoc-*")).name.split("-")[1], "SHA256": digest,
            "INDEX": str(PACKAGES), "CONFIG": "gate/tollgate.yaml", "PATHS": "clusters", "SARIF": "tollgate.sarif",
            "SINCE": "origin/main", "REPOSITORY": "o/r", "NUMBER": "1", "LIGHTNING_EXTERNAL_ID": "",
        }

        def step(name):
            return run("bash", "-euo", "pipefail", "-c", steps[name]["run"], env=environment, cwd=workspace / "requests")

        for name in ("Install", "Check", "Comment"):
            done = step(name)
            if done.returncode != 0:
                yield f"{name}: {done.stdout[-300:]}{done.stderr[-300:]}"
            if name == "Check" and "::error file=clusters/new.yaml,line=" not in done.stdout:
                yield f"no annotation: {done.stdout[-600:]}"
        seconds = time.monotonic() - start
        print(f"from an empty repository to a denied pull request: {seconds:.1f} s")
        if "status=1" not in (temporary / "output").read_text():
            yield "the pull request is not denied: " + (temporary / "output").read_text()
        said = Path(folder, "state").read_text() if Path(folder, "state").exists() else ""
        if "Denied: 1 of 1" not in said or "Since origin/main" not in said or str(workspace) in said:
            yield f"the comment: {said[:600]}"
        if "clusters/new.yaml" not in (workspace / "tollgate.sarif").read_text():
            yield "code scanning sees nothing"
        again = step("Comment").stdout.strip()
        if again != "the comment is as it was":
            yield f"the second run: {again}"
        # A gate that cannot run is no approval, and says so where the last verdict stood.
        (workspace / "gate/policies").joinpath("more.yaml").write_text("apiVersion: tollgate/v1\nkind: Policy\n")
        step("Check")
        step("Comment")
        if "could not run" not in Path(folder, "state").read_text():
            yield "an old comment stands where the gate could not run"


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
    check("a pull request is denied, with annotations and a comment", pull_request())
    check("the wheel installs without an index and checks a request", wheel())
    check("the hook runs under pre-commit", hook())
    check("the Debian package installs, runs and goes", debian())
    checks.finish()


main()
