"""Generates expressions of the Common Expression Language from a seed, by the types of their parts.

Most are well typed; now and then a part is of another type, out of range, misspelt or nonsense. A part is a pair of its
text and how tightly it binds, so that brackets stand where they must, and sometimes where they need not.
"""

import random

from cel_vocabulary import (
    ACCESSORS, BAD_BOOLS, BAD_MOMENTS, BAD_NUMERALS, BAD_PATTERNS, BAD_SPANS, BAD_ZONES, BOOLS, DOUBLES, EDGE_DOUBLES, EDGE_INTS,
    EDGE_MOMENTS, EDGE_UINTS, FIELDS, INTS, KEYS, MOMENTS, NONSENSE, NUMBERS, NUMERALS, ORDERED, PATTERNS, SIMPLE, SPANS,
    TYPE_NAMES, UINTS, VARIABLES, WORDS, ZONES,
)

CONDITIONAL, OR, AND, RELATION, SUM, PRODUCT, UNARY, MEMBER = range(8)


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.known = set()
        self.scope = []  # names and types of the macros' variables, innermost last

    def expressions(self, count):
        """So many expressions, none of which was there before."""
        found = []
        while len(found) < count:
            expression = self.expression()
            if expression not in self.known:
                self.known.add(expression)
                found.append(expression)
        return found

    def expression(self):
        depth = self.random.choices(range(1, 7), (1, 4, 6, 5, 3, 2))[0]
        text = self.nonsense(depth) if self.maybe(0.04) else self.part(self.any_type(), depth)[0]
        return self.misspelt(text) if self.maybe(0.04) else text

    # Choices ---------------------------------------------------------------------------------------------------------

    def maybe(self, share):
        return self.random.random() < share

    def pick(self, choices):
        return self.random.choice(choices)

    def any_type(self, depth=2):
        if depth and self.maybe(0.22):
            if self.maybe(0.55):
                return ("list", self.any_type(depth - 1))
            return ("map", self.pick(KEYS), self.any_type(depth - 1))
        return self.random.choices(SIMPLE, (9, 6, 3, 4, 4, 2, 2, 2, 0.5, 1))[0]

    def nonsense(self, depth):
        template = self.pick(NONSENSE)
        text = template.format(*(self.at(MEMBER, self.part(self.any_type(1), depth - 2)) for _ in range(2)))
        # Also where it need not be evaluated.
        return self.pick((text, text, f"true || {text}", f"[{text}]", f"({text}) == ({text})", f"dyn({text})"))

    def misspelt(self, text):
        """The text with some characters lost, doubled, swapped or put in."""
        for _ in range(self.random.randint(1, 2)):
            at = self.random.randrange(len(text) + 1)
            before, one, other, after = text[:at], text[at:at + 1], text[at + 1:at + 2], text[at + 2:]
            added = self.pick("()[]{}.,:?!-+*/%&|<>='\"\\`01u.xeErbB_ a\n#é;")
            text = before + self.pick((other, one + one + other, other + one, added + one + other)) + after
        return text

    # Text ------------------------------------------------------------------------------------------------------------

    def gap(self):
        return self.random.choices((" ", "", "\n", "\t ", " // note\n"), (60, 8, 1, 1, 1))[0]

    def at(self, level, part):
        """The text of a part where it must bind at least so tightly."""
        text, own = part
        return f"({text})" if own < level or self.maybe(0.04) else text

    def binary(self, operator, level, one, other):
        left, right = self.at(level, one), self.at(level + 1, other)
        if operator == "in":
            return f"{left} in {right}", level
        return f"{left}{self.gap()}{operator}{self.gap()}{right}", level

    def call(self, function, *arguments):
        return f"{function}({', '.join(text for text, _ in arguments)})", MEMBER

    def method(self, target, function, *arguments):
        return self.call(f"{self.at(MEMBER, target)}.{function}", *arguments)

    def quoted(self, content):
        """A string literal, in one of its forms."""
        if self.maybe(0.12) and not any(character in content for character in "'\n\r"):
            return f"{self.pick('rR')}'{content}'"
        quote = self.pick(("'", "'", '"', "'''", '"""'))
        return quote + "".join(self.written(character, quote) for character in content) + quote

    def written(self, character, quote):
        code = ord(character)
        if self.maybe(0.05):
            forms = [f"\\U{code:08x}"]
            if code < 0x10000:
                forms.append(f"\\u{code:04X}")
            if code < 0x100:
                forms += [f"\\x{code:02x}", f"\\X{code:02X}", f"\\{code:03o}"]
            return self.pick(forms)
        short = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", "'": "\\'", '"': '\\"'}
        must = character in ("\\", "\r", quote[0]) or (character == "\n" and len(quote) == 1)
        return short.get(character, character) if must or self.maybe(0.3) else character

    def string(self, good, bad, share=0.08):
        """A string literal, now and then of what a function cannot take."""
        return self.quoted(self.pick(bad if self.maybe(share) else good)), MEMBER

    # Parts -----------------------------------------------------------------------------------------------------------

    def part(self, type, depth):
        """An expression of the type, or now and then of another."""
        if self.maybe(0.012):
            type = self.wrong(type)
        if depth <= 0:
            return self.leaf(type)
        chance = self.random.random()
        if chance < 0.05:
            return self.conditional(type, depth)
        if chance < 0.09:
            return self.call("dyn", self.part(self.wrong(type) if self.maybe(0.15) else type, depth - 1))
        if chance < 0.12:
            return self.element(type, depth)
        if chance < 0.15:
            return self.selection(type, depth)
        if chance < 0.22:
            return self.leaf(type)
        if isinstance(type, tuple):
            return getattr(self, f"{type[0]}_part")(*type[1:], depth)
        return getattr(self, f"{type}_part")(depth)

    def wrong(self, type):
        return self.pick([other for other in SIMPLE if other != type])

    def leaf(self, type):
        """A variable or a literal."""
        visible = VARIABLES | dict(self.scope)
        names = [name for name in visible if visible[name] == type and name != "missing"]
        if type == "int" and self.maybe(0.01):
            return "missing", MEMBER
        if names and self.maybe(0.5 if self.scope else 0.35):
            name = self.pick(names)
            return ("." + name if name in VARIABLES and self.maybe(0.03) else name), MEMBER
        if isinstance(type, tuple):
            return self.literal(type, self.pick((0, 1, 1, 2, 3)), 0)
        return getattr(self, f"{type}_leaf")()

    def number(self, usual, edges):
        text = self.pick(edges if self.maybe(0.12) else usual)
        return text, UNARY if text.startswith("-") else MEMBER

    def bool_leaf(self):
        return self.pick(("true", "false")), MEMBER

    def int_leaf(self):
        return self.number(INTS, EDGE_INTS)

    def uint_leaf(self):
        return self.number(UINTS, EDGE_UINTS)

    def double_leaf(self):
        return self.number(DOUBLES, EDGE_DOUBLES)

    def string_leaf(self):
        return self.quoted(self.pick(WORDS)), MEMBER

    def bytes_leaf(self):
        if self.maybe(0.5):
            octets = (self.pick(("a", "\\xff", "\\377", "\\000", "\\n", "é", "\\X41", "z", "\\'")) for _ in range(self.pick((0, 1, 2, 3))))
            return f"{self.pick('bB')}'{''.join(octets)}'", MEMBER
        while True:  # \u and \U stand for nothing in bytes
            text = self.quoted(self.pick(WORDS))
            if "\\u" not in text and "\\U" not in text:
                return self.pick("bB") + text, MEMBER

    def timestamp_leaf(self):
        return self.call("timestamp", self.string(EDGE_MOMENTS if self.maybe(0.1) else MOMENTS, BAD_MOMENTS, 0.04))

    def duration_leaf(self):
        return self.call("duration", self.string(SPANS, BAD_SPANS, 0.04))

    def null_leaf(self):
        return "null", MEMBER

    def type_leaf(self):
        return self.pick(TYPE_NAMES), MEMBER

    # Of any type -----------------------------------------------------------------------------------------------------

    def conditional(self, type, depth):
        test, yes, no = (self.part(own, depth - 1) for own in ("bool", type, type))
        first = f"{self.at(OR, test)}{self.gap()}?{self.gap()}{self.at(OR, yes)}"
        return f"{first}{self.gap()}:{self.gap()}{self.at(CONDITIONAL, no)}", CONDITIONAL

    def element(self, type, depth):
        """An element of a list or map."""
        if self.maybe(0.6):
            whole = self.part(("list", type), depth - 1) if self.maybe(0.3) else self.literal(("list", type), self.pick((1, 2, 3)), depth - 1)
            index = self.pick("0012") if self.maybe(0.8) else self.part("int", depth - 2)[0]
            if self.maybe(0.08):
                index = f"dyn({self.pick(('0u', '1u', '0.0', '1.0', '0.5', '-1', 'true'))})"
            return f"{self.at(MEMBER, whole)}[{index}]", MEMBER
        key = self.pick(KEYS)
        keys, whole = self.entries(key, type, self.pick((1, 2, 3)), depth - 1)
        index = self.pick(keys) if self.maybe(0.8) else self.part(key, depth - 2)[0]
        if self.maybe(0.15):
            index = self.call("dyn", self.part(self.pick(NUMBERS), 0))[0]
        if self.maybe(0.1):
            whole = self.part(("map", key, type), depth - 1)
        return f"{self.at(MEMBER, whole)}[{index}]", MEMBER

    def selection(self, type, depth):
        """A field of a map."""
        if type == "int" and self.maybe(0.3):
            return f"table.{self.pick(('a', 'b', 'size', 'zz'))}", MEMBER
        if self.maybe(0.1):
            return f"tree.{self.pick(FIELDS)}{self.pick(('', '', '.b', '[0]'))}", MEMBER
        names = self.random.sample(FIELDS, self.pick((1, 2, 3)))
        field = self.pick(names if self.maybe(0.9) else FIELDS)
        return f"{self.at(MEMBER, self.fields(names, type, depth - 1))}.{field}", MEMBER

    def fields(self, names, type, depth):
        """A map with names for keys."""
        entries = (f"{self.quoted(name)}: {self.at(CONDITIONAL, self.part(type, depth - 1))}" for name in names)
        return "{" + ", ".join(entries) + "}", MEMBER

    # Lists and maps --------------------------------------------------------------------------------------------------

    def literal(self, type, count, depth):
        if type[0] == "map":
            return self.entries(type[1], type[2], count, depth)[1]
        comma = "," if count and self.maybe(0.06) else ""
        return "[" + ", ".join(self.part(type[1], depth)[0] for _ in range(count)) + comma + "]", MEMBER

    def entries(self, key, value, count, depth):
        """The keys of a map literal, and the literal."""
        keys = []
        for _ in range(count):
            text = self.part(key, depth - 2 if self.maybe(0.2) else 0)[0]
            if text not in keys or self.maybe(0.03):
                keys.append(text)
        if self.maybe(0.03):
            keys = [self.call("dyn", self.leaf(self.pick(SIMPLE)))[0]]
        comma = "," if keys and self.maybe(0.06) else ""
        entries = (f"{key}:{self.pick((' ', ' ', ''))}{self.part(value, depth)[0]}" for key in keys)
        return keys, ("{" + ", ".join(entries) + comma + "}", MEMBER)

    def list_part(self, element, depth):
        kind = self.random.choices(("literal", "mixed", "join", "filter", "map", "choose", "keys"), (36, 4, 15, 12, 16, 10, 5))[0]
        if kind == "literal":
            return self.literal(("list", element), self.pick((0, 1, 2, 3)), depth - 1)
        if kind == "mixed":
            parts = (self.part(self.any_type(1), depth - 1)[0] for _ in range(self.pick((1, 2, 3))))
            return "[" + ", ".join(parts) + "]", MEMBER
        if kind == "join":
            return self.binary("+", SUM, self.part(("list", element), depth - 1), self.part(("list", element), depth - 1))
        if kind == "filter":
            return self.macro("filter", ("list", element), depth, "bool")
        if kind == "map":
            return self.macro("map", ("list", self.any_type(1)), depth, element)
        if kind == "choose":
            return self.macro("map", ("list", self.any_type(1)), depth, "bool", element)
        # In which order the keys come is not defined: a map of one entry.
        key = self.pick(KEYS)
        source = self.literal(("map", key, self.any_type(0)), 1, depth - 2)
        if element == key:
            return self.macro("filter", ("map", key), depth, "bool", source=source)
        return self.macro("map", ("map", key), depth, element, source=source)

    def map_part(self, key, value, depth):
        return self.literal(("map", key, value), self.pick((0, 1, 2, 3)), depth - 1)

    def macro(self, name, type, depth, *bodies, source=None):
        """A macro over a list or the keys of a map, with an expression of each type in `bodies`."""
        elements = self.at(MEMBER, source or self.part(type, depth - 1))
        variable = self.pick(("x", "y", "k", "e", "i", "s", "_v", "size", "net"))  # some hide variables
        self.scope.append((variable, type[1]))
        texts = [self.part(body, depth - 1)[0] for body in bodies]
        self.scope.pop()
        return f"{elements}.{name}({variable}, {', '.join(texts)})", MEMBER

    # Bools -----------------------------------------------------------------------------------------------------------

    def bool_part(self, depth):
        kinds = ("compare", "equal", "across", "in", "and", "or", "not", "has", "macro", "text", "matches", "convert")
        kind = self.random.choices(kinds, (12, 14, 7, 10, 14, 14, 6, 6, 14, 8, 6, 2))[0]
        return getattr(self, f"bool_{kind}")(depth)

    def bool_compare(self, depth):
        type = self.pick(ORDERED)
        return self.binary(self.pick(("<", "<=", ">", ">=")), RELATION, self.part(type, depth - 1), self.part(type, depth - 1))

    def bool_equal(self, depth):
        type = self.any_type()
        return self.binary(self.pick(("==", "!=")), RELATION, self.part(type, depth - 1), self.part(type, depth - 1))

    def bool_across(self, depth):
        """Values of two types, which only `dyn` allows to be compared."""
        one, other = (self.pick(NUMBERS if self.maybe(0.8) else SIMPLE) for _ in range(2))
        operator = self.pick(("==", "!=", "<", "<=", ">", ">="))
        return self.binary(operator, RELATION, self.call("dyn", self.part(one, depth - 2)), self.part(other, depth - 2))

    def bool_in(self, depth):
        element = self.any_type(0)
        wanted = self.part(element, depth - 1)
        if self.maybe(0.15):
            wanted = self.call("dyn", self.part(self.pick(NUMBERS), depth - 2))
        whole = ("map", element, self.any_type(0)) if element in KEYS and self.maybe(0.4) else ("list", element)
        return self.binary("in", RELATION, wanted, self.part(whole, depth - 1))

    def bool_and(self, depth, operator="&&", level=AND):
        parts = [self.part("bool", depth - 1), self.part("bool", depth - 1)]
        if self.maybe(0.15):
            failing = ("1 / 0 > 0", "ints[9] == 1", "table.zz == 1", "int('x') < 2", "missing == 1", "dyn('a') < 1")
            parts[self.pick((0, 1))] = self.pick([(text, RELATION) for text in failing] + [("dyn(1)", MEMBER)])
        return self.binary(operator, level, *parts)

    def bool_or(self, depth):
        return self.bool_and(depth, "||", OR)

    def bool_not(self, depth):
        return self.pick(("!", "!", "!!", "!!!")) + self.at(MEMBER, self.part("bool", depth - 1)), UNARY

    def bool_has(self, depth):
        whole = self.pick(("table", "tree", "tree.a", "tree.zz", "any", "any.a"))
        if self.maybe(0.5):
            names = self.random.sample(FIELDS, self.pick((1, 2, 3)))
            whole = self.at(MEMBER, self.fields(names, self.any_type(1), depth - 1))
        return f"has({whole}.{self.pick(FIELDS)})", MEMBER

    def bool_macro(self, depth):
        type = ("map", self.pick(KEYS), self.any_type(0)) if self.maybe(0.3) else ("list", self.any_type(1))
        return self.macro(self.pick(("all", "exists", "exists_one")), type, depth, "bool")

    def bool_text(self, depth):
        function = self.pick(("contains", "startsWith", "endsWith"))
        return self.method(self.part("string", depth - 1), function, self.part("string", depth - 1))

    def bool_matches(self, depth):
        text = self.part("string", depth - 1)
        pattern = self.string(PATTERNS, BAD_PATTERNS) if self.maybe(0.9) else self.part("string", depth - 2)
        return self.method(text, "matches", pattern) if self.maybe(0.7) else self.call("matches", text, pattern)

    def bool_convert(self, depth):
        return self.call("bool", self.string(BOOLS, BAD_BOOLS) if self.maybe(0.8) else self.part("bool", depth - 1))

    # Numbers ---------------------------------------------------------------------------------------------------------

    def arithmetic(self, type, depth):
        if self.maybe(0.03):
            return self.chain(type)
        signs = (("+", SUM), ("-", SUM), ("*", PRODUCT), ("/", PRODUCT), ("/", PRODUCT) if type == "double" else ("%", PRODUCT))
        return self.binary(*self.pick(signs), self.part(type, depth - 1), self.part(type, depth - 1))

    def chain(self, type):
        """Many operators without brackets."""
        text = self.at(UNARY, self.leaf(type))
        for _ in range(self.random.randint(3, 12)):
            operator = self.pick("++--*/" if type == "double" else "++--*%")
            text += f"{self.gap()}{operator}{self.gap()}{self.at(UNARY, self.leaf(type))}"
        return text, SUM

    def negated(self, type, depth):
        text = self.at(MEMBER, self.part(type, depth - 1))
        return self.pick(("-", "- ") if text.isdigit() else ("-", "--", "- -")) + text, UNARY

    def converted(self, type, depth, *sources):
        """A conversion from one of the types, or from text."""
        if self.maybe(0.3):
            return self.call(type, self.string(NUMERALS[type], BAD_NUMERALS))
        return self.call(type, self.part(self.pick(sources), depth - 1))

    def int_part(self, depth):
        chance = self.random.random()
        if chance < 0.45:
            return self.arithmetic("int", depth)
        if chance < 0.53:
            return self.negated("int", depth)
        if chance < 0.7:
            measured = self.pick(("string", "bytes", ("list", self.any_type(1)), ("map", self.pick(KEYS), self.any_type(0))))
            return self.pick((self.call, lambda name, part: self.method(part, name)))("size", self.part(measured, depth - 1))
        if chance < 0.85:
            return self.converted("int", depth, "uint", "double", "timestamp", "int")
        if chance < 0.97:
            zone = [self.string(ZONES, BAD_ZONES)] if self.maybe(0.5) else []
            return self.method(self.part("timestamp", depth - 1), self.pick(ACCESSORS), *zone)
        return self.method(self.part("duration", depth - 1), self.pick(ACCESSORS[-4:]))

    def uint_part(self, depth):
        if self.maybe(0.6):
            return self.arithmetic("uint", depth)
        return self.converted("uint", depth, "int", "double", "uint")

    def double_part(self, depth):
        chance = self.random.random()
        if chance < 0.55:
            return self.arithmetic("double", depth)
        if chance < 0.65:
            return self.negated("double", depth)
        return self.converted("double", depth, "int", "uint", "double")

    # Text and time ---------------------------------------------------------------------------------------------------

    def string_part(self, depth):
        if self.maybe(0.5):
            return self.binary("+", SUM, self.part("string", depth - 1), self.part("string", depth - 1))
        if self.maybe(0.2):  # no computed ones, for how many decimals those have is not known
            return self.call("string", self.leaf(self.pick(("timestamp", "duration"))))
        return self.call("string", self.part(self.pick(("string", "bool", "int", "uint", "bytes")), depth - 1))

    def bytes_part(self, depth):
        if self.maybe(0.5):
            return self.binary("+", SUM, self.part("bytes", depth - 1), self.part("bytes", depth - 1))
        return self.call("bytes", self.part(self.pick(("string", "string", "bytes")), depth - 1))

    def timestamp_part(self, depth):
        chance = self.random.random()
        if chance < 0.6:
            operands = self.part("timestamp", depth - 1), self.part("duration", depth - 1)
            if self.maybe(0.3):
                return self.binary("+", SUM, *reversed(operands))
            return self.binary(self.pick("+-"), SUM, *operands)
        return self.call("timestamp", self.part("int" if chance < 0.8 else "timestamp", depth - 1))

    def duration_part(self, depth):
        chance = self.random.random()
        if chance < 0.85:
            type = "timestamp" if chance < 0.35 else "duration"
            operator = "-" if chance < 0.35 else self.pick("+-")
            return self.binary(operator, SUM, self.part(type, depth - 1), self.part(type, depth - 1))
        return self.call("duration", self.part("duration", depth - 1))

    def null_part(self, depth):
        return self.null_leaf()

    def type_part(self, depth):
        return self.call("type", self.part(self.any_type(1), depth - 1))
