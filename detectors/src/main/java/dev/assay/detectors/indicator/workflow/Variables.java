package dev.assay.detectors.indicator.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Variables in the words of commands: {@code $X}, <code>${X}</code>, {@code $env:X}. Pure functions. */
final class Variables {
    private Variables() {}

    /** Whether a text names a variable of a shell, whatever the case. */
    static boolean isNamed(String text, String name) {
        int length = name.length();
        for (int at = text.indexOf('$'); at >= 0 && length > 0; at = text.indexOf('$', at + 1)) {
            int from = at + 1;
            from += text.startsWith("{", from) ? 1 : 0;
            from += text.regionMatches(true, from, "env:", 0, 4) ? 4 : 0;
            if (text.regionMatches(true, from, name, 0, length) && !isOfName(text, from + length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(String text, int at) {
        return at < text.length() && (text.charAt(at) == '_' || Character.isLetterOrDigit(text.charAt(at)));
    }

    /** The contexts that flow into a text by expressions and by variables of the step that it names. */
    static List<String> flowing(String text, Map<String, String> environment) {
        List<String> paths = new ArrayList<>(Untrusted.flowing(text, environment));
        if (text.indexOf('$') >= 0) {
            environment.forEach((name, value) -> {
                if (value.indexOf("${{") >= 0 && isNamed(text, name)) {
                    paths.addAll(Untrusted.flowing(value, environment));
                }
            });
        }
        return paths;
    }
}
