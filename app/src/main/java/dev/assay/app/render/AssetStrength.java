package dev.assay.app.render;

import dev.assay.detectors.crypto.Algorithm;
import dev.assay.detectors.crypto.Assessment;
import dev.assay.detectors.crypto.Identifiers;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;

/**
 * What reports show of the strength of an asset.
 *
 * @param primitive as CycloneDX calls it; {@code unknown} if the registry does not have the algorithm
 * @param oid empty if there is none
 * @param classicalBits -1 where it depends on what nobody could tell
 * @param nistLevel -1 where it depends on what nobody could tell
 * @param quantum broken, weakened, safe or unknown
 * @param status broken, legacy, current, draft, none; empty if the registry does not have the algorithm
 */
record AssetStrength(String primitive, String oid, int classicalBits, int nistLevel, String quantum, String status) {
    static final String BROKEN = "broken";
    static final String WEAKENED = "weakened";
    static final String UNKNOWN = "unknown";

    static AssetStrength of(Assessment assessment) {
        return new AssetStrength(
                assessment
                        .algorithm()
                        .map(known -> primitive(known, assessment.use()))
                        .orElse(UNKNOWN),
                Identifiers.of(assessment),
                assessment.strength().classicalBits(),
                assessment.strength().nistLevel(),
                assessment.strength().quantum().word(),
                assessment.status());
    }

    /** Of an algorithm that is several things, what it is used for. */
    private static String primitive(Algorithm algorithm, CryptoUse use) {
        for (String purpose : Parts.of(use.purpose(), '|')) {
            String wanted = switch (purpose) {
                case "signature", "certificate", "certificate-request" -> "signature";
                case "encryption" -> "pke";
                case "key-agreement" -> "key-agree";
                default -> "";
            };
            if (algorithm.primitives().contains(wanted)) {
                return wanted;
            }
        }
        return algorithm.primitives().getFirst();
    }
}
