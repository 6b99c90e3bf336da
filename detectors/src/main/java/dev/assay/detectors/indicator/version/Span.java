package dev.assay.detectors.indicator.version;

import org.jspecify.annotations.Nullable;

/**
 * All versions between two. Immutable.
 *
 * @param low null for no bound; {@code high} likewise
 * @param lowIsIn whether the bound itself is meant
 */
public record Span(
        @Nullable Version low, boolean lowIsIn, @Nullable Version high, boolean highIsIn) {
    /** Every version. */
    public static final Span ALL = new Span(null, true, null, true);

    public static Span only(Version version) {
        return new Span(version, true, version, true);
    }

    public static Span from(Version low, boolean isIn) {
        return new Span(low, isIn, null, true);
    }

    public static Span to(Version high, boolean isIn) {
        return new Span(null, true, high, isIn);
    }

    /** Whether there is no bound. */
    public boolean isAll() {
        return low == null && high == null;
    }

    public boolean contains(Version version) {
        return isAbove(version) && isBelow(version);
    }

    private boolean isAbove(Version version) {
        if (low == null) {
            return true;
        }
        int order = version.compareTo(low);
        return order > 0 || order == 0 && lowIsIn;
    }

    private boolean isBelow(Version version) {
        if (high == null) {
            return true;
        }
        int order = version.compareTo(high);
        return order < 0 || order == 0 && highIsIn;
    }

    /** What is in both. */
    public Span and(Span other) {
        boolean otherLow = other.low != null && (low == null || low.compareTo(other.low) < 0 || !other.isAbove(low));
        boolean otherHigh =
                other.high != null && (high == null || high.compareTo(other.high) > 0 || !other.isBelow(high));
        return new Span(
                otherLow ? other.low : low,
                otherLow ? other.lowIsIn : lowIsIn,
                otherHigh ? other.high : high,
                otherHigh ? other.highIsIn : highIsIn);
    }

    /** Whether no version is in it: its bounds have changed places. That none was published between them is not seen. */
    public boolean isEmpty() {
        if (low == null || high == null) {
            return false;
        }
        int order = low.compareTo(high);
        return order > 0 || order == 0 && !(lowIsIn && highIsIn);
    }
}
