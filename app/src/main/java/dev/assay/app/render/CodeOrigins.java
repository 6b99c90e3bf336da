package dev.assay.app.render;

import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Tells code that a project did not write itself by where it lies, from {@code origins.tsv}: it is judged as all other code is, and
 * counted apart, since somebody else has to mend it. Immutable.
 */
final class CodeOrigins {
    private final Map<String, String> folders = new HashMap<>();
    private final Map<String, String> endings = new HashMap<>();

    CodeOrigins() {
        for (List<String> row : Rows.read(Objects.requireNonNull(CodeOrigins.class.getResource("origins.tsv")), 4)) {
            (row.get(0).equals("folder") ? folders : endings).put(row.get(1), row.get(2));
        }
    }

    /** {@code vendored}, {@code generated}, or empty for the project's own. */
    String of(Location at) {
        String origin = of(at.path());
        for (String entry : at.entries()) {
            origin = origin.isEmpty() ? of(entry) : origin;
        }
        return origin;
    }

    private String of(String path) {
        List<String> parts = Parts.of(path.toLowerCase(Locale.ROOT), '/');
        for (String folder : parts.subList(0, parts.size() - 1)) {
            String origin = folders.get(folder);
            if (origin != null) {
                return origin;
            }
        }
        String name = parts.getLast();
        for (Map.Entry<String, String> ending : endings.entrySet()) {
            if (name.endsWith(ending.getKey())) {
                return ending.getValue();
            }
        }
        return "";
    }
}
