package dev.assay.detectors.crypto;

import java.util.Locale;

/**
 * What replaces a use.
 *
 * @param to what to use
 * @param hybrid what to use until all sides know that; empty for none
 * @param wave 1 what is broken now, 2 what can be recorded now and read later, 3 what signs, 4 sizes
 */
public record Replacement(String to, String hybrid, int wave, Effort effort, String source) {
    /** How much work it is. */
    public enum Effort {
        /** A setting, a parameter, a name: days. */
        SMALL(1),
        /** Code and tests of one program, or keys to be made anew: weeks. */
        MEDIUM(3),
        /** Formats, partners, infrastructure of keys: years. */
        LARGE(5);

        private final int years;

        Effort(int years) {
            this.years = years;
        }

        /** Until it is done everywhere, from experience with earlier migrations: Mosca's Y. */
        public int years() {
            return years;
        }

        /** The word of the table. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Effort of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
