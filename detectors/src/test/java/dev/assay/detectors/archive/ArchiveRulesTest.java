package dev.assay.detectors.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.fact.ArchiveEntry;
import dev.assay.engine.fact.ArchiveEntry.Type;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveRulesTest {
    private static final RuleBook BOOK = new RuleBook(List.of(rows("rules.yaml"), rows("zip/rules.yaml")));

    private static URL rows(String path) {
        return Objects.requireNonNull(ArchiveEntryRule.class.getResource(path));
    }

    private static List<String> judged(ArchiveEntry entry) {
        Findings findings = new Findings(BOOK, _ -> true, 100);
        new ArchiveEntryRule()
                .judge(new Facts(Location.of("t", ""), List.of("tar"), List.of(), List.of(entry)), findings);
        return findings.all().stream().map(Finding::ruleId).toList();
    }

    /** Examples are names, or links as {@code name -> target}. */
    private static List<String> judged(String example) {
        String[] parts = example.split(" -> ", -1);
        return judged(
                parts.length == 1
                        ? new ArchiveEntry(example, Type.FILE, null, 0)
                        : new ArchiveEntry(parts[0], Type.SYMBOLIC_LINK, parts[1], 0));
    }

    @Test
    void rowsHoldWhatTheirExamplesSay() {
        for (RuleInfo row : BOOK.all()) {
            assertThat(row.family()).isEqualTo("archive");
            row.match()
                    .forEach(example -> assertThat(judged(example)).as(example).contains(row.id()));
            row.silent()
                    .forEach(example -> assertThat(judged(example)).as(example).doesNotContain(row.id()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a/../../b, archive/path-traversal",
        "a/b/../../../c, archive/path-traversal",
        "/../b, archive/path-traversal",
        "c:/b, archive/absolute-path",
        "a/./../b, ''",
        "a//../b, ''",
        "link -> ., ''",
        "a/b/link -> ../../c, ''",
        "a/b/link -> ../../../c, archive/link-escape",
        "usr/link -> /etc/x, archive/absolute-link",
        "usr/link -> /../x, archive/link-escape",
        "'a -> C:\\x', archive/link-escape",
    })
    void knowsWhereNamesLead(String example, String rule) {
        assertThat(judged(example)).isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @Test
    void judgesHardLinksFromTheRootOfTheArchive() {
        assertThat(judged(new ArchiveEntry("a/b", Type.HARD_LINK, "../c", 0))).containsExactly("archive/link-escape");
        assertThat(judged(new ArchiveEntry("usr/b", Type.HARD_LINK, "/etc/x", 0)))
                .containsExactly("archive/link-escape");
        assertThat(judged(new ArchiveEntry("a/b", Type.HARD_LINK, "a/c", 0))).isEmpty();
        assertThat(judged(new ArchiveEntry("a", Type.SYMBOLIC_LINK, null, 0)))
                .containsExactly("archive/link-target-unknown");
        assertThat(judged(new ArchiveEntry("a", Type.DEVICE, null, 0))).containsExactly("archive/device-entry");
        assertThat(judged(new ArchiveEntry("a\0b", Type.FILE, null, 0))).containsExactly("archive/control-characters");
    }
}
