package dev.assay.detectors.indicator.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What flows into the commands of one step: by expressions, and by variables that they name, as {@code $X}, <code>${X}</code>, {@code $env:X}
 * and {@code env.X}. The variables are looked through once, whatever the number of commands. Belongs to one thread.
 */
final class Variables {
    private static final int MOST_DEPTH = 3;

    private final SortedMap<String, String> environment;
    private @Nullable Map<String, String> expressions; // by names in lower case

    Variables(SortedMap<String, String> environment) {
        this.environment = environment;
    }

    /** The contexts whose text may be in it. */
    List<String> flowing(String text) {
        List<String> paths = new ArrayList<>(0);
        if (text.indexOf('$') >= 0) {
            flow(text, 0, paths);
        }
        return paths;
    }

    /** What the commands set variables to; what the step gives under the same name stays what flows. */
    void set(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (value.indexOf('$') >= 0) {
                expressions().putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            }
        });
    }

    private void flow(String text, int depth, List<String> paths) {
        paths.addAll(Untrusted.flowing(text, Map.of()));
        for (String name : names(text)) {
            String value = depth < MOST_DEPTH ? expressions().remove(name) : null;
            if (value != null) { // taken out while it is looked into, so that none is its own
                flow(value, depth + 1, paths);
                expressions().put(name, value);
            }
        }
    }

    private Map<String, String> expressions() {
        if (expressions == null) {
            Map<String, String> found = new HashMap<>();
            environment.forEach((name, value) -> {
                if (value.contains("${{")) {
                    found.put(name.toLowerCase(Locale.ROOT), value);
                }
            });
            expressions = found;
        }
        return expressions;
    }

    /** The names of variables in a text, each as often as it stands there, in lower case. */
    private static List<String> names(String text) {
        List<String> names = new ArrayList<>(0);
        for (int at = 0; at < text.length(); at++) {
            int from = -1;
            if (text.charAt(at) == '$') {
                from = at + 1;
                from += text.startsWith("{", from) ? 1 : 0;
                from += text.regionMatches(true, from, "env:", 0, 4) ? 4 : 0;
            } else if (text.startsWith("env.", at)) {
                from = at + 4;
            }
            int end = from;
            while (end >= 0
                    && end < text.length()
                    && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
                end++;
            }
            if (end > from) {
                names.add(text.substring(from, end).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
