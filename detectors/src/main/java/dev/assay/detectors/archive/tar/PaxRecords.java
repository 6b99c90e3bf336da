package dev.assay.detectors.archive.tar;

import dev.assay.detectors.archive.EntryText;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records {@code "length key=value\n"} of an extended header (POSIX.1-2017 pax, "pax Extended Header"), with the
 * maps of GNU's sparse formats 0.0 and 0.1 among them.
 */
final class PaxRecords {
    private static final String KEY_OFFSET = "GNU.sparse.offset";
    private static final String KEY_LENGTH = "GNU.sparse.numbytes";
    private static final String KEY_MAP = "GNU.sparse.map";

    /** What readers act on; the rest is not kept, since headers may follow one another without end. */
    private static final Set<String> KEPT = Set.of(
            "path",
            "linkpath",
            "size",
            "GNU.sparse.name",
            "GNU.sparse.major",
            "GNU.sparse.size",
            "GNU.sparse.realsize");

    private final Map<String, String> values = new HashMap<>();
    private final List<SparseSource.Segment> sparse = new ArrayList<>(0);
    private long sparseOffset;

    PaxRecords() {}

    /** These records over those that hold for the whole archive. */
    PaxRecords over(PaxRecords global) {
        PaxRecords both = new PaxRecords();
        both.values.putAll(global.values);
        both.values.putAll(values);
        both.sparse.addAll(sparse);
        return both;
    }

    /** @param at where {@code a} lies in the archive */
    void read(byte[] a, long at) throws MalformedException {
        for (int i = 0; i < a.length && a[i] != 0; ) {
            int space = i;
            long length = 0;
            while (space < a.length && a[space] >= '0' && a[space] <= '9' && length < a.length) {
                length = length * 10 + a[space++] - '0';
            }
            int end = i + (int) Math.min(length, a.length);
            boolean sound =
                    space < a.length && a[space] == ' ' && end > space + 1 && end <= a.length && a[end - 1] == '\n';
            MalformedException.check(sound, at + i, "not a record of an extended header");
            int equals = space + 1;
            while (equals < end && a[equals] != '=') {
                equals++;
            }
            MalformedException.check(equals < end, at + i, "a record of an extended header without a value");
            put(
                    EntryText.of(a, space + 1, equals - space - 1),
                    EntryText.of(a, equals + 1, end - 1 - equals - 1),
                    at + i);
            i = end;
        }
    }

    private void put(String key, String value, long at) throws MalformedException {
        switch (key) {
            case KEY_OFFSET -> sparseOffset = number(value, at);
            case KEY_LENGTH -> add(sparseOffset, number(value, at), at);
            case KEY_MAP -> {
                List<String> numbers = Parts.of(value, ',');
                for (int i = 0; i + 1 < numbers.size(); i += 2) {
                    add(number(numbers.get(i), at), number(numbers.get(i + 1), at), at);
                }
            }
            default -> {
                if (KEPT.contains(key)) {
                    values.put(key, value);
                }
            }
        }
    }

    private void add(long offset, long length, long at) throws MalformedException {
        MalformedException.check(sparse.size() < SparseMap.MOST_SEGMENTS, at, SparseMap.TOO_MANY);
        sparse.add(new SparseSource.Segment(offset, length));
    }

    private static long number(String text, long at) throws MalformedException {
        Long value = TarHeader.decimal(text);
        if (value == null) {
            throw new MalformedException(at, "a sparse map that holds no numbers");
        }
        return value;
    }

    /** An empty value takes the record back, for the member or from there on. */
    @Nullable
    String get(String key) {
        String value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    List<SparseSource.Segment> sparse() {
        return sparse;
    }
}
