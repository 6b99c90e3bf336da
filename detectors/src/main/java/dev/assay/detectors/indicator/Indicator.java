package dev.assay.detectors.indicator;

import dev.assay.engine.report.Severity;
import java.util.List;
import java.util.Locale;

/**
 * What somebody says of some versions of one package. Immutable.
 *
 * @param id of the advisory or the campaign: {@code MAL-2025-1}, {@code GHSA-...}
 * @param aliases other ids of the same, at most {@link #MOST_ALIASES}
 * @param severity how bad it is to have it
 * @param summary one line; may be empty
 * @param reference where to read more; may be empty
 * @param release of a distribution that it is about, such as {@code 12}; else empty
 */
public record Indicator(
        String id,
        List<String> aliases,
        Kind kind,
        Severity severity,
        String summary,
        String reference,
        String release,
        Affected affected) {
    public static final int MOST_ALIASES = 8;

    /** Where OSV shows the advisory of an id. */
    public static final String OSV = "https://osv.dev/vulnerability/";

    public Indicator {
        aliases = List.copyOf(aliases);
    }

    /** What is wrong with it. */
    public enum Kind {
        /** It was made to do harm. */
        MALICIOUS,
        /** It has a flaw. */
        VULNERABLE;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
