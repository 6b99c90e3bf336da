package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of one language, by callee. Immutable and shared between threads. A callee may have several rows: a call that is
 * two uses.
 */
final class ApiTable {
    private static final int COLUMNS = 2;

    private final Map<String, List<ApiRow>> rows = new HashMap<>();
    private final Map<String, List<String>> overrides = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private final Set<String> types = new HashSet<>();

    /** @throws IllegalArgumentException for a faulty row */
    ApiTable(List<URL> tables) {
        int number = 0;
        for (URL table : tables) {
            for (List<String> row : Rows.read(table, COLUMNS)) {
                add(ApiRow.of(number++, row.get(0), row.get(1)));
            }
        }
    }

    private void add(ApiRow api) {
        rows.computeIfAbsent(api.callee(), _ -> new ArrayList<>(1)).add(api);
        String callee = api.callee().substring(api.callee().indexOf(' ') + 1);
        types.add(callee);
        int dot = callee.lastIndexOf('.');
        if (dot > 0) {
            types.add(callee.substring(0, dot));
            if (api.callee().startsWith("override ")) {
                overrides
                        .computeIfAbsent(callee.substring(0, dot), _ -> new ArrayList<>(1))
                        .add(callee);
            }
        }
        if (api.isActive()) {
            active.add(callee.substring(dot + 1));
        }
        if (!api.result().isEmpty()) {
            types.add(api.result());
        }
    }

    /** The callees that are a use of something. */
    List<String> callees() {
        return rows.values().stream()
                .filter(of -> of.stream().anyMatch(row -> !row.purpose().isEmpty()))
                .map(of -> of.getFirst().callee())
                .sorted()
                .toList();
    }

    /** The rows of a callee by its full name; none if it is not known. */
    List<ApiRow> of(String callee) {
        return rows.getOrDefault(callee, List.of());
    }

    /** Whether a row of a function or type of this last name is a use, or says more of one. */
    boolean isActive(String name) {
        return active.contains(name);
    }

    /** The functions of a type for whose overriding there are rows. */
    List<String> overrides(String type) {
        return overrides.getOrDefault(type, List.of());
    }

    /** Whether a row is of this type or function. */
    boolean knows(String path) {
        return types.contains(path);
    }
}
