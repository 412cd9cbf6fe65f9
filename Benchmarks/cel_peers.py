"""Times the six-rule policy in our CEL engine, by hand in Swift, in cel-expr-python and in opa-eval, in turn.

One evaluation is the whole policy over one request. The peers get the request as the Python value that a program has and
convert it each time, as ours does where the row says so. Prints medians over the rounds, and the ratios.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time

import opa_eval
from cel_expr_python import cel

ROUNDS = 5
OURS = sys.argv[1]

REGO = """package byoc
import rego.v1
deny contains "name" if not regex.match(`^[a-z][a-z0-9-]{2,29}$`, input.name)
deny contains "region" if not input.region in data.params.regions
deny contains "type" if { some type in input.instance_types; not type in data.params.instance_types }
deny contains "budget" if not input.monthly_cost < data.params.budget
is_ours if { some a in data.params.accounts; startswith(input.role_arn, concat("", ["arn:aws:iam::", a, ":role/"])) }
deny contains "account" if not is_ours
deny contains "savings" if { input.tags.env == "dev"; not input.cost_savings }
"""


def microseconds(body, seconds=0.4):
    """Microseconds of one call, the mean over some time."""
    body()
    count = 0
    start = time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        for _ in range(20):
            body()
        count += 20
    return elapsed / count * 1e6


def celpy(policy):
    """The policy in cel-expr-python: Google's engine in C++."""
    environment = cel.NewEnv(variables={"request": cel.Type.DYN, "params": cel.Type.DYN})
    programs = [environment.compile(rule) for rule in policy["rules"]]

    def violations(request):
        activation = environment.Activation({"request": request, "params": policy["parameters"]})
        return sum(1 for program in programs if program.eval(activation).value() is not True)

    return violations


def opa(policy, path):
    """The policy in opa-eval: regorus, in Rust."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(REGO)
    engine = opa_eval.OpaEval(path, data_json=json.dumps({"params": policy["parameters"]}), query="data.byoc.deny")
    return lambda request: len(list(engine.evaluate_parsed(json.dumps(request))))


def main():
    policy = json.loads(subprocess.run([OURS, "policy"], capture_output=True, check=True, text=True).stdout)
    requests = policy["requests"]
    rows = {}
    with tempfile.NamedTemporaryFile(suffix=".rego") as file:
        peers = {"cel-expr-python": celpy(policy), "opa-eval (regorus)": opa(policy, file.name)}
        for name, violations in peers.items():
            counts = [violations(requests["passes"]), violations(requests["fails"])]
            if counts != [0, 6]:
                sys.exit(f"{name} finds {counts} violations instead of [0, 6]")
        for _ in range(ROUNDS):
            output = subprocess.run([OURS], capture_output=True, check=True, text=True).stdout
            for line in output.splitlines():
                row = json.loads(line)
                rows.setdefault((row["what"], row["request"]), []).append(row["microseconds"])
            for name, violations in peers.items():
                for kind, request in requests.items():
                    rows.setdefault((name, kind), []).append(microseconds(lambda: violations(request)))

    median = {key: statistics.median(values) for key, values in rows.items()}
    print(f"six rules over one request, {ROUNDS} rounds in turn, microseconds: median (least, most)")
    for (what, kind), values in rows.items():
        print(f"  {what:26} {kind:7} {median[what, kind]:8.2f} ({min(values):.2f}, {max(values):.2f})")
    print("ratios of medians, request that passes")
    by_hand = median["struct, prepared", "passes"] / median["by hand", "passes"]
    print(f"  prepared struct to rules by hand               {by_hand:5.2f} (target: at most 8)")
    for peer, target in (("cel-expr-python", 25), ("opa-eval (regorus)", 20)):
        for ours in ("struct, bound each time", "map, converted each time"):
            ratio = median[peer, "passes"] / median[ours, "passes"]
            print(f"  {peer:18} to {ours:24}{ratio:6.1f} (target: at least {target})")


main()
