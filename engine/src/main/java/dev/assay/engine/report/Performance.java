package dev.assay.engine.report;

import java.time.Instant;

/**
 * The only part of a report that differs between two runs over the same input. -1 where a figure cannot be had.
 *
 * @param requests over the network
 * @param bytesReceived of bodies over the network; -1 if nothing was asked
 * @param bytesSaved that servers have and did not need to send
 */
public record Performance(
        Instant startedAt,
        long wallMillis,
        long cpuMillis,
        long peakMemoryBytes,
        long bytesRead,
        long cacheHits,
        long cacheMisses,
        long requests,
        long bytesReceived,
        long bytesSaved) {}
