package dev.assay.engine.scan;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Occurrences;
import dev.assay.engine.report.Suppressed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells old findings from new ones. One that an earlier report has of the same bytes is old. One that it has of other bytes is a
 * file that moved, or a copy that nobody has looked at: that is known when the scan has seen all, so these wait until then, no
 * more of each than could have moved. Belongs to the thread that reports.
 */
final class Baseline {
    /** Findings that wait; beyond these, the first ones are taken for those that moved. About 100 MB. */
    private static final int MOST_WAITING = 50_000;

    enum Age {
        OLD,
        NEW,
        /** Told by {@link #settle}. */
        WAITS
    }

    private final Occurrences known;
    private final boolean whole;
    private final Occurrences met = new Occurrences();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final List<Finding> inOrder = new ArrayList<>();

    /** @param whole whether the scan sees all that the earlier one saw; in a part, nothing is known to be gone */
    Baseline(Occurrences known, boolean whole) {
        this.known = known;
        this.whole = whole;
    }

    Age of(Finding finding) {
        String fingerprint = within(finding.location(), finding.fingerprint());
        int often = known.of(fingerprint);
        if (often == 0) {
            return Age.NEW;
        }
        if (met.addIfAt(known, fingerprint, Occurrences.place(finding.location()))) {
            return Age.OLD;
        }
        int ahead = waiting.getOrDefault(fingerprint, 0);
        if (!whole || met.of(fingerprint) + ahead >= often) {
            return Age.NEW;
        }
        if (inOrder.size() == MOST_WAITING) {
            met.add(fingerprint);
            return Age.OLD;
        }
        waiting.put(fingerprint, ahead + 1);
        inOrder.add(finding);
        return Age.WAITS;
    }

    /** What does not count for another reason is where it was, so no other file is it. */
    void met(Suppressed suppressed) {
        String fingerprint = within(suppressed.location(), suppressed.fingerprint());
        if (known.of(fingerprint) > 0) {
            var _ = met.addIfAt(known, fingerprint, Occurrences.place(suppressed.location()));
        }
    }

    /** Whether one that waited is old, now that all was seen. To be asked of each once, in their order. */
    boolean settle(Finding finding) {
        String fingerprint = within(finding.location(), finding.fingerprint());
        boolean moved = met.of(fingerprint) < known.of(fingerprint);
        if (moved) {
            met.add(fingerprint);
        }
        return moved;
    }

    private static String within(Location at, String fingerprint) {
        return Occurrences.within(Occurrences.repository(at.target()), fingerprint);
    }

    /** Those that waited. */
    List<Finding> waited() {
        return List.copyOf(inOrder);
    }
}
