"""Runs the jobs of a trace through both modes in plain Python, apart from Tollgate's own simulation: the model that
`Sources/Simulation/Fleet/Fleet.swift` describes, written anew. Prints JSON: the trace as it was recorded, and the means of
replications made of blocks of it with the load at which cost-savings mode adds more waiting than the limit.

usage: simulation.py TRACE.swf[.gz] [--normal MIN,MAX,BOOT,IDLE,WARM] [--savings MIN,MAX,BOOT,IDLE,WARM]
                     [--processors-per-node N] [--keep SHARE --seed SEED] [--time-scale FACTOR]
                     [--replications N --break-even-replications N --wait-limit SECONDS]

Nodes are looked at one by one. First come, first served; a node runs as many jobs as fit, and a job that needs more
processors than a node has takes whole nodes.
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


class Node:
    """A node that is up: its free processors, when it joined those with as many, and since when it is idle."""

    def __init__(self, room, joined, since):
        self.room, self.joined, self.since = room, joined, since


class Fleet:
    """Nodes that come and go with demand; the processors of a job are free at once when it ends."""

    def __init__(self, minimum, maximum, boot, idle, warm):
        self.minimum, self.maximum, self.warm = int(minimum), int(maximum), int(warm)
        self.boot, self.idle = boot, idle

    def target(self, demand):
        return min(self.maximum, max(self.minimum, demand + self.warm))

    def needed(self, up, waiting, per_node):
        """Busy nodes and those that waiting jobs need, the jobs that share a node packed in their order."""
        busy = [node for node in up if node.room < per_node]
        whole = len(busy) + sum(-(-job[2] // per_node) for job in waiting if job[2] >= per_node)
        rooms, opened = [node.room for node in busy], 0
        for _, _, processors in waiting:
            if processors >= per_node or whole + opened >= self.maximum:
                continue
            fitting = [room for room in rooms if room >= processors]
            if fitting:
                rooms.remove(min(fitting))
                rooms.append(min(fitting) - processors)
            else:
                opened += 1
                rooms.append(per_node - processors)
        return whole + opened

    def run(self, jobs, horizon, per_node, begin=0.0, stop=None):
        """jobs: (arrival, run time, processors), all of which fit. The nodes' time counts from `begin` to `stop`, else to the end
        of the last job."""
        joined = 0
        up = []
        for _ in range(self.target(0)):
            joined += 1
            up.append(Node(per_node, joined, 0.0))
        booting, running = [], []  # ready when; (end, place, nodes, processors on each) of jobs
        launched, removed = [0.0] * len(up), []
        waits, queue = [], []  # the queue is a list with a moving head
        head, arriving, boots, busy_seconds, now, makespan = 0, 0, 0, 0.0, 0.0, 0.0
        while True:
            # Of events at the same time ends come first, then boots, arrivals, removals.
            events = []
            if running:
                events.append((running[0][0], 0))
            if booting:
                events.append((min(booting), 1))
            if arriving < len(jobs):
                events.append((jobs[arriving][0], 2))
            idle = [node for node in up if node.room == per_node]
            if idle and head == len(queue) and len(up) + len(booting) > self.target(len(up) - len(idle)):
                events.append((max(now, min(node.since for node in idle) + self.idle), 3))
            if not events:
                break
            time, kind = min(events)
            if time > horizon and arriving == len(jobs) and head == len(queue) and not running:
                break
            now = time
            if kind == 0:
                _, _, nodes, processors = heapq.heappop(running)
                for node in nodes:
                    joined += 1
                    node.room, node.joined = node.room + processors, joined
                    if node.room == per_node:
                        node.since = now
            elif kind == 1:
                booting.remove(now)
                joined += 1
                up.append(Node(per_node, joined, now))
            elif kind == 2:
                queue.append(jobs[arriving])
                arriving += 1
            else:
                up.remove(min(idle, key=lambda node: node.joined))
                removed.append(now)
            while head < len(queue):
                arrival, run, processors = queue[head]
                count = -(-processors // per_node)
                share = processors if count == 1 else per_node
                free = sorted((node for node in up if node.room >= share), key=lambda node: (node.room, -node.joined))
                if len(free) < count:
                    break
                waits.append(now - arrival)
                busy_seconds += run * count * share / per_node
                makespan = max(makespan, now + run)
                for node in free[:count]:
                    joined += 1
                    node.room, node.joined = node.room - share, joined
                heapq.heappush(running, (now + run, head, free[:count], share))
                head += 1
            if kind < 3 and len(up) + len(booting) < self.maximum:
                missing = self.target(self.needed(up, queue[head:], per_node)) - len(up) - len(booting)
                for _ in range(missing):
                    booting.append(now + self.boot)
                    launched.append(now)
                    boots += 1
        end = max(horizon, makespan)
        counted = lambda time: min(max(begin, time), end if stop is None else stop)
        total = sum(counted(end) - counted(time) for time in launched) - sum(counted(end) - counted(time) for time in removed)
        return waits, total, boots, busy_seconds, end


def quantile(ordered, share):
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else 0


def scenario(fleet, jobs, horizon, per_node):
    fitting = [job for job in jobs if job[2] <= fleet.maximum * per_node]
    waits, up, boots, busy, end = fleet.run(fitting, horizon, per_node)
    waits.sort()
    return {
        "jobs": len(waits), "unfit": len(jobs) - len(fitting), "meanWait": sum(waits) / len(waits) if waits else 0,
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
    if len(loads) * 2 <= options.break_even_replications:
        return {**means, "breakEven": {}}
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
