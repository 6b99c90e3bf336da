package dev.assay.engine.fact;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cryptography that is used or lies somewhere: an algorithm that a program asks for, a key, a certificate, a protocol's
 * setting. Says what is there and how it is set, never whether that is good.
 *
 * @param kind as CycloneDX divides assets
 * @param algorithm the name in the registry of algorithms, such as {@code RSA} or {@code AES}; as written where the registry does
 *     not know it; empty where nobody could tell, as of a name that comes from outside
 * @param purpose what it is used for, in the registry's words: {@code hash}, {@code signature}, {@code random}
 * @param parameters how it is set, in the registry's words: {@code mode}, {@code keyBits}, {@code iv}; a value that may be one of
 *     several is joined by {@code |}. Sorted by name
 * @param source what says so: {@code python}, {@code java}, {@code pem}, {@code nginx}
 * @param via with what: the callee's full name, a directive, a structure's name
 * @param offsetBytes where it stands
 * @param line from 1, or 0 where lines make no sense
 * @param column from 1 in characters, or 0
 */
public record CryptoUse(
        Kind kind,
        String algorithm,
        String purpose,
        SortedMap<String, String> parameters,
        String source,
        String via,
        long offsetBytes,
        int line,
        int column)
        implements Fact {
    /** Of rules that judge these. */
    public static final String FAMILY = "crypto";

    /** What is there. */
    public enum Kind {
        ALGORITHM,
        KEY,
        CERTIFICATE,
        PROTOCOL
    }

    public CryptoUse {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Which key or certificate it is of all there are, by its digest, wherever it lies; empty where nothing tells. */
    public String identity() {
        return switch (kind) {
            case CERTIFICATE -> parameters.getOrDefault("fingerprint", "");
            case KEY -> parameters.getOrDefault("publicKeyDigest", "");
            case ALGORITHM, PROTOCOL -> "";
        };
    }

    /** With parameters in any order. */
    public static CryptoUse of(
            Kind kind,
            String algorithm,
            String purpose,
            Map<String, String> parameters,
            String source,
            String via,
            long offsetBytes,
            int line,
            int column) {
        return new CryptoUse(
                kind, algorithm, purpose, new TreeMap<>(parameters), source, via, offsetBytes, line, column);
    }
}
