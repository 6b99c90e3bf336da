package dev.assay.engine.text;

import java.util.List;

/** Tells texts of a model's metadata that look like something else than a description. By exact marks; takes linear time. */
public final class CodeLikeness {
    private static final List<String> TEMPLATE = List.of("{{", "{%", "{#");

    /** What prose about a model does not say: calls that run something, with the parenthesis, and shells. */
    private static final List<String> CODE = List.of(
            "__import__(",
            "__class__",
            "os.system(",
            "os.popen(",
            "subprocess.",
            "eval(",
            "exec(",
            "<script",
            "javascript:",
            "rm -rf ",
            "/bin/sh",
            "/bin/bash",
            "bash -c",
            "powershell");

    private CodeLikeness() {}

    /** Whether a Jinja engine would find something to do in it. */
    public static boolean isTemplate(String text) {
        return hasAny(text, TEMPLATE);
    }

    /** Whether it has a piece of a program. Says nothing of whether anybody runs it. */
    public static boolean isCode(String text) {
        return hasAny(text, CODE);
    }

    private static boolean hasAny(String text, List<String> marks) {
        for (String mark : marks) {
            if (text.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
