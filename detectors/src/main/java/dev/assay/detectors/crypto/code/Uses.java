package dev.assay.detectors.crypto.code;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The uses of cryptography in one text, each place once however many ways lead there. Belongs to one thread. */
final class Uses {
    private record Place(int row, int offsetBytes) {}

    private final Map<Place, Use> uses = new LinkedHashMap<>();

    /** The use of this row at this place; the same one each time. */
    Use at(ApiRow row, String via, int offsetBytes) {
        Use use = uses.computeIfAbsent(new Place(row.number(), offsetBytes), _ -> new Use(row, via, offsetBytes));
        use.see();
        return use;
    }

    /** Goes through ways of which for the uses that are there only what others give counts. */
    void withOnlyOpen(Runnable ways) {
        List<Use> there = all();
        there.forEach(use -> use.setOnlyOpen(true));
        ways.run();
        there.forEach(use -> use.setOnlyOpen(false));
    }

    /** Whether there is one by such a row from one place to another, the latter but for itself. */
    boolean anyBetween(int from, int to, Predicate<ApiRow> which) {
        for (Use use : uses.values()) {
            if (use.offsetBytes() >= from && use.offsetBytes() < to && use.counts() && which.test(use.row())) {
                return true;
            }
        }
        return false;
    }

    /** Those that count. */
    List<Use> all() {
        return uses.values().stream().filter(Use::counts).toList();
    }

    /** Forgets what is known of them. */
    void reset() {
        uses.values().forEach(Use::reset);
    }
}
