package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The digest of a package's file as bills of materials have it: hexadecimal, of lockfiles' {@code sha512-BASE64} (W3C SRI),
 * {@code sha256:HEX} and {@code sha1-HEX} alike.
 *
 * @param function which one, as CycloneDX names it, such as {@code SHA-512}
 */
record PackageDigest(String function, String hex) {
    /** Of these the lockfile's digest is not that of a file: NuGet leaves the signature out, Go digests a list of digests. */
    private static final Set<String> OF_SOMETHING_ELSE = Set.of("nuget", "golang");

    private enum Function {
        MD5("md5", 16, "MD5"),
        SHA1("sha1", 20, "SHA-1"),
        SHA256("sha256", 32, "SHA-256"),
        SHA384("sha384", 48, "SHA-384"),
        SHA512("sha512", 64, "SHA-512"),
        SHA3_256("sha3-256", 32, "SHA3-256"),
        SHA3_384("sha3-384", 48, "SHA3-384"),
        SHA3_512("sha3-512", 64, "SHA3-512");

        private final String prefix;
        private final int bytes;
        private final String name;

        Function(String prefix, int bytes, String name) {
            this.prefix = prefix;
            this.bytes = bytes;
            this.name = name;
        }
    }

    /** Nothing of what is no digest of a file, or of a function that the standards do not name. */
    static Optional<PackageDigest> of(Dependency dependency) {
        String text = dependency.integrity();
        if (text.isEmpty()
                || OF_SOMETHING_ELSE.contains(dependency.coordinates().ecosystem())) {
            return Optional.empty();
        }
        for (Function each : Function.values()) {
            int length = each.prefix.length();
            boolean isIt = text.length() > length
                    && text.startsWith(each.prefix)
                    && (text.charAt(length) == '-' || text.charAt(length) == ':');
            Optional<PackageDigest> digest = isIt ? of(each, text.substring(length + 1)) : Optional.empty();
            if (digest.isPresent()) {
                return digest;
            }
        }
        return Optional.empty();
    }

    private static Optional<PackageDigest> of(Function function, String text) {
        try {
            byte[] bytes = text.length() == 2 * function.bytes
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
            return bytes.length == function.bytes
                    ? Optional.of(
                            new PackageDigest(function.name, HexFormat.of().formatHex(bytes)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // neither hexadecimal nor Base64
        }
    }

    /** The function as SPDX names it, such as {@code SHA512}. */
    String spdxFunction() {
        return function.startsWith("SHA-") ? "SHA" + function.substring(4) : function;
    }
}
