package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rows of one language, by callee. Immutable and shared between threads. A callee may have several rows: a call that is
 * two uses. A row whose callee says {@code {a,b}} stands for one of each; {@code @} in its clauses is which, and {@code ^} which of a
 * second such list. A row {@code words NAME} says what {@code {NAME}} stands for in clauses, a row {@code alias NAME} under which other name rows know a module or a member.
 */
final class ApiTable {
    private static final int COLUMNS = 2;

    private static final String WORDS = "words ";
    private static final String ALIAS = "alias ";
    private static final String UNKNOWN = "?";

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private int count;
    private final Map<String, List<ApiRow>> rows = new HashMap<>();
    private final Map<String, List<String>> overrides = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private final Set<String> types = new HashSet<>();

    /** @throws IllegalArgumentException for a faulty row */
    ApiTable(List<URL> tables) {
        for (URL table : tables) {
            for (List<String> row : Rows.read(table, COLUMNS)) {
                add(row.get(0), row.get(1));
            }
        }
    }

    private void add(String callee, String clauses) {
        if (callee.startsWith(WORDS)) {
            words.put("{" + callee.substring(WORDS.length()) + "}", "{" + clauses + "}");
        } else if (callee.startsWith(ALIAS)) {
            aliases.put(callee.substring(ALIAS.length()), clauses);
        } else {
            String all = clauses;
            for (Map.Entry<String, String> each : words.entrySet()) {
                all = all.replace(each.getKey(), each.getValue());
            }
            addEach(callee, all, "@");
        }
    }

    private void addEach(String callee, String clauses, String which) {
        int open = callee.indexOf('{');
        int close = callee.indexOf('}');
        if (open < 0) {
            add(ApiRow.of(count++, callee, clauses));
            return;
        }
        for (String one : Parts.of(callee.substring(open + 1, close), ',')) {
            addEach(callee.substring(0, open) + one + callee.substring(close + 1), clauses.replace(which, one), "^");
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

    /** The callees that are a use of something, under each name. */
    List<String> callees() {
        SortedSet<String> callees = new TreeSet<>();
        rows.forEach((callee, of) -> {
            if (!callee.contains(UNKNOWN)
                    && of.stream().anyMatch(row -> !row.purpose().isEmpty())) {
                callees.add(callee);
                aliases.forEach((alias, name) -> {
                    if (callee.startsWith(name) && ends(callee, name.length())) {
                        callees.add(alias + callee.substring(name.length()));
                    }
                });
            }
        });
        return List.copyOf(callees);
    }

    /** The rows of a callee by its full name; none if it is not known. */
    List<ApiRow> of(String callee) {
        List<ApiRow> known = rows.get(callee);
        return known != null || aliases.isEmpty()
                ? known == null ? List.of() : known
                : rows.getOrDefault(name(callee), List.of());
    }

    /** The name that rows know it by: of the longest part of it that is another name for something. */
    private String name(String callee) {
        int from = callee.indexOf(' ') + 1;
        for (int end = callee.length(); end > from; end = callee.lastIndexOf('.', end - 1)) {
            String name = aliases.get(callee.substring(from, end));
            if (name != null) {
                return callee.substring(0, from) + name + callee.substring(end);
            }
        }
        return callee;
    }

    private static boolean ends(String path, int at) {
        return at == path.length() || path.charAt(at) == '.';
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
        return types.contains(path) || !aliases.isEmpty() && types.contains(name(path));
    }

    /** The callee of a method of an object of which nothing is known. */
    static String ofUnknown(String method) {
        return UNKNOWN + "." + method;
    }
}
