package dev.assay.detectors.crypto.keys;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON Web Key whose names are not in quotes: a mapping of YAML, each name on a line and as far from its beginning as the others, or
 * an object of JavaScript, its names between commas.
 */
final class PlainJwk {
    /** As far as a key goes on in front of its kind, and behind it. */
    private static final int REACH = 4 << 10;

    private static final int MOST_NAME = 8;

    private static final String KIND = "kty: ";

    private PlainJwk() {}

    /** Reads what is around a place where {@code kty: } stands, and no other one; {@code floor} is as far as it may begin. */
    static void read(Window at, int index, int floor, Spot spot) {
        byte[] bytes = at.bytes();
        int before = index == 0 ? '\n' : bytes[index - 1];
        if (isOfName(before) || before == '"' || before == '\'') {
            return;
        }
        int from = Math.max(index - REACH, floor);
        int to = index + KeyPass.text(at, index, REACH, KIND).length();
        int lineFrom = index;
        while (lineFrom > from && isIndent(bytes[lineFrom - 1])) {
            lineFrom--;
        }
        boolean isLine = lineFrom == 0 || bytes[lineFrom - 1] == '\n';
        int braces = braces(bytes, index, from);
        Map<String, String> values = new TreeMap<>();
        if (braces >= 0) {
            int end = index;
            while (end < to && bytes[end] != '}' && bytes[end] != '{') {
                end++;
            }
            for (String part : Parts.of(text(bytes, braces, end).replace('\n', ','), ',')) {
                put(part, values);
            }
        } else if (isLine) {
            lines(text(bytes, from, to), index - from, index - lineFrom, values);
        }
        JwkReading.tell(values, spot);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Behind the brace on this side of the line's beginning that is open, or -1. */
    private static int braces(byte[] bytes, int index, int from) {
        int closed = 0;
        for (int i = index - 1; i >= from; i--) {
            if (bytes[i] == '}') {
                closed++;
            } else if (bytes[i] == '{' && closed-- == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The lines around one that are as far in as it is, a dash of a list counting as white space. */
    private static void lines(String text, int index, int indent, Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        int lineFrom = index - indent;
        for (int at = lineFrom; at < text.length(); ) {
            int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
            String line = text.substring(at, end);
            if (at > lineFrom && (indent(line) != indent || line.startsWith("- ", Math.max(indent - 2, 0)))) {
                break;
            }
            lines.add(line);
            at = end + 1;
        }
        boolean isFirst = text.startsWith("- ", Math.max(index - 2, 0));
        for (int end = lineFrom - 1; end >= 0 && !isFirst; ) {
            int from = text.lastIndexOf('\n', end - 1) + 1;
            String line = text.substring(Math.min(from, end), end);
            if (indent(line) != indent) {
                break;
            }
            lines.add(line);
            isFirst = indent >= 2 && line.startsWith("- ", indent - 2);
            end = from - 1;
        }
        lines.forEach(line -> put(line, values));
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && isIndent((byte) line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isIndent(byte c) {
        return c == ' ' || c == '-';
    }

    private static void put(String pair, Map<String, String> values) {
        int colon = pair.indexOf(':');
        String name =
                colon < 0 ? "" : pair.substring(0, colon).replace('-', ' ').strip();
        if (name.isEmpty() || name.length() > MOST_NAME) {
            return;
        }
        String value = pair.substring(colon + 1).strip();
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        String bare = isQuoted ? value.substring(1, value.length() - 1) : value;
        if (bare.chars().allMatch(PlainJwk::isOfValue)) {
            values.putIfAbsent(name, bare);
        }
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '$';
    }

    /** Base 64 for addresses, and names of curves and algorithms. */
    private static boolean isOfValue(int c) {
        return isOfName(c) && c != '.' && c != '$' || c == '-' || c == '=' || c == '+' || c == '/';
    }
}
