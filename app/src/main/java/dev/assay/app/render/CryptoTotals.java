package dev.assay.app.render;

import dev.assay.detectors.crypto.CryptoSummary;
import java.util.Map;
import java.util.TreeMap;

/** What a report says of all its cryptography together. Bounded, whatever the size of the report. */
final class CryptoTotals {
    private final CryptoSummary summary = new CryptoSummary();
    private final Map<String, Long> origins = new TreeMap<>();

    void add(AssetJudge.Judged asset) {
        summary.add(asset.assessment());
        if (!asset.origin().isEmpty()) {
            origins.merge(asset.origin(), 1L, Long::sum);
        }
    }

    CryptoSummary summary() {
        return summary;
    }

    /** How many uses are in code that the project did not write itself: of {@code generated}, of {@code vendored}. */
    long origin(String origin) {
        return origins.getOrDefault(origin, 0L);
    }
}
