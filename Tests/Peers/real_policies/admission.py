"""What an API server does to an object before a policy sees it: the part that the sources' tests rest on.

Objects of built-in kinds pass through Go structs, which add defaults and drop what is empty (`omitempty`). The defaults are
those of `SetDefaults_…` in kubernetes/kubernetes `pkg/apis/{core,apps,rbac,storage}/v1/defaults.go`.
"""

import copy

# Kinds without a namespace, of those that the tests apply.
CLUSTER_SCOPED = frozenset(
    "APIServer CertificateSigningRequest ClusterPolicy ClusterRole ClusterRoleBinding CSIDriver CSINode"
    " CustomResourceDefinition FlowSchema GatewayClass IngressClass MutatingWebhookConfiguration Namespace Node"
    " PersistentVolume PodSecurityPolicy PriorityClass PriorityLevelConfiguration RuntimeClass StorageClass"
    " SubjectAccessReview ValidatingWebhookConfiguration VolumeAttachment".split()
)
TEMPLATES = {
    **dict.fromkeys(
        ("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"), ("spec", "template")
    ),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    "PodTemplate": ("template",),
    "Pod": (),
}
POD = {
    "dnsPolicy": "ClusterFirst",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "terminationGracePeriodSeconds": 30,
}
CONTAINER = {"resources": {}, "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}
VOLUME_SOURCES = frozenset(
    "awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker"
    " gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume"
    " projected quobyte rbd scaleIO secret storageos vsphereVolume".split()
)
OTHERS = {
    "ClusterRole": {"rules": None},
    "Role": {"rules": None},
    "StorageClass": {"reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"},
}
SPECS = {
    "Deployment": {"replicas": 1},
    "ReplicaSet": {"replicas": 1},
    "StatefulSet": {"replicas": 1},
    "ReplicationController": {"replicas": 1},
    "Service": {"type": "ClusterIP", "sessionAffinity": "None"},
}


def in_namespace(object, namespace):
    """The object in the namespace that a client puts it into."""
    object = copy.deepcopy(object)
    if object.get("kind") not in CLUSTER_SCOPED:
        metadata = object.setdefault("metadata", {})
        if not metadata.get("namespace"):
            metadata["namespace"] = namespace
    return object


def applied(object, namespace):
    """The object as a policy of an API server sees it after `kubectl apply`."""
    object = in_namespace(object, namespace)
    kind = object.get("kind")
    group = object.get("apiVersion", "").rpartition("/")[0]
    if "." in group and not group.endswith(".k8s.io"):
        return object  # a custom resource is kept as it was written
    object = without_empty(object)
    add(object, OTHERS.get(kind, {}))
    if kind in SPECS:
        add(object.setdefault("spec", {}), SPECS[kind])
    if kind in TEMPLATES:
        template = object
        for key in TEMPLATES[kind]:
            template = template.setdefault(key, {})
        add_to_pod(template, restarts=kind not in ("Job", "CronJob"))
    return object


def without_empty(value):
    """Without nulls and empty lists; empty structs stay, since most of them are pointers."""
    if isinstance(value, dict):
        kept = {key: without_empty(each) for key, each in value.items() if each is not None and each != []}
        return {key: each for key, each in kept.items() if not (key in ("labels", "annotations") and each == {})}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


def add(there, defaults):
    for key, value in defaults.items():
        there.setdefault(key, copy.deepcopy(value))


def add_to_pod(template, restarts):
    template.setdefault("metadata", {})
    spec = template.setdefault("spec", {})
    add(spec, {**POD, "restartPolicy": "Always"} if restarts else POD)
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(key) is False:
            del spec[key]
    for volume in spec.get("volumes") or []:
        if not VOLUME_SOURCES & set(volume):
            volume["emptyDir"] = {}
    for container in [each for key in ("containers", "initContainers", "ephemeralContainers") for each in spec.get(key) or []]:
        add(container, CONTAINER)
        image = str(container.get("image", ""))
        name = image.partition("@")[0].rpartition("/")[2]
        latest = "@" not in image and (":" not in name or name.endswith(":latest"))
        container.setdefault("imagePullPolicy", "Always" if latest else "IfNotPresent")
        for port in container.get("ports") or []:
            port.setdefault("protocol", "TCP")
            if port.get("hostPort") == 0:
                del port["hostPort"]
            if spec.get("hostNetwork") and "containerPort" in port:
                port.setdefault("hostPort", port["containerPort"])
