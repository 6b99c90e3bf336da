package dev.assay.detectors.text.jinja;

import java.util.Set;

/** Names that mean something in templates. */
final class Names {
    /** Special attributes that lead from any value to the interpreter, or that do what they are asked to. */
    private static final Set<String> ESCAPES = Set.of(
            "__globals__",
            "__builtins__",
            "__subclasses__",
            "__mro__",
            "__base__",
            "__bases__",
            "__import__",
            "__init__",
            "__new__",
            "__getattribute__",
            "__getattr__",
            "__getitem__",
            "__code__",
            "__closure__",
            "__dict__",
            "__reduce__",
            "__reduce_ex__",
            "__loader__",
            "__spec__",
            "__call__",
            "__func__",
            "__self__",
            "__wrapped__",
            "__kwdefaults__",
            "__defaults__",
            "__init_subclass__",
            "__setattr__",
            "__del__",
            "__build_class__",
            "__enter__",
            "__class_getitem__",
            "__objclass__");

    /** Attributes without underscores that do the same. */
    private static final Set<String> FRAMES = Set.of(
            "func_globals",
            "func_code",
            "gi_frame",
            "gi_code",
            "cr_frame",
            "cr_code",
            "ag_frame",
            "tb_frame",
            "f_globals",
            "f_locals",
            "f_builtins",
            "f_back",
            "mro");

    private static final Set<String> CODE_CALLS = Set.of(
            "popen",
            "system",
            "eval",
            "exec",
            "execfile",
            "import_module",
            "__import__",
            "check_output",
            "getoutput",
            "getstatusoutput",
            "Popen",
            "spawn",
            "spawnl",
            "spawnv",
            "execv",
            "execl",
            "check_call",
            "load_module",
            "from_object",
            "from_pyfile",
            "_load_form_data",
            "fromfile",
            "globals",
            "CDLL");

    private static final Set<String> APPLICATION = Set.of(
            "request",
            "config",
            "url_for",
            "get_flashed_messages",
            "g",
            "session",
            "current_app",
            "lipsum",
            "self",
            "handler",
            "application",
            "app");

    private Names() {}

    static boolean isSpecial(String name) {
        return name.length() > 4 && name.startsWith("__") && name.endsWith("__");
    }

    static boolean isEscape(String name) {
        return ESCAPES.contains(name) || FRAMES.contains(name);
    }

    static boolean isCodeCall(String name) {
        return CODE_CALLS.contains(name);
    }

    static boolean isOfApplication(String name) {
        return APPLICATION.contains(name);
    }
}
