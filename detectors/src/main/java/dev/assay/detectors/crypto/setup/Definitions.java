package dev.assay.detectors.crypto.setup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a configuration of Terraform gives names to, {@code var.x} and {@code local.x}, as far as one file says them. Belongs
 * to one thread.
 */
final class Definitions {
    static final String VARIABLE = "variable";

    private static final String DEFAULT = ".default";
    private static final String LOCALS = "locals.";
    private static final int MOST = 10_000;

    /** Names of names. */
    private static final int MOST_STEPS = 8;

    private final Map<String, Span> values = new HashMap<>();

    /** @param path of a setting, in the form in which names are compared */
    void take(String path, Span value) {
        if (values.size() >= MOST) {
            return;
        }
        String variable = variable(path);
        if (variable != null) {
            values.putIfAbsent("var." + variable, value);
        } else if (path.startsWith(LOCALS)) {
            values.putIfAbsent("local." + path.substring(LOCALS.length()), value);
        }
    }

    /** The variable whose default a setting of this path is; null for none. */
    static @Nullable String variable(String path) {
        boolean isDefault = path.startsWith(VARIABLE + ".")
                && path.endsWith(DEFAULT)
                && path.length() > VARIABLE.length() + 1 + DEFAULT.length();
        return isDefault ? path.substring(VARIABLE.length() + 1, path.length() - DEFAULT.length()) : null;
    }

    /** What a value stands for; the value itself if that is not known. */
    Span resolve(Span value) {
        Span found = value;
        for (int step = 0; step < MOST_STEPS; step++) {
            Span next = values.get(name(found.unquoted().text()));
            if (next == null) {
                return found;
            }
            found = next;
        }
        return value;
    }

    private static String name(String text) {
        boolean isQuoted = text.startsWith("${") && text.endsWith("}");
        return Span.key(isQuoted ? text.substring(2, text.length() - 1).strip() : text);
    }
}
