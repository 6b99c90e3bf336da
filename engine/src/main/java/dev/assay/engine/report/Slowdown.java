package dev.assay.engine.report;

/**
 * Why a scan was slower than it could have been: workers waited, since memory was in use.
 *
 * @param waiting the most workers that waited at once
 * @param jobs how many there are
 * @param percent the most of the memory for content that was in use meanwhile
 * @param limitBytes how much of it there is
 * @param waitedMillis the time that all workers together waited
 */
public record Slowdown(int waiting, int jobs, int percent, long limitBytes, long waitedMillis) {}
