package dev.assay.engine.report;

import java.util.Map;

/**
 * What was looked at.
 *
 * @param artifacts what the walk gave
 * @param files those and all that was found within them
 * @param bytesJudged what decoders read
 * @param bytesOpaque what nobody interprets
 * @param bytesTotal what the artifacts hold
 * @param byFormat how many files of each format, in the order of the ids; {@code unknown} for none
 * @param notes what was passed over and why, with counts: sockets, links to what was seen before
 * @param packages how many packages somebody asked about, by the purls' types, in their order; empty but for checks
 */
public record Coverage(
        long artifacts,
        long files,
        long bytesJudged,
        long bytesOpaque,
        long bytesTotal,
        Map<String, Long> byFormat,
        Map<String, Long> notes,
        Map<String, Long> packages) {}
