package dev.assay.detectors.model.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class XmlRulesTest {
    private static final String EVIL =
            "<?xml version='1.0'?><!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><PMML/>";

    private static List<RuleInfo> rules() {
        return AllDetectors.ALL.book().all().stream()
                .filter(rule -> rule.id().startsWith("model/xml-") || rule.id().startsWith("model/openvino-"))
                .toList();
    }

    private static String name(String example) {
        return example.substring(0, example.indexOf(": "));
    }

    private static byte[] bytes(String example) {
        return example.substring(example.indexOf(": ") + 2).getBytes(StandardCharsets.UTF_8);
    }

    /** Every example, and what is broken, for the contract suite. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        int number = 0;
        for (RuleInfo rule : rules()) {
            for (String example : rule.match()) {
                all.put(rule.id() + "/" + number++ + "/" + name(example), bytes(example));
            }
        }
        all.put("xml/utf16.pmml", EVIL.getBytes(StandardCharsets.UTF_16LE));
        return all;
    }

    private static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    @Test
    void theExamplesOfEachRuleAreReportedAndNotReported() {
        for (RuleInfo rule : rules()) {
            rule.match()
                    .forEach(example -> assertThat(
                                    scan(name(example), bytes(example)).ruleIds())
                            .as(example)
                            .contains(rule.id()));
            rule.silent()
                    .forEach(example -> assertThat(
                                    scan(name(example), bytes(example)).ruleIds())
                            .as(example)
                            .doesNotContain(rule.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void theEncodingHidesNothing(String charset) {
        assertThat(scan("a.pmml", EVIL.getBytes(Charset.forName(charset))).ruleIds())
                .contains("model/xml-external-entity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<PMML><a></b></PMML>",
                "<PMML><a>",
                "<PMML a=b/>",
                "<other/>",
                "<PMML><!-- ",
                "<PMML>\u0080</PMML>"
            })
    void whatIsNoPmmlUnderItsNameIsAGap(String text) {
        assertThat(scan("a.pmml", text.getBytes(StandardCharsets.ISO_8859_1)).gaps())
                .extracting("kind")
                .contains(GapKind.MALFORMED);
    }

    @Test
    void aDocumentOfAnotherEncodingIsRead() {
        String text = "<?xml version='1.0' encoding='ISO-8859-1'?><PMML><a>\u00e4</a></PMML>";
        assertThat(scan("a.pmml", text.getBytes(StandardCharsets.ISO_8859_1)).inOrder())
                .isEmpty();
    }

    @Test
    void nestingIsBounded() {
        assertThat(scan("a.pmml", "<PMML>".repeat(20_000).getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting("reason")
                .anyMatch(reason -> reason.toString().contains("nested more than"));
    }

    @Test
    void whatADocumentIsItsFirstElementTells() {
        String padding = "<!--" + " ".repeat(5_000) + "-->";
        String model =
                "<?xml version='1.0'?>" + padding + "<net name='a'><layer version='extension' type='Evil'/></net>";
        RecordedReport report = scan("a.xml", model.getBytes(StandardCharsets.UTF_8));
        assertThat(report.ruleIds()).contains("model/openvino-extension");
        assertThat(report.summary().coverage().byFormat()).containsKey("openvino");
    }

    @Test
    void aBombMayBeginLateInTheTextOfAnEntity() {
        StringBuilder text = new StringBuilder("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e0 '12345678'>");
        for (int i = 1; i < 10; i++) {
            String all = ("&e" + (i - 1) + ";").repeat(10);
            text.append("<!ENTITY e")
                    .append(i)
                    .append(" '")
                    .append(" ".repeat(300))
                    .append(all)
                    .append("'>");
        }
        text.append("]><a/>");
        assertThat(scan("a.xml", text.toString().getBytes(StandardCharsets.UTF_8))
                        .ruleIds())
                .contains("model/xml-entity-bomb");
    }

    @Test
    void moreEntitiesThanAreKeptAreAGap() {
        StringBuilder text = new StringBuilder("<?xml version='1.0'?><!DOCTYPE a [");
        for (int i = 0; i < 10_001; i++) {
            text.append("<!ENTITY e").append(i).append(" ''>");
        }
        text.append("]><a/>");
        assertThat(scan("a.xml", text.toString().getBytes(StandardCharsets.UTF_8))
                        .gaps())
                .extracting("kind")
                .containsExactly(GapKind.LIMIT);
    }
}
