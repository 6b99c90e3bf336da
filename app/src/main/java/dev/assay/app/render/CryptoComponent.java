package dev.assay.app.render;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * One asset of a bill of materials, with all places where it was met. What tells algorithms apart is what they are made of; how
 * each is used (a static IV, a count of iterations, the size of a tag) stands with its place. Protocols are told apart by all that is known of them,
 * keys and certificates by which they are.
 */
final class CryptoComponent {
    /** What makes another algorithm of one. */
    private static final List<String> SHAPE = List.of("keyBits", "hashBits", "curve", "mode", "padding", "hash");

    static final String FINGERPRINT = "fingerprint";
    static final String PUBLIC_KEY_DIGEST = "publicKeyDigest";
    private static final String OPEN_PGP_FINGERPRINT = "openPgpFingerprint";

    /** What of the same key in several forms is told: the same, whatever was met first. */
    private static final Comparator<CryptoUse> ORDER = Comparator.comparing(CryptoUse::via)
            .thenComparing(CryptoUse::source)
            .thenComparing(CryptoUse::purpose)
            .thenComparing(CryptoUse::algorithm)
            .thenComparing(use -> use.parameters().toString());

    CryptoUse example;
    AssetStrength strength;
    final String reference;
    final TreeSet<String> purposes = new TreeSet<>();
    final TreeSet<String> dependsOn = new TreeSet<>();
    private final List<byte[]> occurrences = new ArrayList<>(1);
    long count;

    private CryptoComponent(CryptoUse example, AssetStrength strength, String reference) {
        this.example = example;
        this.strength = strength;
        this.reference = reference;
    }

    /**
     * A component without a place.
     *
     * @param reference made of {@link #identity}
     */
    static CryptoComponent of(CryptoUse use, AssetStrength strength, String reference) {
        return new CryptoComponent(use, strength, reference);
    }

    /** Another use of it. */
    void seen(CryptoUse use, AssetStrength of) {
        if (isOneOfMany(use) && ORDER.compare(use, example) < 0) {
            example = use;
            strength = of;
        }
    }

    /** Whether this is one key or certificate of those like it. */
    static boolean isOneOfMany(CryptoUse use) {
        return use.kind() == CryptoUse.Kind.KEY || use.kind() == CryptoUse.Kind.CERTIFICATE;
    }

    /** As much memory as it takes, roughly. */
    static int bytes(CryptoUse use) {
        int bytes = 256;
        for (Map.Entry<String, String> each : use.parameters().entrySet()) {
            bytes += 64 + 2 * each.getValue().length();
        }
        return bytes;
    }

    /**
     * What is the same for all uses of one asset, and for no others. Of a certificate that is its digest; of a key its part, that of
     * its public part, and what it is encrypted with; where there is none, the place where it lies.
     */
    static String identity(CryptoUse use, AssetStrength strength, String place) {
        SortedMap<String, String> parameters = use.parameters();
        if (use.kind() == CryptoUse.Kind.CERTIFICATE) {
            return "CERTIFICATE\0" + parameters.getOrDefault(FINGERPRINT, place);
        }
        if (use.kind() == CryptoUse.Kind.KEY) {
            return String.join(
                    "\0",
                    "KEY",
                    parameters.getOrDefault("part", ""),
                    parameters.getOrDefault("cipher", ""),
                    parameters.getOrDefault("kdf", ""),
                    parameters.getOrDefault(FINGERPRINT, ""),
                    key(parameters, place));
        }
        return String.join(
                "\0",
                use.kind().name(),
                use.algorithm(),
                strength.primitive(),
                shape(use).toString());
    }

    /** Of an algorithm that has no form of its public part in common with others, what OpenPGP calls the key. */
    private static String key(SortedMap<String, String> parameters, String place) {
        return parameters.getOrDefault(PUBLIC_KEY_DIGEST, parameters.getOrDefault(OPEN_PGP_FINGERPRINT, place));
    }

    private static SortedMap<String, String> shape(CryptoUse use) {
        SortedMap<String, String> shape = new TreeMap<>(use.parameters());
        if (use.kind() == CryptoUse.Kind.ALGORITHM) {
            shape.keySet().retainAll(SHAPE);
        }
        shape.values().removeIf(value -> value.equals("?"));
        return shape;
    }

    void purpose(String purposes) {
        CryptoWords.values(purposes).stream().filter(each -> !each.isEmpty()).forEach(this.purposes::add);
    }

    /**
     * Adds a place, as long as there is room for it.
     *
     * @return how many bytes of memory it takes
     */
    int add(CryptoAsset asset, boolean room) {
        count++;
        if (!room) {
            return 0;
        }
        Location at = asset.location();
        byte[] line = String.join(
                        "\n",
                        Integer.toString(at.line()),
                        Long.toString(at.offsetBytes()),
                        flat(asset.use().via()),
                        flat(context(asset.use())),
                        place(at))
                .getBytes(StandardCharsets.UTF_8);
        occurrences.add(line);
        return line.length;
    }

    /** Line breaks part the fields; places are last and may hold some. */
    private static String flat(String text) {
        return Json.wellFormed(text).replace('\n', ' ');
    }

    static String place(Location at) {
        return Json.wellFormed(new Location(at.target(), at.path(), at.entries(), -1, 0, 0).toString());
    }

    /** What of a use is not what the algorithm is. */
    private static String context(CryptoUse use) {
        StringBuilder context = new StringBuilder(use.source());
        if (!use.purpose().isEmpty()) {
            context.append(context.isEmpty() ? "" : ": ").append(use.purpose());
        }
        SortedMap<String, String> shape = shape(use);
        for (Map.Entry<String, String> each : use.parameters().entrySet()) {
            if (!shape.containsKey(each.getKey())) {
                context.append(context.isEmpty() ? "" : ", ")
                        .append(each.getKey())
                        .append('=')
                        .append(each.getValue());
            }
        }
        return context.toString();
    }

    /** Writes the evidence, nothing for what is there only since something else depends on it. */
    void evidence(JsonGenerator out) {
        if (occurrences.isEmpty()) {
            return;
        }
        out.writeObjectPropertyStart("evidence");
        out.writeArrayPropertyStart("occurrences");
        for (byte[] each : occurrences) {
            occurrence(new String(each, StandardCharsets.UTF_8), out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void occurrence(String fields, JsonGenerator out) {
        int[] ends = new int[4];
        for (int i = 0, from = 0; i < ends.length; i++) {
            ends[i] = fields.indexOf('\n', from);
            from = ends[i] + 1;
        }
        out.writeStartObject();
        Json.string(out, "location", fields.substring(ends[3] + 1));
        int line = Integer.parseInt(fields.substring(0, ends[0]));
        if (line > 0) {
            out.writeNumberProperty("line", line);
        }
        long offset = Long.parseLong(fields.substring(ends[0] + 1, ends[1]));
        if (offset >= 0) {
            out.writeNumberProperty("offset", offset);
        }
        optional(out, "symbol", fields.substring(ends[1] + 1, ends[2]));
        optional(out, "additionalContext", fields.substring(ends[2] + 1, ends[3]));
        out.writeEndObject();
    }

    /** Places beyond what memory is for. */
    long unlisted() {
        return count - occurrences.size();
    }

    /** Empty if it is not set. */
    String parameter(String name) {
        return example.parameters().getOrDefault(name, "");
    }

    static void optional(JsonGenerator out, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            Json.string(out, name, value);
        }
    }
}
