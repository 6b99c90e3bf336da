package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.PathGlob;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What strangers write into events, {@code untrusted.tsv}, and what expressions make of it. Pure functions; read on first use. */
final class Untrusted {
    private static final int MOST_DEPTH = 3;

    private record Row(PathGlob path, List<String> events) {}

    /** Read with the first expression. */
    private static final class Table {
        private static final List<Row> ROWS = read();

        private static List<Row> read() {
            List<Row> rows = new ArrayList<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(Untrusted.class.getResource("untrusted.tsv")), 2)) {
                rows.add(new Row(new PathGlob(row.get(0)), Parts.of(row.get(1), ' ')));
            }
            return rows;
        }
    }

    /** Whose runs of strangers have the rights and secrets of the repository. */
    private static final Set<String> PRIVILEGED = Set.of(
            "pull_request_target",
            "issues",
            "issue_comment",
            "discussion",
            "discussion_comment",
            "workflow_run",
            "gollum",
            "commit_comment");

    private Untrusted() {}

    static boolean isPrivileged(String event) {
        return PRIVILEGED.contains(event);
    }

    /** Whether the event fills a context with what a stranger wrote. */
    static boolean isFilled(String path, String event) {
        for (Row row : Table.ROWS) {
            if (row.path().matches(path)) {
                return row.events().contains(event);
            }
        }
        return false;
    }

    /** Whether some event does. */
    static boolean isKnown(String path) {
        return Table.ROWS.stream().anyMatch(row -> row.path().matches(path));
    }

    /** The references that flow into a text, by way of variables as well. */
    static List<String> flowing(String text, Map<String, String> environment) {
        List<String> paths = new ArrayList<>(0);
        flowing(text, environment, 0, paths);
        return paths;
    }

    private static void flowing(String text, Map<String, String> environment, int depth, List<String> paths) {
        if (text.indexOf("${{") < 0) {
            return;
        }
        for (Expression expression : Expression.within(text)) {
            for (String path : expression.flowing()) {
                String variable = path.startsWith("env.") ? path.substring("env.".length()) : "";
                if (variable.isEmpty()) {
                    paths.add(path);
                } else if (depth < MOST_DEPTH) {
                    for (Map.Entry<String, String> each : environment.entrySet()) {
                        if (each.getKey().equalsIgnoreCase(variable)) {
                            flowing(each.getValue(), environment, depth + 1, paths);
                        }
                    }
                }
            }
        }
    }
}
