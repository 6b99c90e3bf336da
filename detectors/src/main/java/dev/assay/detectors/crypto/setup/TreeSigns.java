package dev.assay.detectors.crypto.setup;

import dev.assay.engine.text.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether YAML or JSON may set what a directive is about: looks for the names of directives where keys stand, so that long
 * tables of words and data need not be read as trees. Belongs to one thread.
 */
final class TreeSigns implements LongSetupDecoder.Signs {
    private static final int MOST_NAME = 80;

    /** Of a row the names of blocks and of the directive itself. */
    private static final Map<String, List<List<String>>> ROWS = rows();

    private final Set<String> seen = new HashSet<>();
    private boolean isSet;
    private boolean hasText;

    private static Map<String, List<List<String>>> rows() {
        Map<String, List<List<String>>> rows = new HashMap<>();
        Set<String> inTrees = Configuration.inTrees();
        Directives.all().rows().filter(row -> inTrees.contains(row.program())).forEach(row -> {
            List<String> names = Parts.of(row.path(), '.').stream()
                    .filter(name -> !name.equals("*"))
                    .toList();
            names.forEach(
                    name -> rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(names));
        });
        return rows;
    }

    @Override
    public boolean mayBeRead() {
        return isSet || hasText;
    }

    @Override
    public boolean isSet() {
        return isSet;
    }

    @Override
    public void look(byte[] bytes, int from, int to, int end) {
        int at = from;
        while (at < to && !isSet) {
            if (!isLetter(bytes[at]) || at > 0 && isOfName(bytes[at - 1])) {
                at++;
                continue;
            }
            int behind = at + 1;
            while (behind < end && isOfName(bytes[behind])) {
                behind++;
            }
            name(bytes, at, behind, end);
            at = behind;
        }
    }

    private void name(byte[] bytes, int from, int behind, int end) {
        if (behind - from > MOST_NAME || behind >= end) {
            return;
        }
        int next = bytes[behind] == '"' || bytes[behind] == '\'' ? behind + 1 : behind;
        int value = next;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        boolean isKey = value < end && (bytes[value] == ':' || bytes[value] == '=');
        boolean isPart = bytes[behind] == '.';
        String name = new String(bytes, from, behind - from, StandardCharsets.ISO_8859_1);
        boolean isCompound = Directives.isCompound(name);
        if (!isKey && !isPart && !isCompound && bytes[behind] != ' ') {
            return;
        }
        if (isKey || isPart || isCompound) {
            see(Span.key(name), isCompound || isPart || !isNumber(bytes, value + 1, end));
        }
        // commands, files within files, and what is set with a space behind its name
        hasText |= isCompound && Directives.all().isCompoundLast(Span.key(name))
                || bytes[behind] == ' ' && Commands.isKnown(name)
                || name.equals("Secret");
    }

    private void see(String key, boolean isValue) {
        if (!isValue || !ROWS.containsKey(key) || !seen.add(key)) {
            return;
        }
        for (List<String> names : ROWS.get(key)) {
            isSet |= seen.containsAll(names);
        }
    }

    /** Tables of words have a number behind each. */
    private static boolean isNumber(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        return at < end && bytes[at] >= '0' && bytes[at] <= '9';
    }

    private static boolean isLetter(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isOfName(byte c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
