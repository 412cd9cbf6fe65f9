"""The block bootstrap of a trace in plain Python, and the load at which one fleet makes jobs wait so much longer than another:
what `Sources/Simulation/Workload/TraceWorkload.swift` and `Sources/Simulation/Study/BreakEven.swift` describe, written anew.
"""

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15
BLOCK = 86_400.0
BLOCKS, THINNING = 3, 4  # which of the streams of a seed: Sources/Simulation/Random/RandomStream.swift


def mix(value):
    """The output function of SplitMix64."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def rotate(value, count):
    return ((value << count) | (value >> (64 - count))) & MASK


class Stream:
    """xoshiro256++, seeded by SplitMix64 for a purpose and a replication."""

    def __init__(self, seed, purpose, replication):
        state = mix((seed + GOLDEN) & MASK) ^ purpose
        state = mix((state + GOLDEN) & MASK) ^ replication
        self.state = [mix((state + GOLDEN * number) & MASK) for number in (1, 2, 3, 4)]

    def next(self):
        a, b, c, d = self.state
        result = (rotate((a + d) & MASK, 23) + a) & MASK
        c ^= a
        d ^= b
        self.state = [a ^ d, b ^ c, c ^ ((b << 17) & MASK), rotate(d, 45)]
        return result

    def below(self, bound):
        """A whole number, each as likely as the others (Lemire, "Fast random integer generation in an interval", 2019)."""
        product = self.next() * bound
        if product & MASK < bound:
            while product & MASK < (MASK + 1 - bound) % bound:
                product = self.next() * bound
        return product >> 64


class Replication:
    """Blocks of a trace, drawn with replacement; each job has a number, and those below a share of 2^64 are kept."""

    def __init__(self, jobs, horizon, seed, replication):
        count = -int(-horizon // BLOCK)
        blocks = [[] for _ in range(count)]
        for place, (arrival, run, processors) in enumerate(jobs):
            blocks[min(int(arrival / BLOCK), count - 1)].append((place, arrival, run, processors))
        blocks_stream, thinning = Stream(seed, BLOCKS, replication), Stream(seed, THINNING, replication)
        drawn = [blocks_stream.below(count) for _ in range(count)]
        self.jobs, self.horizon = [], 0.0
        for number in drawn:
            key, begin = thinning.next(), number * BLOCK
            length = min(BLOCK, horizon - begin)
            for place, arrival, run, processors in blocks[number]:
                at = self.horizon + min(arrival - begin, length)
                self.jobs.append((mix((key + place * GOLDEN) & MASK), at, run, processors))
            self.horizon += length

    def forget(self, share):
        """Drops what no smaller share keeps either."""
        self.jobs = [job for job in self.jobs if share >= 1 or job[0] < int(share * 2**64)]

    def list(self, share):
        """The jobs of a share of the trace, or all of them closer together, and the end of their arrivals."""
        scale = 1 / share if share > 1 else 1.0
        limit = int(min(1, share) * 2**64)
        jobs = [(at * scale, run, processors) for key, at, run, processors in self.jobs if share >= 1 or key < limit]
        return jobs, self.horizon * scale


def crossing(difference, low=0.01, high=0.97, tolerance=1e-6):
    """Where a difference changes its sign between two loads; nothing if it has the same at both."""
    is_positive_below = difference(low) > 0
    if (difference(high) > 0) == is_positive_below:
        return None
    while high - low > tolerance:
        middle = (low + high) / 2
        if (difference(middle) > 0) == is_positive_below:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def quantile(values, share):
    """Linear between the order statistics."""
    values = sorted(values)
    place = share * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
