"""`tollgate catalog update` against moto's server, and against a server of our own that gives answers in parts, throttles,
breaks off, and checks every signature with botocore."""

import datetime
import gzip
import hashlib
import http.client
import http.server
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import botocore.auth
import botocore.awsrequest
import botocore.credentials

import checks
from checks import check

ROOT = Path(__file__).resolve().parents[2]
TOLLGATE = Path(sys.argv[1]).resolve()
KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
KILLS = 500


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def update(catalog, home, *arguments, **variables):
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true", **variables}
    return checks.run(TOLLGATE, "catalog", "update", "--catalog", catalog, *arguments, env=environment)


def keys(**more):
    return {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, **more}


def sound(catalog):
    """What is wrong with a catalog: every file must be the one that the manifest names, and the index that of the manifest."""
    manifest = (catalog / "manifest.xml").read_bytes()
    problems = []
    for path, digest in re.findall(r'path="([^"]+)" sha256="([^"]+)"', manifest.decode()):
        if hashlib.sha256((catalog / path).read_bytes()).hexdigest() != digest:
            problems.append(f"{path} is not the one that the manifest names")
    if hashlib.sha256(manifest).hexdigest().encode() not in (catalog / "catalog.index").read_bytes()[:4096]:
        problems.append("the index is of another manifest")
    return problems


# moto ----------------------------------------------------------------------------------------------------------------


def moto_answer(port, region, **parameters):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    credential = f"AKIAEXAMPLE/20260101/{region}/ec2/aws4_request"
    connection.request(
        "POST", "/", urllib.parse.urlencode({**parameters, "Version": "2016-11-15"}),
        {"Authorization": f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=00",
         "Content-Type": "application/x-www-form-urlencoded"},
    )
    root = ElementTree.fromstring(connection.getresponse().read())
    for element in root.iter():
        element.tag = element.tag.partition("}")[2]
    return root


