package dev.assay.engine.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the system says of this process. */
final class ProcessFigures {
    private ProcessFigures() {}

    /** User and system time of all threads since the start, or -1. */
    static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(-1L);
    }

    /** The most memory that was resident, or -1 where the system keeps no such figure in a file. */
    static long peakMemoryBytes() {
        Path status = Path.of("/proc/self/status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.substring("VmHWM:".length(), line.length() - " kB".length())
                                    .strip())
                            * 1024;
                }
            }
        } catch (IOException e) {
            return -1; // not Linux
        }
        return -1;
    }
}
