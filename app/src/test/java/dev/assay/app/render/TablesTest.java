package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** CSV, JUnit's XML, GitHub's commands and the page, read again as their readers do. */
class TablesTest {
    /** A reader by RFC 4180, as strict as that. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder cell = new StringBuilder();
            if (text.charAt(at) == '"') {
                for (at++; text.charAt(at) != '"' || text.startsWith("\"\"", at); at++) {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    cell.append(text.charAt(at));
                }
                at++;
            } else {
                for (; text.charAt(at) != ',' && text.charAt(at) != '\r'; at++) {
                    assertThat(text.charAt(at)).isNotIn('"', '\n');
                    cell.append(text.charAt(at));
                }
            }
            row.add(cell.toString());
            if (text.charAt(at) == ',') {
                at++;
            } else {
                assertThat(text.substring(at, at + 2)).isEqualTo("\r\n");
                at += 2;
                rows.add(row);
                row = new ArrayList<>();
            }
        }
        return rows;
    }

    @Test
    void everyRowOfATableIsWhole() {
        SampleReports.all().forEach((name, report) -> {
            for (RenderOptions options : List.of(Rendered.PLAIN, Rendered.FACTS)) {
                List<List<String>> rows = csv(Rendered.as(Format.CSV, options, report));
                assertThat(rows)
                        .as(name)
                        .allMatch(row -> row.size() == rows.getFirst().size());
                Class<?> counted = options.facts() ? CryptoAsset.class : Finding.class;
                String type = options.facts() ? "asset" : "finding";
                assertThat(rows.stream().filter(row -> row.getFirst().equals(type)))
                        .hasSize((int) report.parts().stream()
                                .filter(counted::isInstance)
                                .count());
                assertThat(rows.getLast().getFirst()).isEqualTo("verdict");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "=cmd|' /C calc'!A0",
                "a,=1",
                "\"=1"
            })
    void noCellIsAFormula(String name) {
        Location at = Location.of(name, name);
        SampleReports.Report report = SampleReports.of(List.of(SampleReports.osCommand(at, name, name)));
        for (List<String> row : csv(Rendered.as(Format.CSV, Rendered.PLAIN, report))) {
            assertThat(row).noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) >= 0);
        }
    }

    @Test
    void daysThatAreOverAreNumbers() throws IOException {
        String table = Files.readString(Path.of("src", "test", "resources", "golden", "crypto.csv"));
        assertThat(table).contains(",-2352,").doesNotContain("'-2352");
    }

    /** As a spreadsheet reads it where a comma parts decimals. */
    @ParameterizedTest
    @ValueSource(strings = {"a;=1+1", "a;@SUM(A1)", "a;\"=1+1", ";-1"})
    void noCellIsAFormulaBehindASemicolon(String name) {
        Location at = Location.of(name, name);
        SampleReports.Report finding = SampleReports.of(List.of(SampleReports.osCommand(at, name, name)));
        SampleReports.Report dependency = SampleReports.of(SampleDependencies.named(name));
        for (String table : List.of(
                Rendered.as(Format.CSV, Rendered.PLAIN, finding),
                Rendered.as(Format.CSV, Rendered.FACTS, dependency))) {
            assertThat(table.replace("\"", "")).contains(name.charAt(0) + "").doesNotContain(";=", ";@", ";-", ";+");
        }
    }

    @Test
    void everyDependencyIsARow() {
        SampleReports.Report report = SampleReports.dependencies();
        assertThat(csv(Rendered.as(Format.CSV, Rendered.FACTS, report)).stream()
                        .filter(row -> row.getFirst().equals("dependency")))
                .hasSize(report.parts().size());
    }

