package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Percent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of a lockfile of Yarn are meant by what somebody asks for. Entries are known by what is asked for in the end: what a resolution or a
 * catalog has put in its place is not in the file, and what Yarn or the project patches has an entry for itself and one for what it is
 * made from. Belongs to one thread.
 */
final class BerryEntries {
    private static final String PATCH = "patch:";

    /** Of what Yarn changes by itself: who asks for the package gets that. */
    private static final String BUILT_IN = "builtin<";

    /** Upon one another. */
    private static final int MOST_PATCHES = 4;

    private final Map<String, Integer> byDescriptor = new HashMap<>();
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final Map<Integer, String> patches = new HashMap<>();
    private final Map<Integer, Integer> madeFrom = new HashMap<>();
    private final Map<Integer, Integer> changedBy = new HashMap<>();
    private final BitSet sources = new BitSet(); // of patches
    private final BitSet asked = new BitSet();

    void add(int entry, List<String> descriptors) {
        for (String each : descriptors) {
            byDescriptor.put(bare(each), entry);
            List<Integer> named = byName.computeIfAbsent(name(each), _ -> new ArrayList<>(1));
            if (named.isEmpty() || named.getLast() != entry) {
                named.add(entry);
            }
            if (each.startsWith(PATCH, name(each).length() + 1)) {
                patches.put(entry, each);
            }
        }
    }

    /** Once all are added. */
    void settle() {
        patches.forEach((entry, descriptor) -> {
            String source = descriptor.substring(name(descriptor).length() + 1 + PATCH.length());
            int hash = source.indexOf('#');
            String inner = Percent.decoded(hash < 0 ? source : source.substring(0, hash));
            int from = exactly(
                    name(inner),
                    inner.substring(Math.min(inner.length(), name(inner).length() + 1)));
            if (from >= 0 && from != entry) {
                madeFrom.put(entry, from);
                sources.set(from);
                if (hash >= 0 && source.indexOf(BUILT_IN, hash) > 0) {
                    changedBy.put(from, entry);
                }
            }
        });
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** What is asked for to the letter, with what belongs to it; nothing if no entry has that. */
    List<Integer> asked(String name, String range) {
        List<Integer> all = all(exactly(name, range));
        all.forEach(asked::set);
        return all;
    }

    /** Once all is known that is asked for to the letter: of another range of a name the entries that may be there for it. */
    List<Integer> instead(String name) {
        List<Integer> named = new ArrayList<>(byName.getOrDefault(name, List.of()));
        named.removeIf(sources::get); // which is there for its patch
        if (named.size() > 1) {
            named.removeIf(asked::get);
        }
        return named;
    }

    /** An entry, with what is made from it and what it is made from. */
    List<Integer> all(int entry) {
        List<Integer> all = new ArrayList<>(1);
        if (entry >= 0) {
            all.add(entry);
            int other = changedBy.getOrDefault(entry, -1);
            if (other >= 0) {
                all.add(other);
            }
            int from = madeFrom.getOrDefault(entry, -1);
            for (int i = 0; i < MOST_PATCHES && from >= 0; i++) {
                all.add(from);
                from = madeFrom.getOrDefault(from, -1);
            }
        }
        return all;
    }

    /** Up to version 7 a range of the registry stands without {@code npm:}. */
    private int exactly(String name, String range) {
        Integer entry = byDescriptor.get(bare(name + "@" + range));
        if (entry == null) {
            entry = byDescriptor.get(bare(name + "@npm:" + range));
        }
        return entry == null ? -1 : entry;
    }

    /** Without the parameters of Yarn's own: {@code ::locator=...}. */
    static String bare(String descriptor) {
        int parameters = descriptor.indexOf("::");
        return parameters < 0 ? descriptor : descriptor.substring(0, parameters);
    }

    static String name(String descriptor) {
        int at = descriptor.indexOf('@', 1);
        return at < 0 ? descriptor : descriptor.substring(0, at);
    }
}
