package dev.assay.app.render;

import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assets counted by what they are called. Holds a bounded number of names, whatever the size of the report. */
final class AssetTotals {
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_PLACES = 5;
    private static final List<String> WORST_FIRST = List.of("broken", "weakened", "unknown", "safe");

    private final Map<String, Total> totals = new HashMap<>();
    private final Map<String, Long> byQuantum = new HashMap<>();
    private long count;
    private long unlisted;

    /** Assets of one name. */
    static final class Total {
        final String name;
        final AssetStrength strength;
        final List<Location> first = new ArrayList<>(1);
        long count;

        private Total(String name, AssetStrength strength) {
            this.name = name;
            this.strength = strength;
        }
    }

    void add(AssetJudge.Judged asset) {
        AssetStrength strength = asset.strength();
        count++;
        byQuantum.merge(strength.quantum(), 1L, Long::sum);
        String name = AssetName.of(asset.use());
        Total total = totals.get(name);
        if (total == null) {
            if (totals.size() == MOST_NAMES) {
                unlisted++;
                return;
            }
            total = new Total(name, strength);
            totals.put(name, total);
        }
        total.count++;
        if (total.first.size() < MOST_PLACES) {
            total.first.add(asset.asset().location());
        }
    }

    long count() {
        return count;
    }

    /** Assets of names beyond those that are listed. */
    long unlisted() {
        return unlisted;
    }

    long count(String quantum) {
        return byQuantum.getOrDefault(quantum, 0L);
    }

    /** What a quantum computer breaks first, then by count. */
    List<Total> worstFirst() {
        List<Total> sorted = new ArrayList<>(totals.values());
        sorted.sort(Comparator.<Total>comparingInt(total -> WORST_FIRST.indexOf(total.strength.quantum()))
                .thenComparing(total -> total.count, Comparator.reverseOrder())
                .thenComparing(total -> total.name));
        return sorted;
    }
}
