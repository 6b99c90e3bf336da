package dev.assay.detectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.scan.RecordedReport;
import dev.assay.engine.scan.TestScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Scans texts, and makes them of the notation in which rules have their examples. */
public final class Texts {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Texts() {}

    /** Of each rule with such an id the examples are found, or not, in a file of that name. */
    public static void assertExamples(String prefix, String file) {
        for (RuleInfo rule : rules(prefix)) {
            for (String example : rule.match()) {
                assertThat(scan(file, example(example)).ruleIds())
                        .as(rule.id() + ": " + example)
                        .contains(rule.id());
            }
            for (String example : rule.silent()) {
                assertThat(scan(file, example(example)).ruleIds())
                        .as(rule.id() + ": " + example)
                        .doesNotContain(rule.id());
            }
        }
    }

    public static RecordedReport scan(String name, String text) {
        return scan(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public static RecordedReport scan(String name, byte[] bytes) {
        return new TestScan(AllDetectors.ALL).run(name, bytes);
    }

    public static List<RuleInfo> rules(String prefix) {
        return AllDetectors.ALL.book().all().stream()
                .filter(rule -> rule.id().startsWith(prefix))
                .toList();
    }

    /** Line ends, random characters and checksums, as {@code secrets/rules.yaml} explains them. */
    public static String example(String notation) {
        String text = notation.replace("\\n", "\n").replace("~", "");
        Random random = new Random(notation.hashCode());
        for (int at = text.indexOf("{random:"); at >= 0; at = text.indexOf("{random:")) {
            int end = text.indexOf('}', at);
            String[] parts = text.substring(at + 1, end).split(":", -1);
            text = text.substring(0, at)
                    + random(random, parts[1], Integer.parseInt(parts[2]))
                    + text.substring(end + 1);
        }
        int crc = text.indexOf("{crc}");
        return crc < 0
                ? text
                : text.substring(0, crc) + checksum(text.substring(crc - 30, crc)) + text.substring(crc + 5);
    }

    private static String random(Random random, String alphabet, int length) {
        String characters = switch (alphabet) {
            case "hex" -> "0123456789abcdef";
            case "digit" -> "0123456789";
            case "upper" -> BASE62.substring(0, 36);
            case "url" -> BASE62 + "-_";
            default -> BASE62;
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    private static String checksum(String of) {
        CRC32 crc = new CRC32();
        crc.update(of.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder digits = new StringBuilder();
        for (long left = crc.getValue(); digits.length() < 6; left /= 62) {
            digits.insert(0, BASE62.charAt((int) (left % 62)));
        }
        return digits.toString();
    }
}
