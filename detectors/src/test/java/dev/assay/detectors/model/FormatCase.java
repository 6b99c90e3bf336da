package dev.assay.detectors.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A made file, and all that must be said of it.
 *
 * @param says the rules of findings, and kinds of gaps behind {@code gap:}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FormatCase(String name, byte[] bytes, List<String> says) {
    private static final int MOST_BYTES = 1 << 20;

    public static FormatCase of(String name, byte[] bytes, String... says) {
        return new FormatCase(name, bytes, List.of(says));
    }

    /** Their bytes by name, for the suites that run every decoder again and again: large ones are there for their limits. */
    public static Map<String, byte[]> bytesByName(List<FormatCase> cases) {
        Map<String, byte[]> all = new TreeMap<>();
        cases.stream()
                .filter(each -> each.bytes().length <= MOST_BYTES)
                .forEach(each -> all.put(each.name(), each.bytes()));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
