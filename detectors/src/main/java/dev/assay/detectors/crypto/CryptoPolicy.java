package dev.assay.detectors.crypto;

import java.time.LocalDate;
import java.util.List;

/**
 * What the user says of cryptography. Immutable. Unless regimes are named, NIST IR 8547 tells by when: a draft, whose dates are
 * shown and raise no severity, since a build must not turn red on a day that nobody chose.
 *
 * @param day of which dates are judged
 * @param regimes ids of {@code regimes.tsv}
 * @param dataLifetimeYears how long what is encrypted must stay secret
 * @param quantumYear by when a quantum computer is reckoned with
 */
public record CryptoPolicy(LocalDate day, List<String> regimes, int dataLifetimeYears, int quantumYear) {
    /** Years for which data must stay secret, where nobody says so. */
    public static final int DATA_LIFETIME_YEARS = 10;

    /** NIST IR 8547 and NSM-10: by then the migration is to be over. */
    public static final int QUANTUM_YEAR = 2035;

    /** Whose dates are shown where nobody names another. */
    public static final String REGIME = "nist-ir-8547";

    /** @throws IllegalArgumentException if there is no such regime, or a number makes no sense */
    public CryptoPolicy {
        regimes = List.copyOf(regimes);
        for (String regime : regimes) {
            if (Regime.of(regime).isEmpty()) {
                throw new IllegalArgumentException(
                        "no regime is called " + regime + "; there are " + String.join(", ", Regime.ids()));
            }
        }
        if (dataLifetimeYears < 0 || dataLifetimeYears > 200 || quantumYear < 2000 || quantumYear > 3000) {
            throw new IllegalArgumentException(
                    "not years: a data lifetime of " + dataLifetimeYears + ", a quantum computer in " + quantumYear);
        }
    }

    /** With the regime that counts where nobody names another. */
    public static CryptoPolicy on(LocalDate day) {
        return new CryptoPolicy(day, List.of(REGIME), DATA_LIFETIME_YEARS, QUANTUM_YEAR);
    }
}
