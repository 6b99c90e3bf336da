package dev.assay.engine.scan;

import java.util.ArrayDeque;
import java.util.Set;

/** Which members lie within the same bytes, and what each was read as. Belongs to one thread. */
final class HandedOn {
    /** How many are remembered: what is found from an end is in the last ones. */
    private static final int MOST = 16;

    private record Range(long fromBytes, long toBytes, Set<String> formats) {}

    private final ArrayDeque<Range> last = new ArrayDeque<>(0);

    void add(long fromBytes, long toBytes, Set<String> formats) {
        last.addLast(new Range(fromBytes, toBytes, formats));
        if (last.size() > MOST) {
            last.removeFirst();
        }
    }

    /** Whether a member was read as this that these bytes lie in. */
    boolean covers(String format, long fromBytes, long toBytes) {
        return last.stream()
                .anyMatch(each -> each.fromBytes() <= fromBytes
                        && toBytes <= each.toBytes()
                        && each.formats().contains(format));
    }
}
