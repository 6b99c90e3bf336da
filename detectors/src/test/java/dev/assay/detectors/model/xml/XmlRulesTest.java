package dev.assay.detectors.model.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.Catalog;
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
        return Catalog.load("test").book().all().stream()
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
        return new TestScan(Catalog.load("test")).run(name, bytes);
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
}
