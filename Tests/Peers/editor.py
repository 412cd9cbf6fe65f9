"""Drives `tollgate lsp` by pygls' client, as an editor does: open, edit, hover, complete, fix, close; then ten thousand random
edits, after which no diagnostic may be of an older text, and how long answers take for a file of 2,000 lines.
"""

import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from checks import check, finish

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE = Path(sys.argv[1]).resolve()
EDITS = int(os.environ.get("EDITS", "10000"))


class Editor:
    """A client with the diagnostics that the server has sent, by document and version."""

    def __init__(self, folder):
        self.folder = folder
        self.client = LanguageClient("tollgate-peer", "1")
        self.published = {}
        self.arrived = asyncio.Event()
        self.versions = {}
        self.texts = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(parameters):
            self.published[parameters.uri] = parameters
            self.arrived.set()

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(_):
            return None

    async def start(self, encoding="utf-16"):
        environment = {**os.environ, "TOLLGATE_CATALOG": str(ROOT / "Catalog"), "SOURCE_DATE_EPOCH": "1764460800"}
        await self.client.start_io(str(TOLLGATE), "lsp", env=environment)
        answer = await self.client.initialize_async(
            lsp.InitializeParams(
                process_id=os.getpid(),
                root_uri=self.folder.as_uri(),
                capabilities=lsp.ClientCapabilities(
                    general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)]),
                    workspace=lsp.WorkspaceClientCapabilities(
                        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
                        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
                    ),
                ),
            )
        )
        self.client.initialized(lsp.InitializedParams())
        return answer

    async def stop(self):
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await asyncio.wait_for(self.client._server.wait(), 10)
        return self.client._server.returncode

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text):
        uri = self.uri(name)
        # Versions go on where a document is opened again, so that no late answer is taken for a new one.
        self.versions[uri], self.texts[uri] = self.versions.get(uri, 0) + 1, text
        item = lsp.TextDocumentItem(uri=uri, language_id="yaml", version=self.versions[uri], text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
        return uri

    def change(self, uri, changes):
        """Sends changes as they are; the caller keeps the text."""
        self.versions[uri] += 1
        identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=identifier, content_changes=changes)
        )

    def replace(self, uri, start, end, new):
        """Replaces characters of the text, which are counted as Python does."""
        text = self.texts[uri]
        span = lsp.Range(start=position(text, start), end=position(text, end))
        self.change(uri, [lsp.TextDocumentContentChangePartial(range=span, text=new)])
        self.texts[uri] = text[:start] + new + text[end:]

    def write(self, uri, old, new):
        start = self.texts[uri].index(old)
        self.replace(uri, start, start + len(old), new)

    async def diagnostics(self, uri):
        """The diagnostics of the newest version."""
        while uri not in self.published or self.published[uri].version != self.versions[uri]:
            self.arrived.clear()
            await asyncio.wait_for(self.arrived.wait(), 60)
        return self.published[uri].diagnostics

    def close(self, uri):
        if uri in self.texts:
            identifier = lsp.TextDocumentIdentifier(uri=uri)
            self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=identifier))

    def place(self, uri, text, within=0):
        at = self.texts[uri].index(text) + within
        return {
            "text_document": lsp.TextDocumentIdentifier(uri=uri),
            "position": position(self.texts[uri], at),
        }

    async def hover(self, uri, text, within=0):
        answer = await self.client.text_document_hover_async(lsp.HoverParams(**self.place(uri, text, within)))
        return answer.contents.value if answer else ""

    async def complete(self, uri, text, within=0):
        answer = await self.client.text_document_completion_async(lsp.CompletionParams(**self.place(uri, text, within)))
        return {item.label: item for item in answer or []}

    async def actions(self, uri, only=None):
        text = self.texts[uri]
        return await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                text_document=lsp.TextDocumentIdentifier(uri=uri),
                range=lsp.Range(start=position(text, 0), end=position(text, len(text))),
                context=lsp.CodeActionContext(diagnostics=[], only=only),
            )
        )

    def apply(self, uri, action):
        """Makes the edits of an action, the last in the text first."""
        for edit in sorted(
            action.edit.document_changes[0].edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True
        ):
            text = self.texts[uri]
            self.replace(uri, index(text, edit.range.start), index(text, edit.range.end), edit.new_text)


