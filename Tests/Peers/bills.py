"""Bills and savings in decimal arithmetic, from the words of Docs/cost-model.md, Docs/costs.md and Docs/whatif.md, the
catalog's XML and the cost profile.
"""

import math
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.etree import ElementTree

import yaml

CATALOG = Path(__file__).resolve().parents[2] / "Catalog"
PROFILE = yaml.safe_load((CATALOG / "cost-profile.yaml").read_text())


def bounds(value):
    if isinstance(value, dict):
        return [Decimal(str(value[bound])) for bound in ("low", "expected", "high")]
    return [Decimal(str(value))] * 3


class Tiers:
    """The price of a service; a quantity times it is what that much costs, each unit at the price of its tier."""

    def __init__(self, elements):
        self.tiers = [(Decimal(e.get("from", "0")), Decimal(e.get("usd"))) for e in elements]

    def __rmul__(self, quantity):
        ends = [start for start, _ in self.tiers[1:]] + [None]
        cost = Decimal(0)
        for (start, usd), end in zip(self.tiers, ends):
            cost += max(Decimal(0), (quantity if end is None else min(quantity, end)) - start) * usd
        return cost


class Terms:
    """What is agreed on besides AWS's list: percentages by service, and custom prices by type."""

    def __init__(self, discounts=(), markups=(), book=()):
        self.discounts, self.markups, self.book = dict(discounts), dict(markups), dict(book)

    def paid(self, usd, service, is_agreed=False):
        """A price after discounts, unless it is agreed on already, and markups."""
        if not is_agreed:
            usd = exact(usd * (1 - Decimal(str(self.discounts.get(service, self.discounts.get("all", 0)))) / 100))
        return exact(usd * (1 + Decimal(str(self.markups.get(service, self.markups.get("all", 0)))) / 100))

    def hourly(self, listed, kind):
        """The price of an hour of an instance type; None where there is none."""
        if kind in self.book:
            return self.paid(Decimal(str(self.book[kind])), "EC2", is_agreed=True)
        return self.paid(listed[kind], "EC2") if kind in listed else None


def exact(amount):
    """Twelve decimal places, as amounts have them."""
    return amount.quantize(Decimal("1e-12"), ROUND_HALF_UP)


def least_mean_most(prices):
    return [min(prices), exact(sum(prices) / len(prices)), max(prices)]


def unit_price(price, region, types, terms=Terms()):
    """Unit and low, expected, high; None where a price is unknown."""
    root = ElementTree.parse(CATALOG / "regions" / f"{region}.xml").getroot()
    on_demand = {p.get("type"): Decimal(p.get("usd")) for p in root.iterfind("on-demand/price")}
    if price == "requestedInstanceTypes":
        found = [terms.hourly(on_demand, one) for one in set(types)]
        return None if not found or None in found else ("hour", least_mean_most(found))
    if "instanceType" in price:
        preferred = price["instanceType"] if isinstance(price["instanceType"], list) else [price["instanceType"]]
        usd = next((found for found in (terms.hourly(on_demand, one) for one in preferred) if found is not None), None)
        return ("hour", [usd] * 3) if usd else None
    services = {}
    for service in root.iterfind("services/service"):
        services.setdefault((service.get("name"), service.get("usage")), []).append(service)
    name = price["service"]
    found = services.get((name, price["usage"]))
    if found:
        tiers = Tiers(found)
        tiers.tiers = [(start, terms.paid(usd, name)) for start, usd in tiers.tiers]
        return found[0].get("unit"), [tiers] * 3
    fallback = price.get("fallback")
    if not fallback:
        return None
    low, expected, high = bounds(fallback)
    ratio = fallback.get("ratio", {})
    other = services.get((ratio.get("service"), ratio.get("usage")))
    if other:
        factor = (Decimal(other[0].get("usd")) / Decimal(str(ratio["base"]))).quantize(Decimal("1e-9"), ROUND_HALF_UP)
        expected = min(high, max(low, Decimal(str(ratio["known"])) * factor))
    return fallback["unit"], [terms.paid(usd, name) for usd in (low, expected, high)]


OPTIONS = set()  # those that are asked for


def components():
    """Those that every bill has, and those of the options that are asked for."""
    return [one for one in PROFILE["components"] if "option" not in one or one["option"] in OPTIONS]


def amounts(component, mode, counts):
    """The quantity at each bound, for a number of compute nodes at each."""
    amount = component["quantity"][mode]
    parts = amount if isinstance(amount, dict) and amount.keys() & {"fixed", "perComputeNode"} else {"fixed": amount}
    return [f + e * n for f, e, n in zip(bounds(parts.get("fixed", 0)), bounds(parts.get("perComputeNode", 0)), counts)]


def rounded(nodes):
    return Decimal(math.floor(nodes * 10_000 + 0.5)) / 10_000


def bill(mode, region, types, nodes, up, terms=Terms(), agreed=None, committed=None):
    """The totals, and whether every price is known.

    `agreed` are prices of compute nodes by type that no discount applies to; with `committed`, a number of nodes, only
    those cost that, whether used or not, and the others are on demand.
    """
    counts = [Decimal(nodes["min"]), up, Decimal(nodes["max"])] if mode == "normal" else [Decimal(1)] * 3
    totals, complete = [Decimal(0)] * 3, True
    for component in components():
        quantity = amounts(component, mode, counts)
        if quantity[2] == 0:
            continue
        price = unit_price(component["price"], region, types, terms)
        if component["price"] == "requestedInstanceTypes" and agreed:
            special = least_mean_most([terms.paid(Decimal(str(agreed[one])), "EC2", is_agreed=True) for one in set(types)])
            # Nodes that the profile adds by itself are never committed.
            each = bounds(component["quantity"][mode].get("perComputeNode", 0)) if isinstance(component["quantity"][mode], dict) else [0] * 3
            fixed = quantity if committed is None else [Decimal(committed) * one for one in each]
            totals = [t + q * p * 730 for t, q, p in zip(totals, fixed, special)]
            quantity = [max(Decimal(0), all_nodes - paid) for all_nodes, paid in zip(quantity, fixed)]
        if price is None:
            complete = False
            continue
        hours = 730 if price[0].endswith("hour") else 1
        totals = [t + q * p * hours for t, q, p in zip(totals, quantity, price[1])]
    return totals, complete


def saving_range(region, types, counts):
    """The least and the greatest saving over numbers of nodes in normal mode and over the bounds of every assumption."""
    sums = []
    for up in counts:
        for typed in (0, 1, 2):
            low = high = Decimal(0)
            for component in components():
                price = unit_price(component["price"], region, types)
                if price is None:
                    continue
                unit, prices = price
                if component["price"] == "requestedInstanceTypes":
                    prices = [prices[typed]]
                more, less = amounts(component, "normal", [up] * 3), amounts(component, "costSavings", [Decimal(1)] * 3)
                hours = 730 if unit.endswith("hour") else 1
                savings = [(m * p - l * p) * hours for m, l in zip(more, less) for p in prices]
                low, high = low + min(savings), high + max(savings)
            sums.append((low, high))
    return min(low for low, _ in sums), max(high for _, high in sums)


def compared(name, ours, totals, complete):
    """Where the three bounds of a total differ; one that is not complete has no greatest."""
    for bound, total in zip(("low", "expected", "high"), totals):
        wanted = None if bound == "high" and not complete else total
        if (ours[bound] is None) != (wanted is None) or (wanted is not None and abs(Decimal(ours[bound]) - wanted) > Decimal("2e-6")):
            yield f"{name} {bound}: {wanted} there, {ours[bound]} here"
