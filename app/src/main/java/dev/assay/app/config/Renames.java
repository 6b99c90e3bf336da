package dev.assay.app.config;

import dev.assay.app.config.ReportDiff.Changes;
import dev.assay.engine.report.Occurrences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that only have another name: a fingerprint holds the file's own name, so that all of one is removed and added again. A report
 * holds nothing of a file's content but what was found in it, so that a file is taken for renamed where one report has nothing of
 * the old name, the other nothing of the new one, and both say the same at the same places. Looks at what is listed only; takes
 * time by that, and a sort of each file's entries.
 */
final class Renames {
    /** What depends on the name, or is the place in other words. */
    private static final List<String> OF_THE_NAME = List.of("fingerprint", "location", "place", "bytes");

    private final Occurrences before;
    private final Occurrences after;

    Renames(Occurrences before, Occurrences after) {
        this.before = before;
        this.after = after;
    }

    /** Takes what only has another name out of what was removed and added. */
    void settle(Collection<Changes> changes) {
        List<ReportFile.Entry> removed = new ArrayList<>();
        List<ReportFile.Entry> added = new ArrayList<>();
        for (Changes each : changes) {
            removed.addAll(each.removed().entries());
            added.addAll(each.added().entries());
        }
        Map<String, Deque<String>> gone = bySaying(removed, after);
        Map<String, String> renamed = new HashMap<>();
        bySaying(added, before).forEach((saying, names) -> {
            Deque<String> olds = gone.getOrDefault(saying, new ArrayDeque<>(0));
            while (!names.isEmpty() && !olds.isEmpty()) {
                renamed.put(names.removeFirst(), olds.removeFirst());
            }
        });
        for (Changes each : changes) {
            each.take(renamed);
        }
    }

    /** Files of which the other report has nothing, by all that this one says of them. */
    private static Map<String, Deque<String>> bySaying(List<ReportFile.Entry> entries, Occurrences other) {
        Map<String, List<String>> byFile = new LinkedHashMap<>();
        for (ReportFile.Entry entry : entries) {
            String file = entry.field("bytes");
            if (!file.isEmpty() && !other.isAnyIn(file)) {
                byFile.computeIfAbsent(file, _ -> new ArrayList<>(1)).add(said(entry));
            }
        }
        Map<String, Deque<String>> bySaying = new LinkedHashMap<>();
        byFile.forEach((file, said) -> {
            said.sort(null);
            bySaying.computeIfAbsent(String.join("\n", said), _ -> new ArrayDeque<>(1))
                    .addLast(file);
        });
        return bySaying;
    }

    private static String said(ReportFile.Entry entry) {
        Map<String, String> fields = new TreeMap<>(entry.fields());
        fields.keySet().removeAll(OF_THE_NAME);
        return entry.type() + fields;
    }
}
