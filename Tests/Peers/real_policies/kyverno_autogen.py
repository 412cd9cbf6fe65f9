"""What Kyverno generates for pods' controllers out of policies for pods.

The replacements and conditions are those of `pkg/autogen/v1/{autogen,rule}.go` and `pkg/cel/autogen` of kyverno/kyverno.
"""

import copy
import re

CONTROLLERS = {
    "daemonsets": ("apps", "DaemonSet"),
    "deployments": ("apps", "Deployment"),
    "jobs": ("batch", "Job"),
    "replicasets": ("apps", "ReplicaSet"),
    "statefulsets": ("apps", "StatefulSet"),
    "cronjobs": ("batch", "CronJob"),
}
TEMPLATE = "spec.template."
CRON_TEMPLATE = "spec.jobTemplate.spec.template."


def of_validating_policy(spec):
    """The suffixes and specs of what is generated out of a ValidatingPolicy."""
    match = spec.get("matchConstraints") or {}
    rules = match.get("resourceRules") or []
    if match.get("objectSelector") or match.get("excludeResourceRules") or len(rules) != 1:
        return
    rule = rules[0]
    if (rule.get("apiGroups"), rule.get("apiVersions"), rule.get("resources")) != ([""], ["v1"], ["pods"]) or rule.get(
        "resourceNames"
    ):
        return
    chosen = ((spec.get("autogen") or {}).get("podControllers") or {}).get("controllers")
    chosen = list(CONTROLLERS) if chosen is None else [each for each in chosen if each in CONTROLLERS]
    for suffix, prefix, resources in (
        ("autogen-cronjobs", CRON_TEMPLATE, [each for each in chosen if each == "cronjobs"]),
        ("autogen-defaults", TEMPLATE, [each for each in chosen if each != "cronjobs"]),
    ):
        if resources:
            generated = replaced(spec, prefix, keep_namespace=True)
            by_group = {}
            for each in resources:
                by_group.setdefault(CONTROLLERS[each][0], []).append(each)
            generated["matchConstraints"] = {
                "resourceRules": [
                    {"apiGroups": [group], "apiVersions": ["v1"], "operations": rule["operations"], "resources": sorted(names)}
                    for group, names in sorted(by_group.items())
                ]
            }
            if match.get("namespaceSelector"):
                generated["matchConstraints"]["namespaceSelector"] = match["namespaceSelector"]
            yield suffix, generated


def of_rule(policy, rule):
    """The rules that are generated out of one rule of a ClusterPolicy."""
    if not all(may_generate(each) for each in policy["spec"]["rules"]):
        return
    kinds = [kind for each in filters(rule["match"]) for kind in each.get("kinds") or []]
    if "Pod" not in kinds:
        return
    chosen = (policy["metadata"].get("annotations") or {}).get("pod-policies.kyverno.io/autogen-controllers")
    names = [kind for _, kind in CONTROLLERS.values()] + ["ReplicationController"]
    chosen = names if chosen is None else [each.strip() for each in chosen.split(",") if each.strip() in names]
    for prefix, template, kinds in (
        ("autogen-cronjob-", CRON_TEMPLATE, [each for each in chosen if each == "CronJob"]),
        ("autogen-", TEMPLATE, [each for each in chosen if each != "CronJob"]),
    ):
        if kinds:
            generated = replaced(rule, template, keep_namespace=False)
            generated["name"] = prefix + rule["name"]
            for part in ("match", "exclude"):
                for each in filters(generated.get(part) or {}):
                    if "kinds" in each:
                        each["kinds"] = [
                            kind for each_kind in each["kinds"] for kind in (kinds if each_kind == "Pod" else [each_kind])
                        ]
            yield generated


def filters(match):
    return [
        each["resources"]
        for each in [*(match.get("any") or []), *(match.get("all") or []), match]
        if isinstance(each.get("resources"), dict)
    ]


def may_generate(rule):
    for part in ("match", "exclude"):
        for each in filters(rule.get(part) or {}):
            kinds = each.get("kinds") or []
            if (
                each.get("name")
                or each.get("names")
                or each.get("selector")
                or each.get("annotations")
                or (len(kinds) > 1 and "Pod" in kinds)
            ):
                return False
    return True


def replaced(value, prefix, keep_namespace):
    if isinstance(value, str):
        protected = r"(?!\.namespace\b)" if keep_namespace else ""
        value = re.sub(r"object\.spec" + ("(?!\\.namespace\\b)" if keep_namespace else ""), f"object.{prefix}spec", value)
        value = re.sub(r"oldObject\.spec", f"oldObject.{prefix}spec", value)
        value = re.sub(r"object\.metadata" + protected, f"object.{prefix}metadata", value)
        return re.sub(r"oldObject\.metadata" + protected, f"oldObject.{prefix}metadata", value)
    if isinstance(value, list):
        return [replaced(each, prefix, keep_namespace) for each in value]
    if isinstance(value, dict):
        return {key: replaced(each, prefix, keep_namespace) for key, each in value.items()}
    return copy.deepcopy(value)
