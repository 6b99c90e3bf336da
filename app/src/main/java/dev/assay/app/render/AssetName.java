package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an asset is called: {@code AES-128-CBC}, {@code RSA-2048}, {@code ECDSA-P-256}; of two like names nothing differs but the use. */
final class AssetName {
    private static final int LONGEST = 200;

    /** Takes keys of any size (RFC 2104, 3), so that a size says nothing of what it is. */
    private static final String HMAC = "HMAC";

    private AssetName() {}

    static String of(CryptoUse use) {
        StringBuilder name = new StringBuilder(
                !use.algorithm().isEmpty() && !use.algorithm().equals("?")
                        ? use.algorithm()
                        : "yes".equals(use.parameters().get("encrypted")) ? "encrypted" : "unknown algorithm");
        Map<String, String> parameters = use.parameters();
        if (use.kind() == CryptoUse.Kind.PROTOCOL) { // all else is of the suites that it may take
            add(name, parameters.get("version"));
        } else if (use.algorithm().equals(HMAC)) {
            add(name, parameters.get("hash"));
        } else {
            add(name, parameters.containsKey("curve") ? parameters.get("curve") : parameters.get("keyBits"));
        }
        if (use.kind() == CryptoUse.Kind.ALGORITHM) { // else it is of what protects a key
            add(name, parameters.get("mode"));
            String padding = parameters.getOrDefault("padding", "");
            // that GCM and the like pad nothing, their names say
            boolean isNeeded = !padding.equals("none") || !parameters.containsKey("mode");
            add(name, isNeeded ? padding : "");
            add(name, parameters.get("hash"));
        }
        String whole = switch (use.kind()) {
            case ALGORITHM, PROTOCOL -> name.toString();
            case KEY -> name + (CryptoWords.isRequest(use) ? " certificate request" : " key");
            case CERTIFICATE -> name + " certificate";
        };
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
    }

    private static void add(StringBuilder name, @Nullable String value) {
        if (value != null && !value.equals("?") && !value.isEmpty() && name.indexOf(value) < 0) {
            name.append('-').append(value);
        }
    }
}
