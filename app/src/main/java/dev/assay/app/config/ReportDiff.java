package dev.assay.app.config;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.rule.Fingerprints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one report has that another has not: findings and assets by their fingerprints, gaps by what they say; and how
 * often, so that a copy counts as one more; what is in a file that only has another name is no change. What a report has suppressed is there. Keeps the fingerprints of both, a million at
 * most, and of what differs a bounded number; so each report is read twice.
 */
public final class ReportDiff {
    public static final String FINDING = "finding";
    public static final String ASSET = "cryptoAsset";
    public static final String GAP = "gap";

    private static final int MOST_LISTED = 100_000;

    /** A report that can be read several times. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /** What was added or removed: entries as far as they are kept, and how many there are. */
    public static final class Side {
        private final List<ReportFile.Entry> entries = new ArrayList<>();
        private long count;

        private void add(ReportFile.Entry entry) {
            count++;
            if (entries.size() < MOST_LISTED) {
                entries.add(entry);
            }
        }

        private int take(Collection<String> files) {
            int kept = entries.size();
            entries.removeIf(entry -> files.contains(entry.field("bytes")));
            count -= kept - entries.size();
            return kept - entries.size();
        }

        /** The first of them, in the order of the report. */
        public List<ReportFile.Entry> entries() {
            return List.copyOf(entries);
        }

        public long count() {
            return count;
        }
    }

    /** What became of one type of entry. */
    public static final class Changes {
        private final Side added = new Side();
        private final Side removed = new Side();
        private long unchanged;

        public Side added() {
            return added;
        }

        public Side removed() {
            return removed;
        }

        public long unchanged() {
            return unchanged;
        }

        /** @param renamed new names of files, with their old ones: what is said of them is no change */
        void take(Map<String, String> renamed) {
            unchanged += added.take(renamed.keySet());
            int _ = removed.take(Set.copyOf(renamed.values()));
        }
    }

    private final Map<String, Changes> changes = new TreeMap<>();

    private ReportDiff() {
        for (String type : new String[] {FINDING, ASSET, GAP}) {
            changes.put(type, new Changes());
        }
    }

    /**
     * Compares.
     *
     * @param beforeName for messages
     * @throws IOException with a message for the user, if one cannot be read, is no report or was cut off
     */
    public static ReportDiff of(String beforeName, Source before, String afterName, Source after) throws IOException {
        ReportDiff diff = new ReportDiff();
        Occurrences old = new Occurrences();
        Occurrences fresh = new Occurrences();
        Occurrences stayed = new Occurrences();
        read(beforeName, before, (entry, failure) -> {
            if (isListed(entry)) {
                BaselineFile.add(fingerprint(entry), entry, old, failure);
            }
        });
        read(afterName, after, (entry, failure) -> {
            if (isListed(entry)) {
                BaselineFile.add(fingerprint(entry), entry, fresh, failure);
                var _ = stayed.addIfAt(old, key(entry), entry.field("bytes"));
            }
        });
        Partner partnerOfFresh = new Partner(old, fresh, stayed);
        read(afterName, after, (entry, failure) -> {
            if (isListed(entry)) {
                diff.compared(entry, partnerOfFresh.isThere(entry));
            }
        });
        Partner partnerOfOld = new Partner(fresh, old, stayed);
        read(beforeName, before, (entry, failure) -> {
            Changes of = diff.changes.get(entry.type());
            if (isListed(entry) && !partnerOfOld.isThere(entry) && of != null) {
                of.removed.add(entry);
            }
        });
        new Renames(old, fresh).settle(diff.changes.values());
        return diff;
    }

    /**
     * Tells of the entries of one report, in their order, which ones the other has. What is in the same bytes in both is the same;
     * of what is left of a fingerprint, as many have moved as both have left.
     */
    private static final class Partner {
        private final Occurrences others;
        private final Occurrences own;
        private final Occurrences stayed;
        private final Occurrences metInPlace = new Occurrences();
        private final Occurrences moved = new Occurrences();

        Partner(Occurrences others, Occurrences own, Occurrences stayed) {
            this.others = others;
            this.own = own;
            this.stayed = stayed;
        }

        boolean isThere(ReportFile.Entry entry) {
            String key = key(entry);
            if (metInPlace.addIfAt(stayed, key, entry.field("bytes"))) {
                return true;
            }
            if (moved.of(key) >= Math.min(others.of(key), own.of(key)) - stayed.of(key)) {
                return false;
            }
            moved.add(key);
            return true;
        }
    }

    private void compared(ReportFile.Entry entry, boolean known) {
        Changes of = changes.get(entry.type());
        if (of == null) {
            return; // suppressed: neither news nor a change
        }
        if (known) {
            of.unchanged++;
        } else {
            of.added.add(entry);
        }
    }

    private static void read(String name, Source source, ReportFile.Visitor visitor) throws IOException {
        try (InputStream in = source.open()) {
            if (!ReportFile.read(name, in, visitor)) {
                throw new IOException(name + ": a report without its end; it was cut off");
            }
        }
    }

    /** A file that was left out has no fingerprint, and was not judged in the first place. */
    private static boolean isListed(ReportFile.Entry entry) {
        return !entry.type().equals("suppressed") || !entry.field("fingerprint").isEmpty();
    }

    private static String key(ReportFile.Entry entry) {
        return BaselineFile.within(fingerprint(entry), entry);
    }

    /** Gaps have no fingerprint: they are what they say of which bytes, wherever in these. */
    private static String fingerprint(ReportFile.Entry entry) {
        return switch (entry.type()) {
            case GAP ->
                "g"
                        + new Fingerprints()
                                .next(
                                        Location.of("", ""),
                                        entry.field("kind"),
                                        entry.field("reason") + "\0" + entry.field("place"));
            case ASSET -> "a" + entry.field("fingerprint");
            default -> "f" + entry.field("fingerprint");
        };
    }

    /** What became of {@link #FINDING}, {@link #ASSET} or {@link #GAP}. */
    public Changes of(String type) {
        return changes.getOrDefault(type, new Changes());
    }
}
