package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.PathGlob;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What strangers write into events, {@code untrusted.tsv}, and what expressions make of it. Pure functions; read on first use. */
final class Untrusted {
    private static final int MOST_DEPTH = 3;
    private static final long MOST_VARIABLES = 16L << 20;
    private static final String VARIABLE = "env.";
    private static final String TARGET = "pull_request_target";

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
            TARGET,
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

    /** Whether the event fills a context, or something in the whole of it, with what a stranger wrote. */
    static boolean isFilled(String path, Trigger trigger) {
        for (Row row : Table.ROWS) {
            if (row.events().contains(trigger.event()) && isOf(row, path) && (!isChange(row) || isEdited(trigger))) {
                return true;
            }
        }
        return false;
    }

    /** Whether some event does. */
    static boolean isKnown(String path) {
        return Table.ROWS.stream().anyMatch(row -> isOf(row, path));
    }

    private static boolean isOf(Row row, String path) {
        return path.endsWith(Expression.WHOLE)
                ? row.path().pattern().startsWith(path.substring(0, path.length() - 2))
                : row.path().matches(path);
    }

    /** What was there before somebody edited it, which only that activity says. */
    private static boolean isChange(Row row) {
        return row.path().pattern().contains(".changes.");
    }

    private static boolean isEdited(Trigger trigger) {
        boolean isDefault = trigger.types().isEmpty()
                && !trigger.event().equals("pull_request")
                && !trigger.event().equals(TARGET);
        return isDefault || trigger.types().contains("edited");
    }

    /**
     * Whether the steps have so many variables that looking into those of each takes too long: a variable of the workflow is one of each
     * step.
     */
    static boolean isTooMuch(Workflow workflow) {
        long size = 0;
        for (Job job : workflow.jobs()) {
            for (Step step : job.steps()) {
                for (String value : step.environment().values()) {
                    size += 1 + value.length();
                    if (size > MOST_VARIABLES) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The references that flow into a text, by way of variables as well, each of which is looked into once. */
    static List<String> flowing(String text, Map<String, String> environment) {
        List<String> paths = new ArrayList<>(0);
        Map<String, List<String>> unseen = new HashMap<>();
        List<String> texts = List.of(text);
        for (int depth = 0; depth <= MOST_DEPTH && !texts.isEmpty(); depth++) {
            List<String> variables = new ArrayList<>(0);
            texts.forEach(each -> flow(each, variables, paths));
            if (depth == 0 && !variables.isEmpty()) {
                environment.forEach(
                        (name, value) -> unseen.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                                .add(value));
            }
            texts = take(variables, unseen);
        }
        return paths;
    }

    /** The texts of variables that were not yet asked for. */
    private static List<String> take(List<String> variables, Map<String, List<String>> unseen) {
        List<String> texts = new ArrayList<>(variables.size());
        for (String variable : variables) {
            if (variable.equals("**")) {
                unseen.values().forEach(texts::addAll);
                unseen.clear();
            }
            List<String> values = unseen.remove(variable);
            if (values != null) {
                texts.addAll(values);
            }
        }
        return texts;
    }

    private static void flow(String text, List<String> variables, List<String> paths) {
        if (text.indexOf("${{") < 0) {
            return;
        }
        for (Expression expression : Expression.within(text)) {
            for (String path : expression.flowing()) {
                if (path.startsWith(VARIABLE)) {
                    variables.add(path.substring(VARIABLE.length()));
                } else {
                    paths.add(path);
                }
            }
        }
    }
}
