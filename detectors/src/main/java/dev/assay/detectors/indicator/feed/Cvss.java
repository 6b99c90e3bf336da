package dev.assay.detectors.indicator.feed;

import dev.assay.engine.report.Severity;
import java.util.Optional;
import us.springett.cvss.CvssV2;
import us.springett.cvss.MalformedVectorException;

/**
 * The severity that a vector of CVSS (first.org/cvss) comes to: of version 4, 3.1, 3.0 or 2, by the base score and the ratings of its
 * specification; those of version 2 are NVD's, as that version has none. Computed by cvss-calculator. Pure functions.
 */
final class Cvss {
    /** With all metrics of version 4 a vector is of some 200 characters. */
    private static final int LONGEST = 512;

    private Cvss() {}

    /** Empty if it is no vector, whole and of a known version. */
    static Optional<Severity> severity(String vector) {
        if (vector.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            us.springett.cvss.Cvss read = us.springett.cvss.Cvss.fromVector(vector);
            if (read == null) {
                return Optional.empty();
            }
            double score = read.calculateScore().getBaseScore();
            return Optional.of(rating(score, read instanceof CvssV2));
        } catch (MalformedVectorException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // the library's own ways to refuse one
        }
    }

    /** What scores nothing is said as well: somebody has called it an advisory. */
    private static Severity rating(double score, boolean isSecond) {
        if (score < 4) {
            return Severity.LOW;
        }
        if (score < 7) {
            return Severity.MEDIUM;
        }
        return score < 9 || isSecond ? Severity.HIGH : Severity.CRITICAL;
    }
}
