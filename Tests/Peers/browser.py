"""A headless Chromium without JavaScript, by the DevTools protocol over a pair of pipes."""

import json
import os
import subprocess
import tempfile


class Browser:
    def __init__(self):
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()

        def connect():  # the browser reads descriptor 3 and writes descriptor 4
            # Where they would overwrite each other, they are moved out of the way first.
            first, second = os.dup(theirs_in), os.dup(theirs_out)
            while first in (3, 4) or second in (3, 4):
                first, second = os.dup(first), os.dup(second)
            os.dup2(first, 3), os.dup2(second, 4)

        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            close_fds=False, preexec_fn=connect, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in), os.close(theirs_out)
        self.output, self.input = os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb")
        self.number, self.session, self.requests, self.loads, self.rest = 0, None, [], 0, b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "DOM"):
            self.call(domain + ".enable")
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.profile.cleanup()

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.output.write(json.dumps(message).encode() + b"\0")
        self.output.flush()
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"Chromium answers {method} with {answer['error']}")
                return answer["result"]

    def receive(self):
        while b"\0" not in self.rest:
            part = os.read(self.input.fileno(), 1 << 16)
            if not part:
                raise SystemExit("Chromium has ended; does `chromium --headless --no-sandbox` run here?")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        event = json.loads(message)
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(event["params"]["request"]["url"])
        if event.get("method") == "Page.loadEventFired":
            self.loads += 1
        return event

    def open(self, url):
        """Loads a page; what it fetched is in `requests`."""
        self.requests.clear()
        loads = self.loads
        self.call("Page.navigate", url=url)
        while self.loads == loads:
            self.receive()

    def markup(self):
        """The page as the browser understood it."""
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        return self.call("DOM.getOuterHTML", nodeId=root)["outerHTML"]

    def content_width(self, window, is_dark=False):
        """How wide the page is in a window so wide."""
        self.call("Emulation.setDeviceMetricsOverride", width=window, height=900, deviceScaleFactor=1, mobile=False)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]
        self.call("Emulation.setEmulatedMedia", features=scheme)
        return self.call("Page.getLayoutMetrics")["cssContentSize"]["width"]
