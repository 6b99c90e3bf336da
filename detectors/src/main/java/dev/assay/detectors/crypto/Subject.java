package dev.assay.detectors.crypto;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What conditions are asked of: one use in the registry's words, of one algorithm, on one day.
 *
 * @param algorithm null if the registry does not know it
 */
record Subject(CryptoUse use, @Nullable Algorithm algorithm, Strength strength, LocalDate day) {
    /** What JOSE calls no algorithm at all. */
    private static final String NONE = "none";

    /** All values of a word, {@code ?} among them where one is not known; none if nothing is said of it. */
    List<String> values(String name) {
        return switch (name) {
            case "kind" -> List.of(use.kind().name().toLowerCase(Locale.ROOT));
            case "purpose" -> Parts.of(use.purpose(), '|');
            case "serves" -> serves();
            case "algorithm" ->
                algorithm != null
                        ? List.of(algorithm.name())
                        : use.algorithm().isEmpty()
                                ? List.of()
                                : List.of(use.algorithm().equals(NONE) ? NONE : "?");
            case "primitive" -> algorithm == null ? List.of("?") : algorithm.primitives();
            case "status" -> List.of(algorithm == null ? "?" : algorithm.status());
            case "quantum" -> List.of(strength.quantum().word());
            case "bits" ->
                strength.classicalBits() < 0 ? List.of() : List.of(Integer.toString(strength.classicalBits()));
            case "curveBits" -> curves(true);
            case "curveStatus" -> curves(false);
            case "source" -> List.of(use.source());
            case "via" -> List.of(use.via());
            default -> {
                String value = use.parameters().get(name);
                List<String> all = value == null ? List.of() : Parts.of(value, '|');
                yield name.equals("cipher")
                        ? all.stream().map(AlgorithmNames.all()::algorithm).toList()
                        : all;
            }
        };
    }

    /** The purpose; of new keys that of what they are for, where the algorithm is for one thing only. */
    private List<String> serves() {
        List<String> purposes = Parts.of(use.purpose(), '|');
        if (algorithm == null || algorithm.primitives().size() != 1 || !purposes.contains("key-generation")) {
            return purposes;
        }
        String served = switch (algorithm.primitives().getFirst()) {
            case "key-agree" -> "key-agreement";
            case "kem" -> "key-encapsulation";
            case "pke" -> "encryption";
            case "signature" -> "signature";
            default -> "key-generation";
        };
        return purposes.stream()
                .map(purpose -> purpose.equals("key-generation") ? served : purpose)
                .toList();
    }

    private List<String> curves(boolean bits) {
        String names = use.parameters().get("curve");
        if (names == null) {
            return List.of();
        }
        return Parts.of(names, '|').stream()
                .map(name -> Algorithms.all()
                        .curve(name)
                        .map(curve -> bits ? Integer.toString(curve.bits()) : curve.status())
                        .orElse("?"))
                .toList();
    }
}
