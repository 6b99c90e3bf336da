package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.function.Function;

/** Runs the examples of a folder's rows: each that must match does, each that must be silent is. */
public final class RuleExamples {
    private RuleExamples() {}

    /** The rows whose ids begin like this, of which there must be some. */
    public static List<RuleInfo> of(String prefix) {
        List<RuleInfo> rows = AllDetectors.ALL.book().all().stream()
                .filter(rule -> rule.id().startsWith(prefix))
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /**
     * Checks one row.
     *
     * @param examples the row's {@code match()} or {@code silent()}
     * @param reported whether they must be reported
     * @param name what the file is called
     * @param made the file of an example
     */
    public static void check(
            RuleInfo row, List<String> examples, boolean reported, String name, Function<String, byte[]> made) {
        for (String example : examples) {
            List<String> ids = new TestScan(AllDetectors.ALL)
                    .run(name, made.apply(example))
                    .ruleIds();
            if (reported) {
                assertThat(ids).as(row.id() + ": " + example).contains(row.id());
            } else {
                assertThat(ids).as(row.id() + ": " + example).doesNotContain(row.id());
            }
        }
    }
}
