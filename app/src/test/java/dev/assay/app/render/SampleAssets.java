package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.fact.CryptoUse.Kind;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Suppressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cryptography for reports. */
final class SampleAssets {
    private SampleAssets() {}

    static List<Object> all() {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            parts.add(code("src/main/java/a/Digest" + i + ".java", 12 + i, "MD5", "hash", Map.of()));
        }
        parts.add(code(
                "src/main/java/a/Store.java",
                40,
                "AES",
                "cipher",
                Map.of("keyBits", "128", "mode", "CBC", "padding", "PKCS5Padding", "iv", "static")));
        parts.add(code(
                "src/main/java/a/Store.java",
                57,
                "AES",
                "cipher",
                Map.of("keyBits", "128", "mode", "CBC", "padding", "PKCS5Padding", "iv", "random")));
        parts.add(code("src/main/java/a/Vault.java", 9, "AES", "cipher", Map.of("keyBits", "128|256", "mode", "GCM")));
        parts.add(code("src/main/java/a/Vault.java", 21, "AES", "cipher", Map.of("keyBits", "?", "mode", "default")));
        parts.add(code("src/main/java/a/Sign.java", 5, "RSA", "key-generation", Map.of("keyBits", "2048")));
        parts.add(
                code("src/main/java/a/Sign.java", 8, "RSA", "signature", Map.of("padding", "PSS", "hash", "SHA-256")));
        parts.add(code(
                "src/main/java/b/Wrap.java",
                8,
                "RSA",
                "encryption",
                Map.of("padding", "PKCS1Padding", "keyBits", "1024")));
        parts.add(code("src/main/java/b/Curve.java", 3, "ECDSA", "signature", Map.of("curve", "P-256")));
        parts.add(code("src/main/java/b/Curve.java", 9, "ECDH", "key-agreement", Map.of("curve", "wibble256")));
        parts.add(code("vendor/b/New.java", 3, "ML-KEM-768", "key-encapsulation", Map.of()));
        parts.add(code("src/main/java/b/Named.java", 4, "", "cipher", Map.of()));
        parts.add(code(
                "src/main/java/b/Pass.java",
                4,
                "PBKDF2",
                "kdf",
                Map.of("hash", "SHA-1", "iterations", "1000", "salt", "static")));
        parts.add(of(
                Location.of("repo", "deploy/server.pem").at(0),
                1,
                Kind.CERTIFICATE,
                "RSA",
                "certificate",
                Map.ofEntries(
                        Map.entry("keyBits", "2048"),
                        Map.entry("publicKeyDigest", "ab".repeat(32)),
                        Map.entry("signature", "RSA"),
                        Map.entry("signatureHash", "SHA-256"),
                        Map.entry("signaturePadding", "PKCS1-v1.5"),
                        Map.entry("subject", "CN=example.org"),
                        Map.entry("issuer", "CN=Example CA"),
                        Map.entry("fingerprint", "0f".repeat(32)),
                        Map.entry("serial", "01ab"),
                        Map.entry("notBefore", "2024-01-01T00:00:00Z"),
                        Map.entry("notAfter", "2027-01-01T00:00:00Z")),
                "pem",
                "X.509 Certificate"));
        parts.add(of(
                Location.of("repo", "deploy/image.tar")
                        .entry("etc/ssl/server.key")
                        .at(0),
                0,
                Kind.KEY,
                "EC",
                "key-agreement|signature",
                Map.of(
                        "curve", "secp384r1",
                        "part", "private",
                        "encrypted", "yes",
                        "cipher", "AES",
                        "kdf", "PBKDF2",
                        "hash", "SHA-256"),
                "pem",
                "PKCS#8 EncryptedPrivateKeyInfo"));
        parts.add(of(
                Location.of("repo", "deploy/nginx.conf").at(88),
                7,
                Kind.PROTOCOL,
                "TLSv1.2",
                "protocol",
                Map.of("suites", "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:!RC4:HIGH"),
                "nginx",
                "ssl_ciphers"));
        parts.add(finding("crypto/broken-hash", Severity.HIGH, "MD5", "src/main/java/a/Digest0.java", 12, ""));
        parts.add(finding("crypto/short-key", Severity.MEDIUM, "RSA", "src/main/java/b/Wrap.java", 8, "2030-12-31"));
        parts.add(finding("crypto/quantum", Severity.LOW, "RSA", "src/main/java/a/Sign.java", 5, "2030-12-31"));
        parts.add(finding("crypto/quantum", Severity.LOW, "ECDSA", "src/main/java/b/Curve.java", 3, "2035-12-31"));
        parts.add(new Gap(GapKind.ENCRYPTED, Location.of("repo", "deploy/store.p12"), "needs a password", 1200));
        parts.add(new Suppressed(
                "crypto/broken-hash",
                Location.of("repo", "test/Old.java"),
                "000000000000000000000000000000aa",
                "baseline"));
        return parts;
    }

    /** One of each kind for each name, which stands wherever one can. */
    static List<Object> named(String... names) {
        List<Object> parts = new ArrayList<>();
        for (String name : names) {
            Location at = Location.of("repo", Location.escape(name)).entry(name).at(3);
            for (Kind kind : Kind.values()) {
                Map<String, String> parameters = new TreeMap<>(Map.of(name, name));
                for (String each : List.of(
                        "curve",
                        "mode",
                        "padding",
                        "suites",
                        "subject",
                        "notAfter",
                        "keyBits",
                        "version",
                        "hash",
                        "part")) {
                    parameters.put(each, name);
                }
                parts.add(of(at, 0, kind, name, name, parameters, name, name));
            }
        }
        return parts;
    }

    private static CryptoAsset code(
            String path, int line, String algorithm, String purpose, Map<String, String> parameters) {
        return of(
                Location.of("repo", path).at(line * 40L),
                line,
                Kind.ALGORITHM,
                algorithm,
                purpose,
                parameters,
                "java",
                "javax.crypto." + purpose);
    }

    static CryptoAsset of(
            Location at,
            int line,
            Kind kind,
            String algorithm,
            String purpose,
            Map<String, String> parameters,
            String source,
            String via) {
        CryptoUse use = CryptoUse.of(
                kind, algorithm, purpose, parameters, source, via, at.offsetBytes(), line, line > 0 ? 5 : 0);
        Location place =
                new Location(at.target(), at.path(), at.entries(), use.offsetBytes(), use.line(), use.column());
        return new CryptoAsset(place, use, String.format("%032x", (place + algorithm).hashCode() & 0xffff_ffffL));
    }

    private static Finding finding(
            String rule, Severity severity, String algorithm, String path, int line, String deadline) {
        Map<String, String> evidence = new TreeMap<>(Map.of("algorithm", algorithm));
        if (!deadline.isEmpty()) {
            evidence.put("deadline", deadline);
        }
        return new Finding(
                rule,
                "crypto",
                severity,
                "Cryptography to replace",
                algorithm + " does not hold as long as it is used for.",
                "Replace it.",
                List.of("https://csrc.nist.gov/pubs/ir/8547/ipd"),
                String.format("%032x", (rule + path).hashCode() & 0xffff_ffffL),
                new Location("repo", path, List.of(), line * 40L, line, 5),
                evidence);
    }
}
