package dev.assay.engine.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The only part of a report that differs between two runs over the same input. -1 where a figure cannot be had.
 *
 * @param diskBytes the most temporary disk that was in use at once
 * @param requests over the network
 * @param bytesReceived of bodies over the network; -1 if nothing was asked
 * @param bytesSaved that servers have and did not need to send
 * @param slowdown null if nobody had to wait for memory
 * @param stored null unless a store stands between the server and the report
 */
public record Performance(
        Instant startedAt,
        long wallMillis,
        long cpuMillis,
        long peakMemoryBytes,
        long bytesRead,
        long diskBytes,
        long cacheHits,
        long cacheMisses,
        long requests,
        long bytesReceived,
        long bytesSaved,
        @Nullable Slowdown slowdown,
        @Nullable Stored stored) {
    public Performance with(Stored what) {
        return new Performance(
                startedAt,
                wallMillis,
                cpuMillis,
                peakMemoryBytes,
                bytesRead,
                diskBytes,
                cacheHits,
                cacheMisses,
                requests,
                bytesReceived,
                bytesSaved,
                slowdown,
                what);
    }
}
