"""Sources that hold policies of Kubernetes as they are, without tests: kueue and datreeio."""

from documents import BINDING, POLICY, Document, Group, read


def policies(root, folder, source):
    """A group for each file with policies under a folder, each text once; bindings in the file are applied with it."""
    seen = set()
    for path in sorted((root / folder).glob("**/*.yaml")):
        text = path.read_text(encoding="utf-8")
        if POLICY not in text or text in seen:
            continue
        seen.add(text)
        # The fields of v1alpha1 are those of v1, which took its place in Kubernetes 1.30.
        text = text.replace("admissionregistration.k8s.io/v1alpha1", "admissionregistration.k8s.io/v1")
        place = str(path.relative_to(root))
        objects = read(text)
        bound = {each["spec"]["policyName"] for each in objects if each.get("kind") == BINDING}
        found = [each for each in objects if each.get("kind") == POLICY]
        documents = [Document(name_of(each), place, each, text, is_bound=name_of(each) in bound) for each in found]
        if documents:
            yield Group(source, documents)


def name_of(object):
    return object["metadata"]["name"]


def kueue(root):
    """The site's examples. Kueue's custom resources have rules of another dialect, about `self`."""
    yield from policies(root, "site/static", "kubernetes-sigs/kueue")


def datree(root):
    yield from policies(root, "policies", "datreeio/validating-admission-policy")
