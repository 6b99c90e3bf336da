package dev.assay.engine.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that stand at the start of a JSON object, to recognise a format by them: with white space and a byte order mark
 * in front, in any order and at any depth, and written with escapes too, since all of that is for the file to choose and
 * none of it matters to a loader. Takes time linear in the head; looks at nothing else, and never fails.
 */
public final class JsonNames {
    private static final int MOST_NAME = 100;
    private static final int MOST_NAMES = 4_096;

    private final Head head;
    private final List<String> names = new ArrayList<>();
    private int at;

    private JsonNames(Head head) {
        this.head = head;
    }

    /** In their order, as often as they are there; none if no object begins here. */
    public static List<String> of(Head head) {
        JsonNames reading = new JsonNames(head);
        if (head.has(0, "\u00ef\u00bb\u00bf")) {
            reading.at = 3;
        }
        reading.skipSpace();
        if (head.at(reading.at) == '{') {
            reading.read();
        }
        return reading.names;
    }

    /** Looks at each byte of every file that begins as JSON does, so it makes texts of names only. */
    private void read() {
        byte[] bytes = head.bytes();
        int end = head.length();
        while (names.size() < MOST_NAMES) {
            while (at < end && bytes[at] != '"') {
                at++;
            }
            int from = ++at;
            while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
                at++;
            }
            if (at >= end) {
                return;
            }
            boolean isPlain = bytes[at] == '"';
            int to = at;
            String text = isPlain ? "" : text(from);
            at += isPlain ? 1 : 0;
            skipSpace();
            if (head.at(at) == ':') {
                names.add(isPlain ? latin(bytes, from, to) : text);
            }
        }
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.min(to - from, MOST_NAME), StandardCharsets.ISO_8859_1);
    }

    private void skipSpace() {
        for (int c = head.at(at); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = head.at(at)) {
            at++;
        }
    }

    /** The text behind an opening quote that holds escapes, cut where it is no name any more. */
    private String text(int from) {
        at = from;
        StringBuilder text = new StringBuilder();
        for (int c = head.at(at++); c >= 0 && c != '"'; c = head.at(at++)) {
            int read = c == '\\' ? escaped() : c;
            if (text.length() < MOST_NAME) {
                text.append((char) read);
            }
        }
        return text.toString();
    }

    private int escaped() {
        int c = head.at(at++);
        if (c != 'u') {
            return c;
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            unit = unit << 4 | Math.max(Character.digit(head.at(at++), 16), 0);
        }
        return unit;
    }
}
