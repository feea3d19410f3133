"""How one function of a chain gets to call the next.

Part of Stallfree, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

Every link is a function that returns a Code for step K of a chain. CALL is the
expression that calls the next step; its type is RESULT: void, or
asio::awaitable<void> if the next step is a coroutine. `there` goes into another
translation unit than the step itself.
"""

from dataclasses import dataclass


@dataclass
class Code:
    body: str  # statements of the step
    header: str = ""  # declarations that both units see
    here: str = ""  # definitions before the step
    there: str = ""  # definitions in the other unit


def use(call, result):
    """A statement that runs CALL from an ordinary function."""
    if result == "void":
        return f"{call};"
    return f"asio::co_spawn(loop(), {call}, asio::detached);"


def coroutine(k, call, result):
    return Code(f"{call};" if result == "void" else f"co_await {call};", "", "", "")


def lambda_(k, call, result):
    return Code(
        f"int unused = 0; auto run = [&unused] {{ ++unused; return {call}; }}; "
        + use("run()", result)
    )


def generic_lambda(k, call, result):
    return Code(
        f"auto run = [](auto value) {{ ++value; return {call}; }}; " + use("run(1)", result)
    )


def function(k, call, result):
    """A std::function that another translation unit fills."""
    return Code(
        use(f"hook{k}()", result),
        header=f"extern std::function<{result}()> hook{k}; void install{k}();",
        there=f"std::function<{result}()> hook{k};\n"
        f"void install{k}() {{ hook{k} = [] {{ return {call}; }}; }}",
    )


def pointer(k, call, result):
    """A function pointer that another translation unit initialises."""
    return Code(
        use(f"pointer{k}()", result),
        header=f"extern {result} (*pointer{k})();",
        there=f"static {result} target{k}() {{ return {call}; }}\n"
        f"{result} (*pointer{k})() = &target{k};",
    )


def virtual(k, call, result):
    return Code(
        f"auto object = create{k}(); " + use("object->run()", result),
        header=f"struct Base{k} {{ virtual ~Base{k}() = default; virtual {result} run() = 0; }};\n"
        f"std::unique_ptr<Base{k}> create{k}();",
        there=f"struct Real{k} : Base{k} {{ {result} run() override {{ return {call}; }} }};\n"
        f"std::unique_ptr<Base{k}> create{k}() {{ return std::make_unique<Real{k}>(); }}",
    )


def template(k, call, result):
    return Code(
        use(f"apply{k}([] {{ return {call}; }})", result),
        here=f"template <class F> static {result} apply{k}(F &&run) "
        "{ return std::forward<F>(run)(); }",
    )


def destructor(k, call, result):
    return Code(
        f"Scope{k} scope;",
        header=f"struct Scope{k} {{ ~Scope{k}(); }};",
        there=f"Scope{k}::~Scope{k}() {{ {use(call, result)} }}",
    )


def unique_ptr(k, call, result):
    return Code(
        f"auto job = std::make_unique<Job{k}>();",
        header=f"struct Job{k} {{ ~Job{k}(); }};",
        there=f"Job{k}::~Job{k}() {{ {use(call, result)} }}",
    )


def vector(k, call, result):
    """A container that owns what has the destructor."""
    return Code(
        f"std::vector<Item{k}> items(1);",
        header=f"struct Item{k} {{ ~Item{k}(); }};",
        there=f"Item{k}::~Item{k}() {{ {use(call, result)} }}",
    )


def handlers(k, call, result):
    """A container of callables."""
    return Code(
        f"std::map<int, std::function<{result}()>> handlers; "
        f"handlers[1] = [] {{ return {call}; }}; "
        f"for (auto &[key, handler] : handlers) {{ {use('handler()', result)} }}"
    )


def braced_table(k, call, result):
    """A container of callables that braces fill."""
    return Code(
        f"static const std::map<int, std::function<{result}()>> table = "
        f"{{{{1, [] {{ return {call}; }}}}, {{2, nullptr}}}}; " + use("table.at(1)()", result)
    )


def returned(k, call, result):
    """A function that gives a std::function back."""
    return Code(
        f"auto made = make{k}(); " + use("made()", result),
        header=f"std::function<{result}()> make{k}();",
        there=f"std::function<{result}()> make{k}() {{ return [] {{ return {call}; }}; }}",
    )


def static_object(k, call, result):
    """A static local: its initialiser runs where it is first met."""
    return Code(
        f"static Once{k} once; (void)once;",
        header=f"struct Once{k} {{ Once{k}(); }};",
        there=f"Once{k}::Once{k}() {{ {use(call, result)} }}",
    )


def table(k, call, result):
    """A method table that a namespace-scope initialiser fills."""
    return Code(
        f"for (const Row{k} &row : table{k}) {{ {use('row.run()', result)} }}",
        header=f"struct Row{k} {{ const char *name; {result} (*run)(); }};\n"
        f"extern const Row{k} table{k}[1];",
        there=f"static {result} entry{k}() {{ return {call}; }}\n"
        f'const Row{k} table{k}[1] = {{{{"name", &entry{k}}}}};',
    )


KINDS = {
    "coroutine": coroutine,
    "lambda": lambda_,
    "generic-lambda": generic_lambda,
    "std-function": function,
    "function-pointer": pointer,
    "virtual": virtual,
    "template": template,
    "destructor": destructor,
    "unique-ptr": unique_ptr,
    "vector": vector,
    "handlers": handlers,
    "braced-table": braced_table,
    "returned-function": returned,
    "static-object": static_object,
    "method-table": table,
}