    @Property(tries = 200)
    void anyTextKeepsTablesWhole(@ForAll String a, @ForAll String b) throws Exception {
        Location at = Location.of("models", a).entry(b);
        SampleReports.Report report = SampleReports.of(List.of(SampleReports.osCommand(at, a, b)));
        assertThat(csv(Rendered.as(Format.CSV, Rendered.PLAIN, report))).hasSize(3);
        assertThat(xml(Rendered.as(Format.JUNIT, Rendered.PLAIN, report)).getTagName())
                .isEqualTo("testsuites");
        assertThat(Rendered.as(Format.GITHUB, Rendered.PLAIN, report).lines()).hasSize(2);
        String page = Rendered.as(Format.HTML, Rendered.PLAIN, report);
        assertThat(page.split("<script")).hasSize(2);
        assertThat(page.codePoints().filter(point -> point != '\n' && !Terminal.isVisible(point)))
                .isEmpty();
    }

    private static Element xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return document.getDocumentElement();
    }

    @Test
    void junitCountsWhatItHas() throws Exception {
        for (var sample : SampleReports.all().entrySet()) {
            Element suites = xml(Rendered.as(Format.JUNIT, Rendered.PLAIN, sample.getValue()));
            for (String[] each : new String[][] {
                {"tests", "testcase"}, {"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}
            }) {
                assertThat(suites.getElementsByTagName(each[1]).getLength())
                        .as(sample.getKey() + " " + each[0])
                        .isEqualTo(Integer.parseInt(suites.getAttribute(each[0])));
            }
            assertThat(suites.getElementsByTagName("error").getLength())
                    .isEqualTo((int) sample.getValue().parts().stream()
                            .filter(Gap.class::isInstance)
                            .count());
        }
    }

    @Test
    void githubHasOneCommandALine() {
        SampleReports.all().forEach((name, report) -> {
            long expected = 1
                    + report.parts().stream()
                            .filter(part -> part instanceof Finding || part instanceof Gap)
                            .count();
            List<String> lines =
                    Rendered.as(Format.GITHUB, Rendered.PLAIN, report).lines().toList();
            assertThat(lines)
                    .as(name)
                    .hasSize((int) expected)
                    .allMatch(line -> line.matches("::(error|warning|notice) .*::.*"));
        });
    }

    @Test
    void findingsOfOneRuleStandUnderWhatTheirTitlesHaveInCommon() {
        List<Object> parts = new java.util.ArrayList<>();
        for (String title : List.of("Broken hash: MD5", "Broken hash: SHA-1")) {
            parts.add(new Finding(
                    "crypto/broken-hash",
                    "crypto",
                    Severity.MEDIUM,
                    title,
                    "Why.",
                    "Do.",
                    List.of(),
                    title,
                    Location.of("repo", "a.py"),
                    Map.of()));
        }
        for (Format format : List.of(Format.HTML, Format.TEXT)) {
            assertThat(Rendered.as(format, Rendered.PLAIN, SampleReports.of(parts)))
                    .contains("Broken hash")
                    .doesNotContain("Broken hash: MD5");
        }
    }

    @Test
    void aPageIsBoundedAndSaysSo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportSink sink = Format.HTML.open(out, Rendered.PLAIN, SampleReports.book());
        for (int i = 0; i < 20_000; i++) {
            Location at = Location.of("models", "d" + i + "/e/" + i + ".pkl");
            sink.finding(SampleReports.osCommand(at, "c" + i, "'id'"));
            sink.gap(new Gap(dev.assay.engine.report.GapKind.MALFORMED, at, "reason " + i, 1));
        }
        SampleAssets.named(java.util.stream.IntStream.range(0, 5_000)
                        .mapToObj(i -> "n" + i)
                        .toArray(String[]::new))
                .forEach(asset -> sink.asset((CryptoAsset) asset));
        sink.end(SampleReports.full().summary());
        String page = out.toString(UTF_8);
        assertThat(page.length()).isLessThan(2_000_000);
        assertThat(page)
                .contains("19,900 more findings of this rule are not shown", "more folders", "more uses are not shown");
        assertThat(page).contains("for other reasons are not shown");
    }
}
