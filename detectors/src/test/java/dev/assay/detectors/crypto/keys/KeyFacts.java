package dev.assay.detectors.crypto.keys;

import dev.assay.detectors.AllDetectors;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a scan says of keys, a line each. */
final class KeyFacts {
    private static final Detectors DETECTORS = AllDetectors.ALL;

    /** What tells one of many, and nothing of what it is. */
    private static final Set<String> WHICH =
            Set.of("fingerprint", "openPgpFingerprint", "publicKeyDigest", "subjectKeyId", "authorityKeyId");

    private KeyFacts() {}

    /** Facts and gaps of a file. */
    static List<String> of(String name, byte[] bytes) throws IOException {
        Decoded decoded = new TestScan(DETECTORS).decode(name, new MemorySource(bytes));
        List<String> lines = new ArrayList<>();
        for (Decoded.Part part : decoded.parts()) {
            part.facts().stream()
                    .filter(CryptoUse.class::isInstance)
                    .map(fact -> line((CryptoUse) fact))
                    .forEach(lines::add);
            part.gaps()
                    .forEach(gap ->
                            lines.add("gap " + gap.kind().id() + " at " + gap.offsetBytes() + ": " + gap.reason()));
        }
        return lines;
    }

    static List<String> of(String name, String text) throws IOException {
        return of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The uses of a file as they are. */
    static List<CryptoUse> uses(String name, byte[] bytes) throws IOException {
        return new TestScan(DETECTORS)
                .decode(name, new MemorySource(bytes)).parts().stream()
                        .flatMap(part -> part.facts().stream())
                        .filter(CryptoUse.class::isInstance)
                        .map(CryptoUse.class::cast)
                        .toList();
    }

    private static String line(CryptoUse use) {
        SortedMap<String, String> what = new TreeMap<>(use.parameters());
        what.keySet().removeAll(WHICH);
        String at = use.line() > 0 ? use.line() + ":" + use.column() : "+" + use.offsetBytes();
        return use.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + use.algorithm() + " (" + use.purpose()
                + ") " + what + " " + use.source() + "/" + use.via() + " " + at;
    }

    /** The same without place and structure: what the key is. */
    static List<String> brief(String name, byte[] bytes) throws IOException {
        return of(name, bytes).stream()
                .map(line -> line.startsWith("gap") ? line : line.substring(0, line.indexOf('}') + 1))
                .toList();
    }

    static List<String> brief(String name, String text) throws IOException {
        return brief(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
