"""Runs the jobs of a trace through both modes in plain Python, apart from Tollgate's own simulation: the model that
`Sources/Simulation/Fleet/Fleet.swift` describes, written anew. Prints JSON: the trace as it was recorded, and the means of
replications made of blocks of it with the load at which cost-savings mode adds more waiting than the limit.

usage: simulation.py TRACE.swf[.gz] [--normal MIN,MAX,BOOT,IDLE,WARM] [--savings MIN,MAX,BOOT,IDLE,WARM]
                     [--processors-per-node N] [--keep SHARE --seed SEED] [--time-scale FACTOR]
                     [--replications N --break-even-replications N --wait-limit SECONDS]

Nodes are looked at one by one. First come, first served; a job takes whole nodes.
"""

import argparse
import gzip
import heapq
import json
import math

import bootstrap
from bootstrap import GOLDEN, MASK, mix


def read(path):
    """The usable jobs, by arrival, the first at 0: (arrival, run time, processors)."""
    opener = gzip.open if path.endswith(".gz") else open
    jobs = []
    with opener(path, "rt", encoding="latin-1") as file:
        for line in file:
            if not line.strip() or line.lstrip().startswith(";"):
                continue
            fields = [float(field) for field in line.split()]
            submit, run, allocated, requested, status = (fields[index] for index in (1, 3, 4, 7, 10))
            processors = allocated if allocated > 0 else requested
            if status in (2, 3, 4) or submit < 0 or run < 0 or processors <= 0:
                continue
            jobs.append((submit, run, int(processors)))
    jobs.sort(key=lambda job: job[0])
    first = jobs[0][0]
    return [(submit - first, run, processors) for submit, run, processors in jobs]


class Fleet:
    """Nodes that come and go with demand; those of one job are free at once when it ends."""

    def __init__(self, minimum, maximum, boot, idle, warm):
        self.minimum, self.maximum, self.warm = int(minimum), int(maximum), int(warm)
        self.boot, self.idle = boot, idle

    def target(self, demand):
        return min(self.maximum, max(self.minimum, demand + self.warm))

    def run(self, jobs, horizon):
        """jobs: (arrival, run time, nodes), all of which fit."""
        idle = [0.0] * self.target(0)  # since when, ascending
        booting, running, busy = [], [], 0  # ready when; (end, place, nodes) of jobs; nodes of those
        launched, removed = [0.0] * len(idle), []
        waits, queue = [], []  # the queue is a list with a moving head
        head, arriving, waiting_nodes, boots, busy_seconds, now, makespan = 0, 0, 0, 0, 0.0, 0.0, 0.0
        while True:
            # Of events at the same time ends come first, then boots, arrivals, removals.
            events = []
            if running:
                events.append((running[0][0], 0))
            if booting:
                events.append((min(booting), 1))
            if arriving < len(jobs):
                events.append((jobs[arriving][0], 2))
            nodes = len(idle) + len(booting) + busy
            if idle and head == len(queue) and nodes > self.target(busy):
                events.append((max(now, idle[0] + self.idle), 3))
            if not events:
                break
            time, kind = min(events)
            if time > horizon and arriving == len(jobs) and head == len(queue) and not running:
                break
            now = time
            if kind == 0:
                count = heapq.heappop(running)[2]
                busy -= count
                idle += [now] * count
            elif kind == 1:
                booting.remove(now)
                idle.append(now)
            elif kind == 2:
                queue.append(jobs[arriving])
                waiting_nodes += jobs[arriving][2]
                arriving += 1
            else:
                idle.pop(0)
                removed.append(now)
            while head < len(queue) and queue[head][2] <= len(idle):
                arrival, run, count = queue[head]
                head += 1
                waiting_nodes -= count
                waits.append(now - arrival)
                busy_seconds += run * count
                makespan = max(makespan, now + run)
                del idle[len(idle) - count:]
                busy += count
                heapq.heappush(running, (now + run, head, count))
            missing = self.target(busy + waiting_nodes) - len(idle) - len(booting) - busy
            for _ in range(missing if kind < 3 else 0):
                booting.append(now + self.boot)
                launched.append(now)
                boots += 1
        end = max(horizon, makespan)
        up = sum(removed) + end * (len(launched) - len(removed)) - sum(launched)
        return waits, up, boots, busy_seconds, end


