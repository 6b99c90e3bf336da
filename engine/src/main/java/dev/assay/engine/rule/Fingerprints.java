package dev.assay.engine.rule;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells what a report says from what else it says, and knows it again in a later report. A fingerprint holds what it is, the
 * file's own name, the way within it and a key, but neither the folder nor the place: a moved line or a renamed folder keeps
 * it. Equal ones in one file are numbered in the order of the report. Belongs to one thread and one artifact.
 */
public final class Fingerprints {
    private static final Location ANYWHERE = Location.of("", "");

    private final Map<String, Integer> seen = new HashMap<>();

    /**
     * The next one.
     *
     * @param at the bytes that it is of; what comes behind them, offset and line, does not count
     * @param what the rule, or the kind of thing
     * @param key what tells it from others of that kind in the same bytes
     * @return 32 hexadecimal digits
     */
    public String next(Location at, String what, String key) {
        String path = at.path().isEmpty() ? at.target() : at.path();
        String whole = String.join("\0", what, Location.lastPart(path), String.join("!", at.entries()), key);
        int ordinal = seen.merge(whole, 1, Integer::sum);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest((whole + "\0" + ordinal).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * A use of cryptography as an asset of the bytes that it is in. A key or a certificate that its digest tells from all others is
     * the same in whatever file.
     *
     * @param what the kind of thing, which tells it from assets that were found in another way
     */
    public CryptoAsset asset(Location at, CryptoUse use, String what) {
        Location place =
                new Location(at.target(), at.path(), at.entries(), use.offsetBytes(), use.line(), use.column());
        String key = String.join(
                "\0", use.algorithm(), use.purpose(), use.parameters().toString(), use.via());
        return new CryptoAsset(place, use, next(use.identity().isEmpty() ? at : ANYWHERE, what, key));
    }
}
