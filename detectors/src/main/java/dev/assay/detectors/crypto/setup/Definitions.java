package dev.assay.detectors.crypto.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that a configuration of Terraform gives names to, {@code var.x} and {@code local.x}, as far as one file says them, and
 * parameters of CloudFormation, which {@link TreeReader} writes in the same way. Belongs to one thread.
 */
final class Definitions {
    static final String VARIABLE = "variable";

    private static final String DEFAULT = ".default";
    private static final String PARAMETERS = "parameters";
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
        String defined = variable == null ? defaulted(PARAMETERS, path) : variable;
        if (defined != null) {
            values.putIfAbsent("var." + defined, value);
        } else if (path.startsWith(LOCALS)) {
            values.putIfAbsent("local." + path.substring(LOCALS.length()), value);
        }
    }

    /** The variable whose default a setting of this path is; null for none. */
    static @Nullable String variable(String path) {
        return defaulted(VARIABLE, path);
    }

    private static @Nullable String defaulted(String of, String path) {
        int start = of.length() + 1;
        boolean isDefault =
                path.startsWith(of + ".") && path.endsWith(DEFAULT) && path.length() > start + DEFAULT.length();
        return isDefault ? path.substring(start, path.length() - DEFAULT.length()) : null;
    }

    /** What a value may stand for: of {@code condition ? one : other} each of the two. */
    List<Span> choices(Span value) {
        List<Span> sides = sides(value, MOST_STEPS);
        return sides.size() < 2
                ? List.of(resolve(value))
                : sides.stream().map(side -> resolve(side).unquoted()).toList();
    }

    private static List<Span> sides(Span value, int steps) {
        String text = value.text();
        boolean isQuoted = text.startsWith("${") && text.endsWith("}");
        int end = text.length() - (isQuoted ? 1 : 0);
        int then = outsideQuotes(text, " ? ", 0);
        int otherwise = then < 0 ? -1 : outsideQuotes(text, " : ", then + 3);
        if (otherwise < 0 || steps == 0) {
            return List.of(value.strip());
        }
        List<Span> sides = new ArrayList<>();
        sides.add(value.part(then + 3, otherwise).strip());
        sides.addAll(sides(value.part(otherwise + 3, Math.max(otherwise + 3, end)), steps - 1));
        return sides;
    }

    private static int outsideQuotes(String text, String sign, int from) {
        boolean isWithin = false;
        for (int i = from; i < text.length(); i++) {
            isWithin ^= text.charAt(i) == '"';
            if (!isWithin && text.startsWith(sign, i)) {
                return i;
            }
        }
        return -1;
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
