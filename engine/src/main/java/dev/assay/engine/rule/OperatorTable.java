package dev.assay.engine.rule;

import dev.assay.engine.fact.GraphOperator;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges the operators of one framework's graphs by name: {@code operators.tsv} beside a detector, with the columns
 * domain ({@code -} for the framework's own), name ({@code *} for any in the domain), rule ({@code -} for none) and
 * what it does. Read when the first such operator is to be judged, since most scans see none. Thread-safe.
 */
public final class OperatorTable implements Rule {
    private static final int COLUMNS = 4;
    private static final String ANY = "*";
    private static final String NONE = "-";

    /**
     * A row.
     *
     * @param rule the id of the rule that it breaks, or null
     * @param what to follow "which"
     */
    private record Row(@Nullable String rule, String what) {}

    private final String framework;
    private final URL table;
    private final @Nullable String unknownRule;
    private final BiPredicate<String, GraphOperator> holds;
    private volatile @Nullable Map<String, Row> rows;

    /**
     * Judges by name alone.
     *
     * @param table the rows
     * @param unknownRule the rule for names that no row has, or null if they break none
     */
    public OperatorTable(String framework, @Nullable URL table, @Nullable String unknownRule) {
        this(framework, table, unknownRule, (_, _) -> true);
    }

    /**
     * Judges by name, and then by more.
     *
     * @param table the rows
     * @param unknownRule the rule for names that no row has, or null if they break none
     * @param holds whether a rule is broken by this very operator, where that depends on more than its name
     */
    public OperatorTable(
            String framework,
            @Nullable URL table,
            @Nullable String unknownRule,
            BiPredicate<String, GraphOperator> holds) {
        this.framework = framework;
        this.table = Objects.requireNonNull(table, "no rows for " + framework);
        this.unknownRule = unknownRule;
        this.holds = holds;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (GraphOperator operator : facts.of(GraphOperator.class)) {
            if (operator.framework().equals(framework)) {
                judge(operator, out);
            }
        }
    }

    private void judge(GraphOperator operator, Findings out) {
        Row row = find(operator.domain(), operator.name());
        String rule = row != null ? row.rule() : operator.defined() ? null : unknownRule;
        if (rule == null || !holds.test(rule, operator)) {
            return;
        }
        out.add(
                rule,
                operator.offsetBytes(),
                operator.qualified() + (operator.argument().isEmpty() ? "" : "(" + operator.argument() + ")"),
                Map.of(
                        "operator",
                        operator.qualified(),
                        "what",
                        row == null ? "" : row.what(),
                        "node",
                        operator.node(),
                        "argument",
                        operator.argument(),
                        "given",
                        operator.argument().isEmpty() ? "" : " It is given: " + operator.argument() + ".",
                        "count",
                        Long.toString(operator.count())));
    }

    private @Nullable Row find(String domain, String name) {
        Map<String, Row> all = rows;
        if (all == null) {
            all = read();
            rows = all; // a second thread may have read the same meanwhile
        }
        Row exact = all.get(key(domain, name));
        return exact != null ? exact : all.get(key(domain, ANY));
    }

    private Map<String, Row> read() {
        Map<String, Row> all = new HashMap<>();
        for (List<String> row : Rows.read(table, COLUMNS)) {
            String rule = row.get(2).equals(NONE) ? null : row.get(2);
            String domain = row.get(0).equals(NONE) ? "" : row.get(0);
            if (all.put(key(domain, row.get(1)), new Row(rule, row.get(3))) != null) {
                throw new IllegalArgumentException(table + ": " + row.get(0) + " " + row.get(1) + " is there twice");
            }
        }
        return Map.copyOf(all);
    }

    private static String key(String domain, String name) {
        return domain + "::" + name;
    }
}
