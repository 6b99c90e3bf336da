package dev.assay.detectors.crypto;

/**
 * How much there is in recording now what a use protects, to read it once there is a quantum computer: 0 to 100. The product of
 * how exposed it is, whether Shor's algorithm opens it, and Mosca's inequality: data that must stay secret for X years, a
 * migration that takes Y and a quantum computer in Z are a loss if X + Y > Z.
 *
 * @param exposurePercent by {@code exposure.tsv}
 * @param exposureWhy why so much; empty for none
 * @param dataYears X
 * @param migrationYears Y, by the effort of the replacement
 * @param yearsLeft Z
 */
public record HarvestScore(int exposurePercent, String exposureWhy, int dataYears, int migrationYears, int yearsLeft) {
    /** There is nothing to harvest. */
    static final HarvestScore NONE = new HarvestScore(0, "", 0, 0, 0);

    private static final int HALF_YEARS = 10; // so many years to spare, and there is nothing to fear

    /** X + Y - Z: how many years too late a migration that begins now comes. */
    public int marginYears() {
        return dataYears + migrationYears - yearsLeft;
    }

    /** 0 to 100: the exposure where the margin is gone, less by a tenth for each year to spare. */
    public int score() {
        int spare = Math.max(0, Math.min(HALF_YEARS, -marginYears()));
        return exposurePercent * (HALF_YEARS - spare) / HALF_YEARS;
    }

    /** How it comes about, for people. */
    public String explanation() {
        if (exposurePercent == 0) {
            return exposureWhy.isEmpty() ? "nothing to record" : exposureWhy;
        }
        return "exposure " + exposurePercent + " % (" + exposureWhy + "); " + dataYears + " years of secrecy + "
                + migrationYears + " years of migration - " + yearsLeft + " years until a quantum computer = "
                + marginYears();
    }
}