def quantile(ordered, share):
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else 0


def scenario(fleet, jobs, horizon, per_node):
    sized = [(arrival, run, -(-processors // per_node)) for arrival, run, processors in jobs]
    fitting = [job for job in sized if job[2] <= fleet.maximum]
    waits, up, boots, busy, end = fleet.run(fitting, horizon)
    waits.sort()
    return {
        "jobs": len(waits), "unfit": len(sized) - len(fitting), "meanWait": sum(waits) / len(waits) if waits else 0,
        "medianWait": quantile(waits, 0.5), "p95Wait": quantile(waits, 0.95), "p99Wait": quantile(waits, 0.99),
        "longestWait": waits[-1] if waits else 0, "nodeHours": up / 3600, "meanNodes": min(fleet.maximum, (up - fleet.minimum * (end - horizon)) / horizon),
        "busyNodeHours": busy / 3600, "boots": boots, "offeredLoad": busy / horizon,
    }


def resampled(jobs, horizon, fleets, options):
    """The means over replications, and the break-even with its interval."""
    replications = [
        bootstrap.Replication(jobs, horizon, options.seed, number) for number in range(options.replications)
    ]
    runs = []
    for replication in replications:
        jobs, end = replication.list(options.keep)
        runs.append({name: scenario(fleet, jobs, end, options.processors_per_node) for name, fleet in fleets.items()})
    means = {
        name: {number: sum(run[name][number] for run in runs) / len(runs) for number in runs[0][name]} for name in fleets
    }
    recorded = means["normal"]["offeredLoad"]
    loads = []
    for replication in replications[:options.break_even_replications]:
        replication.forget(options.keep * 0.97 / recorded)

        def difference(load):
            jobs, end = replication.list(options.keep * load / recorded)
            waits = [scenario(fleet, jobs, end, options.processors_per_node)["meanWait"] for fleet in fleets.values()]
            return waits[1] - waits[0] - options.wait_limit

        loads.append(bootstrap.crossing(difference))
    loads = [load for load in loads if load is not None]
    return {
        **means, "breakEven": {
            "load": sum(loads) / len(loads), "low": bootstrap.quantile(loads, 0.025),
            "high": bootstrap.quantile(loads, 0.975),
        },
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trace")
    parser.add_argument("--normal", default="2,8,180,600,0")
    parser.add_argument("--savings", default="1,1,180,600,0")
    parser.add_argument("--processors-per-node", type=int, default=1)
    parser.add_argument("--keep", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-scale", type=float, default=1)
    parser.add_argument("--replications", type=int, default=100)
    parser.add_argument("--break-even-replications", type=int, default=40)
    parser.add_argument("--wait-limit", type=float, default=1800)
    options = parser.parse_args()
    jobs = read(options.trace)
    fleets = {
        name: Fleet(*map(float, text.split(",")))
        for name, text in (("normal", options.normal), ("costSavings", options.savings))
    }
    answer = {"resampled": resampled(jobs, jobs[-1][0], fleets, options)}
    horizon = jobs[-1][0] * options.time_scale
    limit = int(options.keep * 2**64)
    jobs = [
        (arrival * options.time_scale, run, processors) for place, (arrival, run, processors) in enumerate(jobs)
        if options.keep == 1 or mix((options.seed + place * GOLDEN) & MASK) < limit
    ]
    for name, fleet in fleets.items():
        answer[name] = scenario(fleet, jobs, horizon, options.processors_per_node)
    print(json.dumps(answer, indent=2))


if __name__ == "__main__":
    main()