def position(text, at):
    """A position of the protocol, in UTF-16."""
    before = text[:at]
    line = before.count("\n")
    rest = before[before.rfind("\n") + 1 :]
    return lsp.Position(line=line, character=len(rest.encode("utf-16-le")) // 2)


def index(text, place):
    lines = text.split("\n")
    units = lines[place.line].encode("utf-16-le")[: place.character * 2]
    return sum(len(line) + 1 for line in lines[: place.line]) + len(units.decode("utf-16-le"))


def workspace(folder):
    shutil.copytree(ROOT / "Policies", folder / "policies")
    (folder / "tollgate.yaml").write_text("apiVersion: tollgate/v1\nkind: Configuration\npolicies: [policies]\n")
    (folder / "policies" / "labels.yaml").write_text(
        "apiVersion: tollgate/v1\nkind: PolicyParameters\nmetadata: {name: ours, labels: {policy: required-labels}}\n"
        "spec: {labels: [team, cost-center]}\n"
    )


REQUEST = """\
# Trains the vision models. 🚂
apiVersion: tollgate/v1
kind: ClusterRequest
metadata:
  name: vision-train
  labels: {team: vision, cost-center: "4711"}
spec:
  region: us-east-1
  roleArn: arn:aws:iam::123456789012:role/lightning-byoc
  externalIdFrom: {env: LIGHTNING_EXTERNAL_ID}
  instanceTypes: [m7i.xlarge, g6.xlarge]
  costSavings: true
"""


async def day(editor):
    """What somebody does with a request and a policy."""
    uri = editor.open("request.yaml", REQUEST)
    check("a good request has no error", [d.message for d in await editor.diagnostics(uri) if d.severity == 1])
    lenses = await editor.client.text_document_code_lens_async(
        lsp.CodeLensParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    )
    title = lenses[0].command.title if lenses else ""
    print("        " + title)
    check("the bill stands above the request", [] if "approved · " in title and "USD a month" in title else [title])
    for text, part in [
        ("m7i.xlarge", "4 vCPU, 16384 MiB"), ("m7i.xlarge", "USD an hour"), ("us-east-1", "N. Virginia"),
        ("costSavings", "boolean"), ("roleArn", "required"),
    ]:
        shown = await editor.hover(uri, text, 1)
        check(f"hover over {text} has `{part}`", [] if part in shown else [shown])

    editor.write(uri, "us-east-1", "us-esat-1")
    editor.write(uri, "m7i.xlarge,", "M7I.xlarge,")
    found = await editor.diagnostics(uri)
    check("a misspelt region is an error at its place", [] if any(
        d.severity == 1 and d.code == "TG301" and d.range.start.line == 7 and d.range.start.character == 10 for d in found
    ) else [str(d) for d in found])
    check("hover over an error explains its rule", [] if "Why it matters" in await editor.hover(uri, "us-esat-1", 2) else ["no"])
    fixes = await editor.actions(uri, ["quickfix"])
    check("each slip has a quick fix", [] if {f.title for f in fixes} == {"Write `us-east-1`", "Write `m7i.xlarge`"} else [f.title for f in fixes])
    everything = await editor.actions(uri, ["source.fixAll"])
    editor.apply(uri, everything[0])
    check("what is fixed is what it was", [] if editor.texts[uri] == REQUEST else [editor.texts[uri]])
    check("and has no error", [d.message for d in await editor.diagnostics(uri) if d.severity == 1])

    editor.write(uri, "g6.xlarge]", "g]")
    types = await editor.complete(uri, "g]", 1)
    check("types offered in the region are proposed, with their price", [] if "g6.xlarge" in types
          and "USD an hour" in types["g6.xlarge"].detail and "m7i.xlarge" not in types else [str(list(types)[:5])])
    editor.write(uri, "region: us-east-1", "region: ")
    regions = await editor.complete(uri, "region: ", 8)
    check("regions are proposed", [] if "eu-central-1" in regions else [str(list(regions)[:5])])
    editor.write(uri, "  costSavings: true\n", "  ")
    fields = await editor.complete(uri, "xlarge, g]\n  ", 13)
    check("fields that are missing are proposed", [] if "costSavings" in fields and "workload" in fields
          and "region" not in fields else [str(list(fields))])
    editor.write(uri, '{team: vision, cost-center: "4711"}', "{}")
    labels = await editor.complete(uri, "labels: {}", 9)
    check("labels that policies want are proposed", [] if {"team", "cost-center"} <= set(labels) else [str(list(labels))])
    editor.client.text_document_did_close(
        lsp.DidCloseTextDocumentParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    )
    while editor.published[uri].version is not None:
        editor.arrived.clear()
        await asyncio.wait_for(editor.arrived.wait(), 10)
    check("a closed document has no diagnostics", [str(d) for d in editor.published[uri].diagnostics])

    await policies(editor)


async def policies(editor):
    path = "policies/required-labels.yaml"
    text = (editor.folder / path).read_text()
    uri = editor.open(path, text)
    check("a shipped policy has no error", [d.message for d in await editor.diagnostics(uri) if d.severity == 1])
    editor.write(uri, "object.metadata.labels[?label].orValue('') != ''", "object.metadata.")
    found = await editor.diagnostics(uri)
    check("a broken expression is an error", [] if any(d.severity == 1 and d.code == "TG701" for d in found) else ["none"])
    names = await editor.complete(uri, "object.metadata.", len("object.metadata."))
    check("fields of an object are proposed with their types", [] if names.get("labels")
          and names["labels"].detail == "map(string, string)" else [str(names)[:300]])
    editor.write(uri, "object.metadata.", "params.")
    names = await editor.complete(uri, "label, params.", len("label, params."))
    check("parameters are proposed with their types", [] if names.get("labels")
          and names["labels"].detail == "list(string)" else [str(names)[:300]])
    editor.write(uri, "label, params.", "label, label.")
    names = await editor.complete(uri, "label, label.", len("label, label."))
    check("functions of a macro's variable are proposed", [] if "startsWith" in names else [str(names)[:300]])
    editor.write(uri, "label, label.", "label, object.spec.region == label")
    await editor.diagnostics(uri)
    shown = await editor.hover(uri, "spec.region == label", 6)
    check("hover over an expression has its type", [] if "object.spec.region: string" in shown else [shown])

    request = editor.open("denied.yaml", REQUEST.replace("team: vision, ", ""))
    denied = [d for d in await editor.diagnostics(request) if d.code == "required-labels/missing"]
    check("a policy's finding is an error that names its place", [] if denied and denied[0].related_information[0].location.uri
          == uri else [str(denied)])
    targets = await editor.client.text_document_definition_async(
        lsp.DefinitionParams(text_document=lsp.TextDocumentIdentifier(uri=request), position=denied[0].range.start)
    )
    line = next(i for i, line in enumerate(text.split("\n")) if "- name: missing" in line)
    check("go to definition leads to the validation", [] if targets and targets[0].uri == uri
          and targets[0].range.start.line == line else [str(targets)])
    # A mistake in what decides is said where requests are written.
    (editor.folder / path).write_text(text.replace("params.labels.all", "params.lables.all"))
    saved = lsp.DidSaveTextDocumentParams(text_document=lsp.TextDocumentIdentifier(uri=uri))
    editor.published.pop(request)
    editor.client.text_document_did_save(saved)
    found = await editor.diagnostics(request)
    check("policies that cannot be used are named in the request", [] if any(
        "cannot be checked: the policies cannot be used" in d.message for d in found) else [str(found)])
    (editor.folder / path).write_text(text)
    editor.published.pop(request)
    editor.client.text_document_did_save(saved)
    check("and it is checked again when they are mended", [] if any(
        d.code == "required-labels/missing" for d in await editor.diagnostics(request)) else ["no"])


async def agreed(editor, other, uri):
    """The diagnostics of both: equal, unless they stay different. Those that rest on other documents come a little later."""
    deadline = time.monotonic() + 10
    while True:
        ours, theirs = await editor.diagnostics(uri), await other.diagnostics(uri)
        if ours == theirs or time.monotonic() > deadline:
            return ours, theirs
        await asyncio.sleep(0.02)


async def edits(editor, other):
    """Random edits: the diagnostics that come last are those that a fresh server has for the same text."""
    random.seed(23)
    policy = (ROOT / "Policies/required-labels.yaml").read_text()
    profile = (ROOT / "Catalog/cost-profile.yaml").read_text()
    configuration = (editor.folder / "tollgate.yaml").read_text()
    exception = """\
apiVersion: tollgate/v1
kind: PolicyException
metadata: {name: old-team}
spec: {findings: [TG407], requests: {expression: "object.metadata.name == 'a'"}, reason: r, ticket: t, approvedBy: a, expires: 2027-01-01}
"""
    texts = {
        "a.yaml": REQUEST, "b.yaml": REQUEST + "---\n" + REQUEST, "policies/required-labels.yaml": policy,
        "tollgate.yaml": configuration, "cost-profile.yaml": profile, "policies/exception.yaml": exception,
    }
    uris = {name: editor.open(name, text) for name, text in texts.items()}
    alphabet = list("abc: -[]{}\"'#&*!|>,\n\t🚂é\\%@?=.()") + ["\n  ", "- ", ": ", "\r\n", "us-east-1", "m7i.xlarge", "object."]
    problems, compared, readable = [], 0, 0
    for count in range(EDITS):
        name = random.choice(list(uris))
        uri = uris[name]
        text = editor.texts[uri]
        if random.random() < 0.1:
            editor.replace(uri, 0, len(text), texts[name])
        else:
            start = random.randint(0, len(text))
            end = min(len(text), start + random.choice([0, 0, 0, 1, 2, 10]))
            # The middle of a CR LF is no place in a text.
            if "\r" in text[max(0, start - 1) : end + 1]:
                continue
            editor.replace(uri, start, end, random.choice(alphabet))
        if random.random() < 0.02:
            place = {
                "text_document": lsp.TextDocumentIdentifier(uri=uri),
                "position": position(editor.texts[uri], random.randint(0, len(editor.texts[uri]))),
            }
            await editor.client.text_document_hover_async(lsp.HoverParams(**place))
            await editor.client.text_document_completion_async(lsp.CompletionParams(**place))
            await editor.client.text_document_definition_async(lsp.DefinitionParams(**place))
        if random.random() < 0.02:
            await editor.diagnostics(uri)
            # The other server reads every text for the first time; policies are judged together.
            for each, address in uris.items():
                other.close(address)
            for each, address in uris.items():
                other.open(each, editor.texts[address])
            for each, address in uris.items():
                ours, theirs = await agreed(editor, other, address)
                compared += 1
                readable += all(d.code not in ("TG001", "TG002") for d in theirs)
                if ours != theirs:
                    problems.append(
                        f"{each} after {count + 1} edits: {[d.message for d in ours if d not in theirs][:3]}, "
                        f"not {[d.message for d in theirs if d not in ours][:3]}"
                    )
    print(f"        compared {compared} times, of which the text could be read {readable} times")
    check(f"{EDITS:,} random edits leave no stale diagnostic, and no server ends", problems)


async def latency(editor):
    """How long an answer takes for files of 2,000 lines."""
    count = 2000 // (REQUEST.count("\n") + 1)
    requests = "---\n".join(REQUEST.replace("vision-train", f"cluster-{i}") for i in range(count))
    validations = "".join(
        f"    - name: rule-{i}\n      expression: >-\n        object.spec.instanceTypes.all(t, t != 'x{i}.large') &&\n"
        f"        object.metadata.name != 'name-{i}'\n      message: no {i}\n" for i in range(395)
    )
    policy = (
        "apiVersion: tollgate/v1\nkind: Policy\nmetadata: {name: long}\nspec:\n  description: d\n"
        "  validations:\n" + validations
    )
    for name, text, word in [("long.yaml", requests, "region: us"), ("policies/long.yaml", policy, "object.spec.")]:
        uri = editor.open(name, text)
        await editor.diagnostics(uri)
        times = {"diagnostics": [], "hover": [], "completion": []}
        for count in range(300):
            at = editor.texts[uri].index("\n", random.randrange(len(text) // 2))
            before = time.perf_counter()
            editor.replace(uri, at, at, " # x" if name == "long.yaml" else " ")
            await editor.diagnostics(uri)
            times["diagnostics"].append(time.perf_counter() - before)
            before = time.perf_counter()
            await editor.hover(uri, word, 9)
            times["hover"].append(time.perf_counter() - before)
            before = time.perf_counter()
            await editor.complete(uri, word, len(word))
            times["completion"].append(time.perf_counter() - before)
        lines = editor.texts[uri].count("\n")
        for what, all_ in times.items():
            all_ = sorted(1000 * t for t in all_)
            print(f"        {name}, {lines:,} lines, {what}: median {all_[len(all_) // 2]:.1f} ms, "
                  f"99th percentile {all_[int(len(all_) * 0.99)]:.1f} ms")


async def main():
    with tempfile.TemporaryDirectory() as one:
        folder = Path(one).resolve()
        workspace(folder)
        editor, other = Editor(folder), Editor(folder)
        answer = await editor.start()
        check("the server says what it can", [] if answer.server_info.name == "tollgate" else [str(answer)])
        await day(editor)
        await other.start()
        before = time.time()
        await edits(editor, other)
        print(f"        {time.time() - before:.0f} s")
        await latency(editor)
        check("both end as they should", [str(code) for code in [await editor.stop(), await other.stop()] if code != 0])
    finish()


asyncio.run(main())
