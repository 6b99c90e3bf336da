package dev.assay.detectors.autorun;

import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.text.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What worms leave in repositories that they make: JSON of the secrets they found, in Base64 that was made twice or three times so that no
 * search finds them. Told by what is in it; a text that was encoded once is what many programs write.
 */
final class SecretsDump {
    private static final int MOST_LAYERS = 4;
    private static final int LOOKED_AT = 256;

    /** What the machines and tools that are robbed call their secrets, and how the worms' own records begin. */
    private static final List<String> MARKS = List.of(
            "GITHUB_TOKEN",
            "GITHUB_PATH",
            "NPM_TOKEN",
            "AWS_ACCESS_KEY_ID",
            "accessKeyId",
            "DetectorName",
            "SourceMetadata",
            "\"environment\"",
            "\"secrets\"",
            "ghp_",
            "gho_",
            "npm_");

    private SecretsDump() {}

    /** Whether it begins as Base64 does, or as an object with secrets. */
    static boolean mayBe(Head head) {
        if (head.name().equals("format-results.txt")) {
            return true;
        }
        int length = Math.min(head.length(), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            if (!isBase64(head.at(i))) {
                return false;
            }
        }
        return length > 0;
    }

    private static boolean isBase64(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/'
                || c == '='
                || c == '"'
                || c == '\n'
                || c == '\r';
    }

    static void read(Content content) {
        String text = content.text().strip();
        int layers = 0;
        while (layers < MOST_LAYERS && !text.startsWith("{") && !text.startsWith("[")) {
            byte[] decoded = Base64Text.decode(unquoted(text));
            if (decoded == null) {
                return;
            }
            text = new String(decoded, StandardCharsets.UTF_8).strip();
            layers++;
        }
        boolean isListed = layers == 0 && text.startsWith("{") && text.contains("\"github_token\"");
        if (isListed || layers >= 2 && MARKS.stream().anyMatch(text::contains)) {
            content.out()
                    .fact(new Anomaly(
                            "indicator/leaked-secrets",
                            layers == 0
                                    ? "all secrets of a workflow, with its token"
                                    : "an object with secrets, encoded " + layers + " times in Base64",
                            0));
        }
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String inner = isQuoted ? text.substring(1, text.length() - 1) : text;
        return inner.indexOf('\n') < 0 ? inner : inner.replace("\n", "").replace("\r", "");
    }
}
