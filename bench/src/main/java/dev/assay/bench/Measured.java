package dev.assay.bench;

import java.util.Comparator;
import java.util.List;

/**
 * What one process cost.
 *
 * @param cpuMillis user and system time, of the launcher's shell too
 * @param peakBytes the most that was resident at once, of its largest process
 */
record Measured(double wallMillis, double cpuMillis, long peakBytes, int exitCode) {
    /** The run with the median processor time: the figures of one run belong together. */
    static Measured median(List<Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Measured::cpuMillis))
                .toList()
                .get(runs.size() / 2);
    }
}
