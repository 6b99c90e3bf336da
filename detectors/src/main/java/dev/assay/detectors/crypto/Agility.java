package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import java.util.Locale;

/** How easily an algorithm is exchanged. */
public enum Agility {
    /** It comes from outside of the program, or is a setting, a key or a certificate. */
    CONFIGURED,
    /** The program says which, and takes sizes or modes from outside. */
    PARTLY,
    /** It is written in the program. */
    HARD_CODED;

    /** The word of reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Agility of(CryptoUse use) {
        if (!Vocabulary.all().isLanguage(use.source())
                || use.algorithm().isEmpty()
                || AlgorithmNames.isUnresolved(use.algorithm())) {
            return CONFIGURED;
        }
        for (String name : new String[] {"mode", "padding", "keyBits", "hash", "curve", "version", "suites"}) {
            if (AlgorithmNames.isUnresolved(use.parameters().getOrDefault(name, ""))) {
                return PARTLY;
            }
        }
        return HARD_CODED;
    }
}
