"""A unity build puts several sources of a library into one: names in their anonymous namespaces must differ.

Reads what stands at the level of an anonymous namespace (functions, constants, types), in each library. Names within a
namespace of their own (the claims' m2, t1 ...) are told apart by it. Overloads in one file are no clash.
"""

import collections
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARIES = ["theory", "simulate", "verify", "bench/theory", "bench/simulate"]

LITERALS = re.compile(
    r'R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])\'', re.S)
NAMESPACE = re.compile(r"(?:inline\s+)?namespace\s*([\w:]*)$")
TYPE = re.compile(r"^(?:template\s*<.*>\s*)?(?:struct|class|union|enum(?:\s+class)?)\s+(\w+)")
ALIAS = re.compile(r"^(?:template\s*<.*>\s*)?using\s+(\w+)\s*=")


def without_literals(text):
    """The code alone: comments, texts and preprocessor lines blanked."""
    text = LITERALS.sub(lambda m: '""' if '"' in m.group()[:2] else " ", text)
    return re.sub(r"^\s*#.*(?:\\\n.*)*$", "", text, flags=re.M)


def declared(statement):
    """The name that a declaration at namespace level introduces, or None."""
    statement = " ".join(statement.split())
    statement = re.sub(r"\[\[.*?\]\]\s*|alignas\([^)]*\)\s*", "", statement)
    for pattern in (TYPE, ALIAS):
        found = pattern.match(statement)
        if found:
            return found.group(1)
    # A second alias of the same namespace is no second name.
    if not statement or statement.startswith(("using", "static_assert", "extern template", "friend", "namespace")):
        return None
    # Up to the parameters, the value or the array's size; template arguments are no part of the name.
    previous = None
    while previous != statement:
        previous, statement = statement, re.sub(r"<[^<>()]*(?:\([^()]*\)[^<>()]*)*>", "", statement)
    head = re.split(r"[({=\[]", statement, maxsplit=1)[0]
    found = re.search(r"\b((?:\w+::)*\w+)\s*$", head)
    if not found or "::" in found.group(1) or len(head.split()) < 2:
        return None
    return found.group(1)


def anonymous_names(text):
    """(enclosing namespaces, name) of what stands in the text's anonymous namespaces."""
    stack = []  # one entry a brace: a namespace's name, "" for an anonymous one, None for any other block
    statement = ""
    for character in without_literals(text):
        open_namespaces = all(level is not None for level in stack)
        if character == "{":
            found = NAMESPACE.search(statement.strip()) if open_namespaces else None
            if found:
                stack.append(found.group(1))
                statement = ""
                continue
            if open_namespaces and "" in stack:
                name = declared(statement)
                if name:
                    yield tuple(stack), name
            stack.append(None)
        elif character == "}":
            if stack:
                stack.pop()
            if all(level is not None for level in stack):
                # `int x{3};` goes on to its semicolon, which then finds nothing more.
                statement = ""
        elif character == ";" and open_namespaces:
            name = declared(statement) if "" in stack else None
            if name:
                yield tuple(stack), name
            statement = ""
        elif open_namespaces:
            statement += character


def clashes(sources):
    """{name: files} of the names that more than one of the sources, (path, text) each, has for itself."""
    places = collections.defaultdict(set)
    for path, text in sources:
        for namespaces, name in anonymous_names(text):
            places["::".join([*filter(None, namespaces), name])].add(str(path))
    return {name: sorted(files) for name, files in places.items() if len(files) > 1}


class UnityNames(unittest.TestCase):
    def test_names_in_anonymous_namespaces_are_met_once_in_a_library(self):
        for library in LIBRARIES:
            with self.subTest(library):
                sources = [(s.relative_to(ROOT), s.read_text()) for s in sorted((ROOT / library).rglob("*.cpp"))]
                self.assertEqual(clashes(sources), {})

    def test_a_clash_is_seen_and_an_inner_namespace_tells_apart(self):
        first = "namespace a { namespace {\nconstexpr double reach = 3;\nint f(int x) { return x; }\n} }"
        same = "namespace a { namespace { const std::array<int, 2> reach{1, 2}; std::vector<int> f() { int g = 1; } } }"
        inner = "namespace a::m2 { namespace { double reach() { return 1; } } }"
        self.assertEqual(set(clashes([("x", first), ("y", same)])), {"a::reach", "a::f"})
        self.assertEqual(clashes([("x", first), ("y", inner)]), {})

    def test_what_is_no_declaration_of_an_anonymous_namespace_is_left_out(self):
        text = ("namespace a { int shown() { return 1; } namespace { // int hidden();\n struct s { int member; };\n"
                'const char* text = "int in_text;"; void g() { int local = 0; } using t = int; } }')
        self.assertEqual({n for _, n in anonymous_names(text)}, {"s", "text", "g", "t"})


if __name__ == "__main__":
    sys.exit(unittest.main())
