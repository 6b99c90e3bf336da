package dev.assay.app.render;

import dev.assay.detectors.Catalog;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the registry of algorithms says of an asset, for its parameters.
 *
 * @param primitive as CycloneDX calls it; {@code unknown} if the registry does not have it
 * @param oid empty if there is none
 * @param classicalBits -1 where it depends on what nobody could tell
 * @param nistLevel -1 where it depends on what nobody could tell
 * @param quantum broken, weakened, safe or unknown
 * @param status broken, legacy, current, draft, none; empty if the registry does not have it
 */
record AssetStrength(String primitive, String oid, int classicalBits, int nistLevel, String quantum, String status) {
    static final String BROKEN = "broken";
    static final String WEAKENED = "weakened";
    static final String UNKNOWN = "unknown";

    /** Several tables' worth of sizes: SP 800-57 part 1 r5, table 2. */
    private static final int[][] MODULUS_BITS = {{15360, 256}, {7680, 192}, {3072, 128}, {2048, 112}, {1024, 80}};

    private static final Set<String> BY_MODULUS = Set.of("RSA", "DSA", "DH", "ElGamal");
    private static final AssetStrength NOT_KNOWN = new AssetStrength(UNKNOWN, "", -1, -1, UNKNOWN, "");

    /** The registry; read with the first asset. */
    private static final class Registry {
        static final Map<String, List<String>> ROWS = read();

        private static Map<String, List<String>> read() {
            Map<String, List<String>> rows = new HashMap<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(Catalog.class.getResource("crypto/algorithms.tsv")), 9)) {
                rows.put(row.getFirst().toLowerCase(Locale.ROOT), row);
            }
            return Map.copyOf(rows);
        }
    }

    static AssetStrength of(CryptoUse use) {
        List<String> row = Registry.ROWS.get(use.algorithm().toLowerCase(Locale.ROOT));
        if (row == null) {
            return NOT_KNOWN;
        }
        int bits = row.get(4).equals("-") ? bits(use) : Integer.parseInt(row.get(4));
        String quantum = row.get(6);
        int level = row.get(5).equals("-") ? level(bits) : Integer.parseInt(row.get(5));
        if (quantum.equals("-")) {
            quantum = bits < 0 ? UNKNOWN : bits < 256 ? WEAKENED : "safe";
        }
        return new AssetStrength(
                primitive(row.get(1), use.purpose()), known(row.get(3)), bits, level, quantum, row.get(7));
    }

    private static String known(String field) {
        return field.equals("-") ? "" : field;
    }

    private static String primitive(String all, String purpose) {
        List<String> primitives = Parts.of(all, ',');
        String wanted = purpose.equals("signature") || purpose.equals("certificate") ? "signature" : "";
        return primitives.contains(wanted) ? wanted : primitives.getFirst();
    }

    private static int level(int bits) {
        return bits < 0 ? -1 : bits < 128 ? 0 : bits < 192 ? 1 : bits < 256 ? 3 : 5;
    }

    /** The least that the parameters leave possible. */
    private static int bits(CryptoUse use) {
        int keyBits = least(use.parameters().getOrDefault("keyBits", "?"));
        if (keyBits < 0) {
            return -1;
        }
        if (!BY_MODULUS.contains(use.algorithm())) {
            boolean curve = use.algorithm().startsWith("EC");
            return curve ? keyBits / 2 : keyBits;
        }
        for (int[] each : MODULUS_BITS) {
            if (keyBits >= each[0]) {
                return each[1];
            }
        }
        return 0;
    }

    private static int least(String values) {
        int least = -1;
        for (String value : Parts.of(values, '|')) {
            try {
                int bits = Integer.parseInt(value);
                least = least < 0 ? bits : Math.min(least, bits);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
        return least;
    }
}