def against_moto(folder, home):
    port = free_port()
    server = subprocess.Popen(
        [Path(sys.executable).parent / "moto_server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        catalog = folder / "moto"
        shutil.copytree(ROOT / "Catalog", catalog)
        answer = update(catalog, home, "--endpoint-url", f"http://127.0.0.1:{port}", "--format", "json", **keys())
        check("an update from moto ends well", [answer.stderr[-2000:]] if answer.returncode else [])
        types = {t.findtext("instanceType") for t in moto_answer(port, "us-east-1", Action="DescribeInstanceTypes").iterfind("instanceTypeSet/item")}
        known = {e.get("name") for e in ElementTree.parse(catalog / "instance-types.xml").iter("type") if e.get("vcpus")}
        check(f"moto's {len(types)} instance types arrive", sorted(types - known) + ([] if len(types) == 1395 else ["not 1,395"]))
        problems, count = [], 0
        for file in sorted((catalog / "regions").glob("*.xml")):
            region = file.stem
            root = moto_answer(port, region, Action="DescribeInstanceTypeOfferings", LocationType="availability-zone-id")
            there = {(i.findtext("instanceType"), i.findtext("location")) for i in root.iterfind("instanceTypeOfferingSet/item")}
            here = {(o.get("type"), z) for o in ElementTree.parse(file).iter("offer") for z in (o.get("zones") or "").split()}
            count += len(there)
            problems += [f"{region}: {len(there ^ here)} offers differ"] if there and there != here else []
        check(f"all of moto's {count} offerings by zone arrive", problems)
        verified = checks.run(TOLLGATE, "catalog", "verify", "--catalog", catalog)
        check("the catalog is sound", sound(catalog) + ([] if verified.returncode == 0 else [verified.stdout]))
    finally:
        server.terminate()
        server.wait()


# Our own server ------------------------------------------------------------------------------------------------------


class Fake(http.server.ThreadingHTTPServer):
    """EC2, the Security Token Service, the metadata service, and price lists."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.random = random.Random(21)
        self.signatures, self.wrong_signatures, self.throttled, self.tokens = 0, [], {}, {}
        self.secrets = {KEY: SECRET}
        self.session_tokens = {}
        self.pages, self.throttles, self.refused, self.dropped = 1, 0, set(), 0
        self.types = [f"m5.{size}" for size in ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge")]
        self.lists, self.broken_after, self.served = {}, None, []
        self.asked = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """A client that was killed is no error; any other shows in the checks of signatures."""
        problem = sys.exc_info()[1]
        if not isinstance(problem, ConnectionError):
            self.wrong_signatures.append(f"the server failed: {problem!r}")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body, **headers):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # The Query APIs

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        form = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        action = form["Action"]
        if action != "AssumeRoleWithWebIdentity" and not self.is_signed(body):
            return self.reply(401, error("SignatureDoesNotMatch", "The request signature we calculated does not match."))
        fake = self.server
        region = self.region()
        with fake.lock:
            fake.asked.append((action, region))
            count = fake.throttled.get((action, region), 0)
            if count < fake.throttles:
                fake.throttled[action, region] = count + 1
                return self.reply(503, error("RequestLimitExceeded", "Request limit exceeded."))
            if region in fake.refused:
                return self.reply(403, error("UnauthorizedOperation", f"You are not authorized; your key is {fake.secrets[KEY]}."))
        if action.startswith("AssumeRole"):
            return self.assume(action, form)
        self.reply(200, self.answer(action, region, form))

    def region(self):
        return re.search(r"Credential=[^/]+/\d+/([^/]+)/", self.headers.get("Authorization", "")) [1] if "Authorization" in self.headers else ""

    def is_signed(self, body):
        """Whether botocore signs the same headers and body alike."""
        match = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})",
            self.headers["Authorization"])
        fake = self.server
        key, _, region, service, names, signature = match.groups()
        signed = {name: self.headers[name] for name in names.split(";") if name not in ("host",)}
        if None in signed.values():
            fake.wrong_signatures.append(f"of the signed headers {names}, not all are sent")
            return False
        request = botocore.awsrequest.AWSRequest(
            method="POST", url=f"http://{self.headers['Host']}{self.path}", data=body, headers=signed)
        request.context["timestamp"] = self.headers["X-Amz-Date"]
        signer = botocore.auth.SigV4Auth(
            botocore.credentials.Credentials(key, fake.secrets[key], None), service, region)
        signer.headers_to_sign = lambda request: pick(request, names.split(";"), self.headers)
        canonical = signer.canonical_request(request)
        expected = signer.signature(signer.string_to_sign(request, canonical), request)
        token = self.headers.get("X-Amz-Security-Token")
        with fake.lock:
            fake.signatures += 1
            if expected != signature or "host" not in names or "x-amz-date" not in names:
                fake.wrong_signatures.append(f"{signature} is not {expected} for {body[:80]}")
                return False
            if token != fake.session_tokens.get(key) or (token and "x-amz-security-token" not in names):
                fake.wrong_signatures.append("the session token is another one, or is not signed")
                return False
        return True

    def assume(self, action, form):
        fake = self.server
        if action == "AssumeRole" and form.get("ExternalId") not in (None, "a b&c=d/é"):
            return self.reply(403, error("AccessDenied", "no", "ErrorResponse"))
        key = f"ASIA{fake.random.randrange(10 ** 12):012d}"
        fake.secrets[key], fake.session_tokens[key] = "assumed/+secret", "FwoGZX+/=token=="
        self.reply(200, f"""<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result><Credentials>
            <AccessKeyId>{key}</AccessKeyId><SecretAccessKey>{fake.secrets[key]}</SecretAccessKey>
            <SessionToken>{fake.session_tokens[key]}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration>
            </Credentials></{action}Result></{action}Response>""")

    def answer(self, action, region, form):
        fake = self.server
        if action == "DescribeRegions":
            items = [f"<item><regionName>{r}</regionName><optInStatus>{s}</optInStatus></item>"
                     for r, s in (("us-east-1", "opt-in-not-required"), ("eu-west-1", "opt-in-not-required"), ("af-south-1", "not-opted-in"))]
            return f"<DescribeRegionsResponse><regionInfo>{''.join(items)}</regionInfo></DescribeRegionsResponse>"
        if action == "DescribeAvailabilityZones":
            return "<DescribeAvailabilityZonesResponse><availabilityZoneInfo/></DescribeAvailabilityZonesResponse>"
        if action == "DescribeInstanceTypeOfferings":
            location = form["LocationType"]
            where = region if location == "region" else f"{zone_prefix(region)}-az1"
            items = [f"<item><instanceType>{t}</instanceType><locationType>{location}</locationType><location>{where}</location></item>"
                     for t in fake.types]
            return self.part("DescribeInstanceTypeOfferings", "instanceTypeOfferingSet", items, form)
        items = [TYPE.replace("NAME", t) for t in fake.types]
        return self.part("DescribeInstanceTypes", "instanceTypeSet", items, form)

    def part(self, action, name, items, form):
        """One part of an answer; the token of the next holds every odd character."""
        fake = self.server
        with fake.lock:
            index = fake.tokens.pop(form["NextToken"]) if "NextToken" in form else 0
            token = ""
            if index + 1 < fake.pages:
                token = "".join(fake.random.choice("aZ09 +/=&%?#é漢~'\"<>*()!;:@,\\|`^{}[]$") for _ in range(40)).strip() + str(fake.signatures)
                fake.tokens[token] = index + 1
        size = -(-len(items) // fake.pages)
        inner = "".join(items[index * size:(index + 1) * size])
        return f"<{action}Response><{name}>{inner}</{name}><nextToken>{escape(token)}</nextToken></{action}Response>"

    # The metadata service

    def do_PUT(self):
        self.reply(200, "imds-token")

    def do_GET(self):
        if self.path.startswith("/latest/meta-data/iam/security-credentials/"):
            if self.headers.get("X-aws-ec2-metadata-token") != "imds-token":
                return self.reply(401, "")
            if self.path.endswith("/"):
                return self.reply(200, "role")
            return self.reply(200, json.dumps({"AccessKeyId": KEY, "SecretAccessKey": SECRET, "Token": self.server.session_tokens.get(KEY)}))
        if self.path == "/container":
            return self.reply(200, json.dumps({"AccessKeyId": KEY, "SecretAccessKey": SECRET}))
        self.price_list()

    # Price lists

    def price_list(self):
        fake = self.server
        body = fake.lists.get(self.path)
        if body is None:
            return self.reply(404, "none")
        tag = f'"{hashlib.md5(body).hexdigest()}"'
        start = 0
        with fake.lock:
            fake.served.append((self.path, self.headers.get("Range"), self.headers.get("If-None-Match")))
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        if "Range" in self.headers and self.headers.get("If-Range") == tag:
            start = int(re.fullmatch(r"bytes=(\d+)-", self.headers["Range"])[1])
        self.send_response(206 if start else 200)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        rest = body[start:]
        if fake.broken_after is not None and len(rest) > fake.broken_after:
            self.wfile.write(rest[:fake.broken_after])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.wfile.write(rest)


def pick(request, names, headers):
    result = http.client.HTTPMessage()
    for name in names:
        result[name] = headers[name]
    return result


def error(code, message, root="Response"):
    if root == "Response":
        return f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors></Response>"
    return f"<{root}><Error><Code>{code}</Code><Message>{message}</Message></Error></{root}>"


def zone_prefix(region):
    parts = region.split("-")
    return parts[0] + "".join({"northeast": "ne", "southeast": "se", "northwest": "nw"}.get(p, p[0]) for p in parts[1:-1]) + parts[-1]


TYPE = """<item><instanceType>NAME</instanceType><currentGeneration>true</currentGeneration>
<supportedUsageClasses><item>on-demand</item></supportedUsageClasses><bareMetal>false</bareMetal>
<processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures></processorInfo>
<vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo>
<networkInfo><networkPerformance>10 Gigabit</networkPerformance></networkInfo>
<burstablePerformanceSupported>false</burstablePerformanceSupported></item>"""

HEADER = ('"SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Product Family","Instance Type",'
          '"Current Generation","Tenancy","Operating System","License Model","usageType","CapacityStatus","Pre Installed S/W","Region Code"')


def price_list(region, prices, date="2026-11-20"):
    rows = [f'"S{i}","OnDemand","0","Inf","Hrs","{price}","USD","Compute Instance","{kind}","Yes","Shared","Linux",'
            f'"No License required","BoxUsage:{kind}","Used","NA","{region}"' for i, (kind, price) in enumerate(prices)]
    text = ('"FormatVersion","v1.0"\n"Disclaimer","x"\n"Publication Date","' + date + 'T00:00:00Z"\n"Version","1"\n'
            '"OfferCode","AmazonEC2"\n' + HEADER + "\n" + "\n".join(rows) + "\n")
    return gzip.compress(text.encode(), mtime=0)


def small_catalog(folder, name):
    """A catalog of two regions, in which all of the small server's types are offered."""
    catalog = folder / name
    catalog.mkdir()
    for file in ("catalog.rng", "cost-profile.yaml"):
        shutil.copy(ROOT / "Catalog" / file, catalog)
    regions = {"partitions": [{"partition": "aws", "regions": {r: {"description": r} for r in ("us-east-1", "eu-west-1")}}]}
    (folder / "regions.json").write_text(json.dumps(regions))
    quotas = folder / "quotas.csv"
    quotas.write_text("purchase,code,name,default_vcpus,series\nspot,L-B5D1601B,Inf,0,inf\n")
    offers = "".join(
        f"<item><instanceType>{t}</instanceType><locationType>region</locationType><location>{r}</location></item>"
        for r in ("us-east-1", "eu-west-1") for t in ("m5.large", "m5.xlarge"))
    (folder / "offers.xml").write_text(
        f"<DescribeInstanceTypeOfferingsResponse><instanceTypeOfferingSet>{offers}</instanceTypeOfferingSet></DescribeInstanceTypeOfferingsResponse>")
    types = TYPE.replace("NAME", "m5.large") + TYPE.replace("NAME", "m5.xlarge")
    (folder / "types.xml").write_text(f"<DescribeInstanceTypesResponse><instanceTypeSet>{types}</instanceTypeSet></DescribeInstanceTypesResponse>")
    made = checks.run(
        TOLLGATE, "catalog", "import", "--fresh", "--as-of", "2026-10-15", "--catalog", catalog, folder / "regions.json", quotas,
        folder / "offers.xml", folder / "types.xml")
    if made.returncode:
        sys.exit(made.stderr)
    return catalog


def problem(answer, code, *texts):
    said = answer.stdout + answer.stderr
    return ([] if answer.returncode == code else [f"code {answer.returncode}, not {code}: {said[-600:]}"]) + [
        f"{text!r} is not said: {said[-600:]}" for text in texts if text not in said]


def signatures(folder, home):
    fake = Fake()
    fake.pages = 4
    regions = [f"--region={name}" for name in
               re.findall(r'name="([^"]+)" partition="aws"', (ROOT / "Catalog/regions.xml").read_text())]
    problems = []
    for round, token in enumerate([None, "FwoGZXIvYXdzE+/=", "IQoJb3JpZ2luX2VjE==/+a-b_c.~", "a" * 1_500]):
        catalog = folder / f"signatures{round}"
        shutil.copytree(ROOT / "Catalog", catalog)
        fake.session_tokens = {KEY: token} if token else {}
        variables = keys(**({"AWS_SESSION_TOKEN": token} if token else {}))
        answer = update(catalog, home, "--accept-smaller", "--endpoint-url", fake.url, *regions, **variables)
        problems += problem(answer, 0)
    check(f"botocore signs {fake.signatures} requests alike", problems + fake.wrong_signatures + ([] if fake.signatures >= 500 else ["fewer than 500"]))


def credentials(folder, home):
    fake = Fake()
    aws = home / ".aws"
    aws.mkdir()
    (aws / "credentials").write_text(f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n")
    process = json.dumps({"Version": 1, "AccessKeyId": KEY, "SecretAccessKey": SECRET})
    (aws / "process.json").write_text(process)
    token = aws / "token"
    token.write_text("header.payload.signature\n")
    (aws / "config").write_text(f"""# comment
[profile role]
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = default
external_id = a b&c=d/é
[profile loop]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = loop2
[profile loop2]
role_arn = arn:aws:iam::123456789012:role/a
source_profile = loop
[profile process]
credential_process = cat {aws / "process.json"}
[profile identity]
role_arn = arn:aws:iam::123456789012:role/reader
web_identity_token_file = {token}
[profile single-sign-on]
sso_session = x
[sso-session x]
sso_region = us-east-1
""", encoding="utf-8")
    catalog = small_catalog(folder, "credentials")
    where = ("--endpoint-url", fake.url, "--region", "us-east-1")
    everywhere = {"AWS_ENDPOINT_URL_STS": fake.url}

    def run(*arguments, **variables):
        return update(catalog, home, *where, *arguments, **{**everywhere, **variables})

    metadata = {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": fake.url,
                "AWS_SHARED_CREDENTIALS_FILE": "/nowhere", "AWS_CONFIG_FILE": "/nowhere"}
    nothing = {"AWS_SHARED_CREDENTIALS_FILE": "/nowhere", "AWS_CONFIG_FILE": "/nowhere"}
    cases = [
        ("the default profile", run(), 0, ["credentials from the profile `default`"]),
        ("the environment before a profile of the environment", run(AWS_PROFILE="loop", **keys()), 0, ["from the environment"]),
        ("a role", run("--profile", "role"), 0, ["the profile `role`"]),
        ("roles that lead back", run("--profile", "loop"), 2, ["lead back to it"]),
        ("a process", run(AWS_PROFILE="process"), 0, ["credential_process of the profile `process`"]),
        ("a web identity", run("--profile", "identity"), 0, ["the profile `identity`"]),
        ("a web identity of the environment",
         run(**nothing, AWS_WEB_IDENTITY_TOKEN_FILE=str(token), AWS_ROLE_ARN="arn:aws:iam::123456789012:role/x"), 0, ["web identity"]),
        ("a container", run(**nothing, AWS_CONTAINER_CREDENTIALS_FULL_URI=fake.url + "/container"), 0, ["container"]),
        ("an instance", run(**metadata), 0, ["the instance's metadata"]),
        ("single sign-on, which is said", run("--profile", "single-sign-on"), 2, ["credential_process = aws configure"]),
        ("a profile that is not there", run("--profile", "nobody"), 2, ["`nobody`", "there are "]),
        ("nothing at all", run(**nothing), 2, ["no AWS credentials found", "--prices-only"]),
    ]
    for name, answer, code, texts in cases:
        check(f"credentials: {name}", problem(answer, code, *texts))
        if SECRET in answer.stdout + answer.stderr or "assumed/+secret" in answer.stdout + answer.stderr:
            check(f"credentials: {name}", ["a secret is shown"])


def parts_and_failures(folder, home):
    fake = Fake()
    fake.pages, fake.throttles = 3, 2
    catalog = small_catalog(folder, "parts")
    answer = update(catalog, home, "--endpoint-url", fake.url, **keys())
    offers = re.findall(r'<offer type="([^"]+)" zones="([^"]+)"', (catalog / "regions/us-east-1.xml").read_text())
    check("answers in parts, each throttled twice, arrive whole", problem(answer, 0) + sound(catalog) + (
        [] if [t for t, _ in offers] == sorted(fake.types) else [f"{offers}"]))
    check("a region that the account cannot use is not asked", [str(a) for a in fake.asked if a[1] == "af-south-1"])

    fake = Fake()
    fake.refused = {"eu-west-1"}
    catalog = small_catalog(folder, "refused")
    before = (catalog / "regions/eu-west-1.xml").read_bytes()
    answer = update(catalog, home, "--endpoint-url", fake.url, **keys())
    check("a region without rights keeps its old data, and the others are written", problem(
        answer, 3, "eu-west-1 keeps its old data", "UnauthorizedOperation") + sound(catalog)
        + ([] if (catalog / "regions/eu-west-1.xml").read_bytes() == before else ["it was written"])
        + ([] if "m5.24xlarge" in (catalog / "regions/us-east-1.xml").read_text() else ["us-east-1 was not written"])
        + (["the secret is shown"] if SECRET in answer.stderr else []))

    fake = Fake()
    fake.types = ["m5.large"]
    catalog = small_catalog(folder, "smaller")
    before = (catalog / "manifest.xml").read_bytes()
    answer = update(catalog, home, "--endpoint-url", fake.url, "--region", "us-east-1", **keys())
    check("an answer that shrinks a region is refused", problem(answer, 3, "--accept-smaller", "nothing arrived")
          + ([] if (catalog / "manifest.xml").read_bytes() == before else ["the catalog was written"]))
    answer = update(catalog, home, "--endpoint-url", fake.url, "--region", "us-east-1", "--accept-smaller", **keys())
    check("unless that is accepted; what vanished is withdrawn", problem(answer, 0) + (
        [] if re.search(r'type="m5.xlarge" withdrawn="\d{4}', (catalog / "regions/us-east-1.xml").read_text()) else ["not withdrawn"]))

    answer = checks.run(TOLLGATE, "catalog", "update", env={"PATH": os.environ["PATH"], "HOME": str(home)}, cwd=folder)
    check("the installed catalog is not written", problem(answer, 2, "--catalog"))


def prices(folder, home):
    fake = Fake()
    kinds = [(f"m5.{n}xlarge", f"{n / 100:.10f}") for n in (2, 4, 8, 12)] + [("m5.large", "0.0123"), ("m5.xlarge", "0.0246")]
    path = "/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv"
    fake.lists[path] = price_list("us-east-1", kinds)
    catalog = small_catalog(folder, "prices")
    arguments = ("--prices-only", "--price-list-url", fake.url, "--region", "us-east-1")
    fake.broken_after = 150
    answer = update(catalog, home, *arguments)
    ranges = [r for p, r, _ in fake.served if r]
    region = (catalog / "regions/us-east-1.xml").read_text()
    check("a price list that breaks off again and again is continued, without an account", problem(answer, 0) + sound(catalog)
          + ([] if len(ranges) >= 2 else [f"asked with {fake.served}"])
          + ([] if 'type="m5.large" usd="0.0123" status="list" as-of="2026-11-20" source="AWS price list of 2026-11-20, AmazonEC2, SKU S4"' in region else [region[:500]]))
    fake.broken_after, fake.served = None, []
    before = (catalog / "manifest.xml").read_bytes()
    answer = update(catalog, home, *arguments)
    check("a list that did not change is not fetched again", problem(answer, 0) + (
        [] if [r for r in fake.served if r[0] == path and r[2]] else [f"{fake.served}"])
        + ([] if (catalog / "manifest.xml").read_bytes() == before else ["the catalog changed"]))
    fake.lists[path] = price_list("us-east-1", [(k, p.replace("0.0123", "0.0321")) for k, p in kinds])
    answer = update(catalog, home, *arguments)
    check("one that changed is", problem(answer, 0))
    fake.lists[path] = fake.lists[path][:200]
    before = (catalog / "manifest.xml").read_bytes()
    answer = update(catalog, home, *arguments)
    check("one that is damaged changes nothing", problem(answer, 3, "gzip file ends too early")
          + ([] if (catalog / "manifest.xml").read_bytes() == before else ["the catalog was written"]))


def kills(folder, home):
    fake = Fake()
    path = "/offers/v1.0/aws/AmazonEC2/current/us-east-1/index.csv"
    catalog = small_catalog(folder, "kills")
    (catalog / "notes.txt").write_text("of somebody else")
    chance = random.Random(5)
    problems, seen, spent = [], set(), 0.5
    fake.lists[path.replace("us-east-1", "eu-west-1")] = price_list("eu-west-1", [("m5.large", "0.1"), ("m5.xlarge", "0.5")])
    for number in range(KILLS):
        date = str(datetime.date(2024, 1, 1) + datetime.timedelta(number))
        fake.lists[path] = price_list("us-east-1", [("m5.large", f"0.{number + 1:04d}"), ("m5.xlarge", "0.5")], date)
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true", **keys()}
        process = subprocess.Popen(
            [TOLLGATE, "catalog", "update", "--catalog", catalog, "--endpoint-url", fake.url, "--price-list-url", fake.url,
             "--region", "us-east-1", "--region", "eu-west-1"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if number % 50 == 0:
            start = time.monotonic()
            process.wait()
            spent = time.monotonic() - start
        else:
            # Most at the end, when the catalog is written.
            time.sleep(spent * chance.triangular(0, 1.1, 0.95))
            process.send_signal(signal.SIGKILL)
            process.wait()
        problems += [f"kill {number}: {p}" for p in sound(catalog)]
        if (catalog / "notes.txt").read_text() != "of somebody else":
            problems.append(f"kill {number}: the note is gone")
        seen.add((catalog / "manifest.xml").read_bytes())
        if len(problems) > 5:
            break
    check(f"{KILLS} kills leave the old catalog or the new one, whole ({len(seen)} different ones were seen)",
          problems + ([] if len(seen) > 20 else ["hardly any update was written"]))
    answer = update(catalog, home, "--endpoint-url", fake.url, "--region", "us-east-1", **keys())
    check("and the next update cleans up", problem(answer, 0) + [str(p) for p in folder.glob(".kills*")])


def together(folder, home):
    fake = Fake()
    fake.throttles = 2
    catalog = small_catalog(folder, "together")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true", **keys()}
    first = subprocess.Popen(
        [TOLLGATE, "catalog", "update", "--catalog", catalog, "--endpoint-url", fake.url, "--region", "us-east-1"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not fake.asked and first.poll() is None:
        time.sleep(0.005)
    second = update(catalog, home, "--endpoint-url", fake.url, "--region", "us-east-1", **keys())
    check("two updates at once: the second refuses", problem(second, 2, "another import or update is writing it")
          + ([] if first.wait() == 0 else ["the first failed"]) + sound(catalog))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, part in enumerate((against_moto, signatures, credentials, parts_and_failures, prices, together, kills)):
            home = folder / f"home{number}"
            home.mkdir()
            part(folder, home)
    checks.finish()


if __name__ == "__main__":
    main()
