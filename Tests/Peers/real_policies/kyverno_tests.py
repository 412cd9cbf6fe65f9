"""The verdicts of kyverno/policies: `kyverno-test.yaml` of its command line, and the applied files of its chainsaw tests."""

from admission import applied, in_namespace
from documents import Verdict, is_about, read_file, unfold

ADMINISTRATOR = {"username": "kubernetes-admin", "groups": ["kubeadm:cluster-admins", "system:authenticated"]}
EXPECTED = {"pass": "allow", "fail": "deny", "skip": "skip", "warn": "warn", "error": "deny"}


def tests_about(root, path, folder, file):
    """The test files that name a policy's file."""
    for place in (path.parent / folder / file, path.parent.parent / folder / file):
        if place.exists():
            yield place


def command_line(root, path, policy, documents):
    for place in tests_about(root, path, ".kyverno-test", "kyverno-test.yaml"):
        test = read_file(place)[0]
        if path.resolve() not in {(place.parent / each).resolve() for each in test.get("policies") or []}:
            continue
        objects = [
            in_namespace(each, "default")
            for file in test.get("resources") or []
            if (place.parent / file).exists()
            for each in unfold(read_file(place.parent / file))
        ]
        operations, user, namespaces = values(place, test, policy)
        for result in test.get("results") or []:
            if result.get("policy") != policy["metadata"]["name"]:
                continue
            for name in result.get("resources") or [result.get("resource")]:
                namespace, _, short = str(name).rpartition("/")
                found = [
                    each
                    for each in objects
                    if each["metadata"].get("name") == short
                    and each["kind"] == result.get("kind", each["kind"])
                    and (not namespace or each["metadata"].get("namespace") == namespace)
                ]
                if not found:
                    continue  # a test that names nothing says nothing
                each = verdict(result, short, found[0], place, root, documents)
                each.operation = operations.get(short, "CREATE")
                each.user = user
                each.namespace = namespaces.get(each.object["metadata"].get("namespace"))
                yield each


def values(place, test, policy):
    """What a test's variables give: operations by the objects' names, who asks, and namespaces by their names."""
    operations, user, namespaces = {}, None, {}
    for key in ("variables", "userinfo"):
        file = place.parent / (test.get(key) or "")
        for each in read_file(file) if file.is_file() else []:
            user = each.get("userInfo", user)
            namespaces |= {one["metadata"]["name"]: one for one in each.get("namespaces") or []}
            for one in each.get("policies") or []:
                for resource in one.get("resources") or [] if one["name"] == policy["metadata"]["name"] else []:
                    operation = (resource.get("values") or {}).get("request.operation")
                    if operation:
                        operations[resource["name"]] = operation
    return operations, user, namespaces


def verdict(result, name, object, place, root, documents):
    rule = result.get("rule")
    names = {each.name for each in documents}
    if rule:
        ending = rule.lower()
        names = {
            each for each in names if each.partition(".")[2] in (ending, f"autogen-{ending}", f"autogen-cronjob-{ending}")
        } or names
    return Verdict(
        f"cli {object['kind']} {name}", str(place.relative_to(root)), object, EXPECTED[result["result"]], tuple(sorted(names))
    )


def parameters(root, path, policy, documents):
    """The objects of the policies' `paramKind` that a chainsaw test applies."""
    kinds = {(each.policy["spec"].get("paramKind") or {}).get("kind") for each in documents} - {None}
    found = {}
    for place, files in chainsaw_tests(root, path) if kinds else []:
        for each in files:
            file = place.parent / (each.get("file") or "")
            for object in unfold(read_file(file)) if file.is_file() and not expects_error(each) else []:
                if object.get("kind") in kinds:
                    found[object["kind"], object["metadata"]["name"]] = object
    return list(found.values())


def expects_error(operation):
    return any("($error != null)" in (item.get("check") or {}) for item in operation.get("expect") or [])


def chainsaw_tests(root, path):
    for place in tests_about(root, path, ".chainsaw-test", "chainsaw-test.yaml"):
        test = read_file(place)[0]
        steps = [operation for step in test["spec"].get("steps") or [] for operation in step.get("try") or []]
        files = [each[key] for each in steps for key in ("apply", "create") if isinstance(each.get(key), dict)]
        if path.resolve() not in {(place.parent / each["file"]).resolve() for each in files if each.get("file")}:
            continue
        yield place, files


def chainsaw(root, path, policy, documents):
    for place, files in chainsaw_tests(root, path):
        yield from applied_files(root, place, files, documents)


def applied_files(root, place, files, documents):
    present = {}
    names = tuple(sorted(each.name for each in documents))
    for each in files:
        file = place.parent / (each.get("file") or "")
        if not file.is_file() or file.parent != place.parent:
            continue
        fails = expects_error(each)
        for object in unfold(read_file(file)):
            if not object.get("kind") or "kyverno.io" in object.get("apiVersion", ""):
                continue
            key = key_of(in_namespace(object, "chainsaw"))
            old = present.get(key)
            object = applied(merged(old, object) if old else object, "chainsaw")
            operation = "UPDATE" if old else "CREATE"
            about = any(is_about(document.policy, object, operation) for document in documents)
            if about or fails:
                yield Verdict(
                    f"chainsaw {object['kind']} {object['metadata'].get('name')}",
                    str(file.relative_to(root)),
                    object,
                    "deny" if fails else "allow",
                    names,
                    operation,
                    old,
                    ADMINISTRATOR,
                    present.get(("Namespace", None, object["metadata"].get("namespace"))),
                )
            if not fails:
                present[key] = object


def key_of(object):
    return object["kind"], object["metadata"].get("namespace"), object["metadata"].get("name")


def merged(old, patch):
    """A JSON Merge Patch (RFC 7386), with which chainsaw applies what is there already."""
    if not isinstance(patch, dict):
        return patch
    result = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
