package dev.assay.app.render;

import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assets counted by what they are called and what a quantum computer does to them. Holds a bounded number of names, whatever the size of the report. */
final class AssetTotals {
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_PLACES = 5;
    private static final List<String> WORST_FIRST = List.of("broken", "weakened", "unknown", "safe");

    private final Map<Key, Total> totals = new HashMap<>();
    private final Map<String, Long> byQuantum = new HashMap<>();
    private long count;
    private long unlisted;

    private record Key(String name, String quantum) {}

    /** Assets of one name, all broken by a quantum computer, all weakened, and so on. */
    static final class Total {
        final String name;
        final String quantum;
        /** Of the weakest; -1 where that of any is not known. */
        int classicalBits;

        int nistLevel;
        final List<Location> first = new ArrayList<>(1);
        long count;

        private Total(Key key, AssetStrength strength) {
            this.name = key.name();
            this.quantum = key.quantum();
            this.classicalBits = strength.classicalBits();
            this.nistLevel = strength.nistLevel();
        }
    }

    void add(AssetJudge.Judged asset) {
        AssetStrength strength = asset.strength();
        count++;
        byQuantum.merge(strength.quantum(), 1L, Long::sum);
        Key key = new Key(AssetName.of(asset.use()), strength.quantum());
        Total total = totals.get(key);
        if (total == null) {
            if (totals.size() == MOST_NAMES) {
                unlisted++;
                return;
            }
            total = new Total(key, strength);
            totals.put(key, total);
        }
        total.classicalBits = Math.min(total.classicalBits, strength.classicalBits());
        total.nistLevel = Math.min(total.nistLevel, strength.nistLevel());
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
        sorted.sort(Comparator.<Total>comparingInt(total -> WORST_FIRST.indexOf(total.quantum))
                .thenComparing(total -> total.count, Comparator.reverseOrder())
                .thenComparing(total -> total.name));
        return sorted;
    }
}
