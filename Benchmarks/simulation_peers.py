"""Times M/M/3 at load 2/3 in our simulation, in C, simpy and ciw, in turn, and checks the figures that are promised.

Every program draws its own jobs. One thread each. Prints medians over the rounds, and the ratios; then, if a trace is
given, the time of 100 bootstrap replications through both modes on all cores, and the coverage of 2,000 intervals.
"""

import heapq
import json
import math
import random
import statistics
import subprocess
import sys
import time

import ciw
import simpy

ROUNDS = 5
OURS, C = sys.argv[1:3]
TRACE = sys.argv[3] if len(sys.argv) > 3 else None
EXACT = 4 / 9


def run(*command):
    output = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def python_heap(jobs=300_000):
    """A plain loop with the heap of the standard library."""
    draw = random.Random(1).expovariate
    free, now, waits = [0.0] * 3, 0.0, 0.0
    for _ in range(jobs):
        now += draw(2)
        start = max(now, free[0])
        waits += start - now
        heapq.heapreplace(free, start + draw(1))
    return jobs, waits / jobs


def with_simpy(jobs=50_000):
    environment = simpy.Environment()
    servers = simpy.Resource(environment, capacity=3)
    draw = random.Random(1).expovariate
    waits = []

    def job():
        arrival = environment.now
        with servers.request() as request:
            yield request
            waits.append(environment.now - arrival)
            yield environment.timeout(draw(1))

    def arrivals():
        for _ in range(jobs):
            yield environment.timeout(draw(2))
            environment.process(job())

    environment.process(arrivals())
    environment.run()
    return jobs, statistics.fmean(waits)


def with_ciw(jobs=20_000):
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=2)], service_distributions=[ciw.dists.Exponential(rate=1)],
        number_of_servers=[3],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(jobs, method="Finish")
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return len(waits), statistics.fmean(waits)


def timed(body):
    start = time.perf_counter()
    jobs, wait = body()
    return {"jobsPerSecond": jobs / (time.perf_counter() - start), "meanWait": wait}


def main():
    programs = {
        "ours, nodes always on": lambda: run(OURS, "queue")[0],
        "ours, every node comes and goes": lambda: run(OURS, "elastic")[0],
        "ours, node by node": lambda: run(OURS, "general")[0],
        "C, event by event": lambda: run(C)[0],
        "Python, heapq": lambda: timed(python_heap),
        "simpy": lambda: timed(with_simpy),
        "ciw": lambda: timed(with_ciw),
    }
    rates = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, measure in programs.items():
            row = measure()
            rates[name].append(row["jobsPerSecond"])
            if not math.isclose(row["meanWait"], EXACT, rel_tol=0.15):
                sys.exit(f"{name} has a mean wait of {row['meanWait']} instead of {EXACT}")
    medians = {name: statistics.median(values) for name, values in rates.items()}
    ours = medians["ours, nodes always on"]
    print("M/M/3 at load 2/3, one thread, jobs a second:")
    for name, rate in medians.items():
        print(f"  {name:32} {rate:12,.0f}   {rate / ours:8.4f} of ours")
    problems = []
    for name in ("ours, nodes always on", "ours, every node comes and goes"):
        ratio = medians["C, event by event"] / medians[name]
        print(f"  C to {name}: {ratio:.2f} (promised: at most 2)")
        if ratio > 2:
            problems.append(f"{name} is {ratio:.2f} times slower than C")
    if TRACE:
        for row in run(OURS, "trace", TRACE):
            print(
                f"{row['jobs']:,} jobs {row['what']}, both modes, {row['replications']} replications, all cores: "
                f"{row['seconds']:.2f} s (promised: under 5); reading the trace: {row['readingSeconds']:.2f} s")
            if row["seconds"] >= 5:
                problems.append(f"a trace takes {row['seconds']:.2f} s")
    print("2,000 intervals at the level 0.95 that contain the exact mean wait (promised: 0.935 to 0.965):")
    for row in run(OURS, "coverage"):
        print(
            f"  M/G/{row['servers']} load {row['load']:g} cv² {row['squaredVariation']:g}: {row['coverage']:.4f}; "
            f"exact {row['exact']:.6f}, simulated {row['mean']:.6f}")
        if not 0.935 <= row["coverage"] <= 0.965:
            problems.append(f"coverage is {row['coverage']}")
    for problem in problems:
        print(f"FAILED: {problem}")
    sys.exit(bool(problems))


main()
