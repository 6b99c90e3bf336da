package dev.assay.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
    private static final String ROW = """
            - id: test/row
              severity: medium
              title: 'a {b} {c}'
              why: '{a}{b'
              remedy: 'none {x}'
            """;

    @TempDir
    Path folder;

    private RuleBook book(String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), rows);
        return new RuleBook(List.of(file.toUri().toURL()));
    }

    private Findings findings(int most) throws IOException {
        return new Findings(book(ROW), _ -> true, most);
    }

    @Test
    void theEvidenceFillsTheTextAndNotItself() throws IOException {
        Findings findings = findings(9);
        findings.add("test/row", -1, "", Map.of("a", "{b}{c}", "b", "{c}", "c", "{a}"));
        assertThat(findings.all()).singleElement().satisfies(finding -> {
            assertThat(finding.title()).isEqualTo("a {c} {a}");
            assertThat(finding.message()).isEqualTo("{b}{c}{b");
            assertThat(finding.remedy()).isEqualTo("none {x}");
        });
    }

    @Test
    void whatIsAllowedIsNotCountedBeyondTheLimit() throws IOException {
        Findings findings = findings(1);
        Allowance always = new Allowance("somebody", Set.of());
        for (int i = 0; i < 3; i++) {
            findings.add("test/row", Severity.HIGH, i, "", Map.of(), List.of(always));
        }
        assertThat(findings.suppressed()).hasSize(1);
        assertThat(findings.uncounted()).isZero();
        findings.add("test/row", Severity.MEDIUM, 4, "", Map.of());
        findings.add("test/row", Severity.LOW, 4, "", Map.of());
        assertThat(findings.uncounted()).isEqualTo(1);
        assertThat(findings.uncountedWorst()).isEqualTo(Severity.LOW);
    }

    @Test
    void theWorstAreKept() throws IOException {
        Findings findings = findings(100);
        Severity[] severities = Severity.values();
        long[] all = new long[severities.length];
        for (int i = 0; i < 300; i++) {
            Severity severity = severities[i == 299 ? 4 : i * 7 % 4];
            all[severity.ordinal()]++;
            findings.add("test/row", severity, i, "", Map.of());
        }
        assertThat(findings.all()).hasSize(100);
        assertThat(findings.all().getLast().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(findings.all())
                .filteredOn(finding -> finding.severity() == Severity.HIGH)
                .hasSize((int) all[3]);
        assertThat(findings.all()).extracting(Finding::severity).doesNotContain(Severity.INFO, Severity.LOW);
        assertThat(findings.all())
                .extracting(finding -> finding.location().offsetBytes())
                .isSorted();
        assertThat(findings.uncounted()).isEqualTo(200);
        assertThat(findings.uncountedWorst()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void whatIsSuppressedTakesNoRoomOfFindings() throws IOException {
        Findings findings = findings(1);
        Allowance always = new Allowance("somebody", Set.of());
        findings.add("test/row", Severity.LOW, 1, "", Map.of(), List.of(always));
        findings.add("test/row", Severity.HIGH, 2, "", Map.of());
        assertThat(findings.all()).hasSize(1);
        assertThat(findings.uncounted()).isZero();
    }

    @Test
    void aFaultyRowIsRefusedWithItsRule() {
        assertThatThrownBy(() -> book(ROW.replace("medium", "bad")).all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rules.yaml: test/row has the unknown severity bad");
        assertThatThrownBy(() -> book(ROW + "  match: text\n").all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("match of the rule test/row is no list");
        assertThatThrownBy(() -> book(ROW + ROW).all()).hasMessageContaining("test/row is there twice");
        assertThatThrownBy(() -> book(ROW + "  other: text\n").all())
                .hasMessageContaining("test/row has the unknown key other");
        assertThatThrownBy(() -> book("- {id: test/row}\n").has("test/row")).hasMessageContaining("a row begins with");
        assertThatThrownBy(() -> book(ROW.replace("test/row", "row")).families())
                .hasMessageContaining("row is not of the form");
    }

    @Test
    void whatIsNotAskedForIsNotParsed() throws IOException {
        RuleBook book =
                book("# of the file\n" + ROW + "# between\n\n" + ROW.replace("test/row", "other/faulty") + "  a: [\n");
        assertThat(book.get("test/row").remedy()).isEqualTo("none {x}");
        assertThat(book.has("other/faulty")).isTrue();
        assertThat(book.families()).containsExactly("other", "test");
        assertThatThrownBy(book::all).hasMessageContaining("rules.yaml");
    }
}
