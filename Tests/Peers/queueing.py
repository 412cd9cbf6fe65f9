"""The nodes that are up on average and the mean wait, in plain Python from the words of Docs/cost-model.md."""

import math

ROUNDS = 3


def stehfest(count=14):
    half, weights = count // 2, []
    f = math.factorial
    for i in range(1, count + 1):
        total = sum(
            k**half * f(2 * k) / (f(half - k) * f(k) * f(k - 1) * f(i - k) * f(2 * k - i))
            for k in range((i + 1) // 2, min(i, half) + 1)
        )
        weights.append(total if (half + i) % 2 == 0 else -total)
    return weights


WEIGHTS = stehfest()


def erlang_c(servers, load):
    blocking = 1.0
    for count in range(1, servers + 1):
        blocking = load * blocking / (count + load * blocking)
    return blocking / (1 - load / servers * (1 - blocking))


def wait_ratio(servers, variation, utilization):
    """The mean wait divided by that with exponential run times."""
    if variation <= 1:
        light = variation + (1 - variation) * servers / (servers + 1)
    else:
        root = math.sqrt((variation - 1) / (variation + 1))
        short, long = 1 / (1 + root), 1 / (1 - root)
        light = servers * sum(
            math.comb(servers, n) / 2**servers / (n / short + (servers - n) / long) for n in range(servers + 1))
    return (1 - utilization) * light + utilization * (1 + variation) / 2


def always_on(load, servers, run, variation):
    """The mean wait of nodes that are always up; None if they cannot carry the load."""
    if load >= servers:
        return None
    if load == 0:
        return 0.0
    return erlang_c(servers, load) * run / (servers - load) * wait_ratio(servers, variation, load / servers)


def elastic(load, least, most, run=1800.0, variation=12.0, boot=180.0, idle=600.0):
    """The mean number of nodes, and the mean wait or None."""
    if load == 0:
        return float(least), 0.0
    if load >= most:
        return float(most), None
    if least == most:
        return float(most), always_on(load, most, run, variation)
    arrivals, end = load / run, 1 / run
    waits = [0.0] * (most + 1)  # of the k-th job, while there are k or more: the share of the time that it waits for a boot
    for _ in range(ROUNDS):
        deaths = [0.0]
        for k in range(1, most + 1):
            deaths.append(deaths[-1] + end * (1 - waits[k]))
        exactly = [1.0]
        for k in range(1, most + 1):
            exactly.append(exactly[-1] * arrivals / deaths[k])
        at_least = list(exactly)
        at_least[most] /= 1 - load / most
        for k in range(most - 1, -1, -1):
            at_least[k] = at_least[k + 1] + exactly[k]
        total = at_least[0]
        exactly, at_least = [x / total for x in exactly], [x / total for x in at_least]
        nodes, waiting, new = float(least), 0.0, [0.0] * (most + 1)
        missing, booting = [0.0] * len(WEIGHTS), [0.0] * len(WEIGHTS)  # 1 - φ
        for k in range(1, most + 1):
            later = mean = above = 0.0
            others = (k - 1) * end
            for i, weight in enumerate(WEIGHTS, 1):
                lost = (i * math.log(2) / idle if idle > 0 else 0.0) + deaths[k - 1] * missing[i - 1]
                missing[i - 1] = lost / (arrivals + lost)
                later += weight * missing[i - 1] / i
                mean += weight * missing[i - 1] / i**2
                if boot > 0 and others > 0:
                    s = i * math.log(2) / boot
                    lost = s + deaths[k - 1] * booting[i - 1]
                    booting[i - 1] = lost / (arrivals + lost)
                    slope = others + s - arrivals
                    root = math.sqrt(slope**2 + 4 * arrivals * s)
                    ends = 2 * s / (slope + root) if slope > 0 else (root - slope) / (2 * arrivals)
                    above += weight * ends / (s * (ends + booting[i - 1] - ends * booting[i - 1])) / i
                elif boot > 0:
                    booting[i - 1] = i * math.log(2) / boot / (arrivals + i * math.log(2) / boot)
            later, mean = min(1, max(0, later)), min(idle, max(0, mean * idle / math.log(2)))
            if idle == 0:
                later, mean = 1.0, 0.0
            if k <= least:
                continue
            rises = arrivals * exactly[k - 1]
            if rises <= 0:
                break
            delay = boot
            if k > 1:
                delay = max((1 - math.exp(-others * boot)) / others, min(boot, max(0, above)))
            boots, stay = rises * later, at_least[k] / rises
            rest = boot - stay * (1 - math.exp(-boot / stay)) if stay > 0 else boot
            nodes += at_least[k] + rises * mean + boots * later * rest
            waiting += boots * delay
            working = at_least[k] * (1 - waits[k])
            new[k] = boots * delay / (working + boots * delay) if boots > 0 else 0.0
        waits = new
        ratio = load / most
        waiting += exactly[most] * ratio / (1 - ratio) ** 2 * wait_ratio(most, variation, ratio)
    return min(float(most), max(float(least), nodes)), waiting / arrivals


def break_even(least, most, limit=1800.0, **timing):
    """The load from which jobs wait longer by more than the limit on the one node of cost-savings mode."""
    run, variation = timing.get("run", 1800.0), timing.get("variation", 12.0)
    low, high = 0.0, 1.0
    while high - low > 0.00005:
        middle = (low + high) / 2
        cheap, normal = always_on(middle, 1, run, variation), elastic(middle, least, most, **timing)[1]
        if cheap is None or (normal is not None and cheap - normal > limit):
            high = middle
        else:
            low = middle
    return high
