"""Runs the jobs of a trace through both modes in plain Python, apart from Tollgate's own simulation: the model that
`Sources/Simulation/Fleet/Fleet.swift` describes, written anew. Prints JSON.

usage: simulation.py TRACE.swf[.gz] [--normal MIN,MAX,BOOT,IDLE,WARM] [--savings MIN,MAX,BOOT,IDLE,WARM]
                     [--processors-per-node N] [--keep SHARE --seed SEED] [--time-scale FACTOR]

Nodes are looked at one by one. First come, first served; a job takes whole nodes.
"""

import argparse
import gzip
import heapq
import json
import math

MASK = (1 << 64) - 1


def mix(value):
    """The output function of SplitMix64."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


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
        "longestWait": waits[-1] if waits else 0, "nodeHours": up / 3600, "meanNodes": up / end,
        "busyNodeHours": busy / 3600, "boots": boots, "offeredLoad": busy / horizon,
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
    options = parser.parse_args()
    jobs = read(options.trace)
    horizon = jobs[-1][0] * options.time_scale
    limit = int(options.keep * 2**64)
    jobs = [
        (arrival * options.time_scale, run, processors) for place, (arrival, run, processors) in enumerate(jobs)
        if options.keep == 1 or mix((options.seed + place * 0x9E3779B97F4A7C15) & MASK) < limit
    ]
    print(json.dumps({
        name: scenario(Fleet(*map(float, text.split(","))), jobs, horizon, options.processors_per_node)
        for name, text in (("normal", options.normal), ("costSavings", options.savings))
    }, indent=2))


if __name__ == "__main__":
    main()
