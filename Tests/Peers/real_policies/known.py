"""What is known of the sources: which refusals are right, and which of their tests are wrong.

A refusal's first part must stand in its message, so that it is refused for this reason. An API server refuses each of
them too: its expressions do not know the name.
"""

# The states of the sources that these tables are about.
COMMITS = {
    "kubescape/cel-admission-library": "fc2fb67 of 2026-08-20",
    "vap-library/vap-library": "d1e22f6 of 2026-02-23",
    "kyverno/policies": "b9c4317 of 2026-03-06",
    "open-policy-agent/gatekeeper-library": "5c441fb of 2026-07-20",
    "kubernetes-sigs/kueue": "ff69552 of 2026-08-22",
    "kubernetes-sigs/gateway-api": "4564255 of 2026-08-21",
    "datreeio/validating-admission-policy": "33739a8 of 2023-06-27",
}

OTHER_OBJECTS = ("there is no variable `resource`", "Kyverno's own: it asks the cluster for other objects")
IMAGES = ("there is no variable `image`", "Kyverno's own: it asks a registry for an image's data")
SERVICE_ACCOUNT = (
    "there is no function `parseServiceAccount`",
    "Kyverno's own function; it needs no cluster, but no API server has it",
)

REFUSALS = {
    "kyverno/policies": {
        f"other-vpol/{folder}/{folder}.yaml": reason
        for reason, folders in (
            (
                OTHER_OBJECTS,
                (
                    "advanced-restrict-image-registries",
                    "allowed-base-images",
                    "allowed-pod-priorities",
                    "block-pod-exec-by-namespace-label",
                    "block-pod-exec-by-pod-label",
                    "check-hpa-exists",
                    "check-subjectaccessreview",
                    "exclude-namespaces-dynamically",
                    "inspect-csr",
                    "unique-ingress-paths",
                ),
            ),
            (IMAGES, ("block-images-with-volumes", "block-large-images", "block-stale-images", "check-nvidia-gpu")),
            (SERVICE_ACCOUNT, ("check-serviceaccount", "limit-configmap-for-sa")),
        )
        for folder in folders
    },
}

SWAPPED_IMAGE = "a change of 2024-08-28 put the image of badpod01 under the registry that its own ConfigMap allows"
DROPPED = "both containers of the pod drop CAP_NET_RAW, as the policy asks"

# By the test's file and the verdict's name: whose fault a difference is, and why.
DIFFERENCES = {
    "kyverno/policies": {
        (
            "other-cel/advanced-restrict-image-registries/.chainsaw-test/pod-bad.yaml",
            "chainsaw Pod badpod01",
        ): f"the source's: {SWAPPED_IMAGE}",
        **{
            (
                f"best-practices-{kind}/require-drop-cap-net-raw/.chainsaw-test/bad-pod-corner.yaml",
                "chainsaw Pod add-capabilities-bad-001",
            ): f"the source's: {DROPPED}"
            for kind in ("cel", "vpol")
        },
    },
}

NOT_A_CONDITION = (
    "the condition of `all` is the secret's reference, which is not a bool; an API server denies it for the same error"
)

# By the policy's folder: why its tests' denials come of an expression without a value, so that no error of ours hides in them.
DENIED_BY_ERROR = {
    "kyverno/policies": {
        "other-cel/disallow-all-secrets": NOT_A_CONDITION,
        "other-cel/disallow-secrets-from-env-vars": NOT_A_CONDITION,
        "other-vpol/restrict-pod-controller-serviceaccount-updates": "it reads every object as a CronJob as well",
    },
}
