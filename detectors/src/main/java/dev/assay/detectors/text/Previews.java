package dev.assay.detectors.text;

import dev.assay.detectors.text.secrets.SecretProbe;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.text.Masked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Parts of a text as a report may show them: printable, short, without credentials. Immutable. */
public final class Previews {
    private static final int MOST = 140;

    /** How much around a preview is looked at: a credential may begin in front of it or end behind it. */
    private static final int AROUND = 600;

    private final Probes secrets = new Probes(List.of(new SecretProbe()));

    /** What begins at {@code from}, on one line. */
    public String of(byte[] text, int from, int to) {
        int begin = Math.max(from - AROUND, 0);
        int end = Math.min(Math.min(to, from + MOST), text.length);
        byte[] part = Arrays.copyOfRange(text, begin, Math.min(end + AROUND, text.length));
        secrets.search(part.clone(), fact -> {
            if (fact instanceof Secret secret) {
                int at = (int) secret.offsetBytes();
                int shown = Math.min(at + Math.min(secret.shown().length(), 4), part.length);
                Arrays.fill(part, shown, Math.min(at + secret.length(), part.length), (byte) '*');
            }
        });
        Masked.over(part);
        String cut = end < to ? "..." : "";
        return line(new String(part, from - begin, Math.max(end - from, 0), StandardCharsets.UTF_8)) + cut;
    }

    /** A text that the reader of the text has put together. */
    public String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                space = !line.isEmpty();
                continue;
            }
            line.append(space ? " " : "").append(c >= 0x20 && c < 0x7f ? c : '?');
            space = false;
        }
        return line.toString();
    }
}
