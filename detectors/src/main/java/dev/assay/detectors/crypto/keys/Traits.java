package dev.assay.detectors.crypto.keys;

import dev.assay.engine.text.Printable;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a key, a certificate or an algorithm, while it is put together. */
final class Traits {
    private static final int MOST_CHARACTERS = 200;

    private final Map<String, String> parameters = new TreeMap<>();
    private String algorithm;
    private String purpose;

    /** Of something whose algorithm nobody can tell, such as what lies within an encrypted key. */
    Traits() {
        this("", "");
    }

    Traits(String algorithm, String purpose) {
        this.algorithm = algorithm;
        this.purpose = purpose;
    }

    static Traits of(Oids.Named named) {
        Traits traits = new Traits(named.algorithm(), named.purpose());
        traits.parameters.putAll(named.parameters());
        return traits;
    }

    String algorithm() {
        return algorithm;
    }

    String purpose() {
        return purpose;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    Traits purpose(String other) {
        purpose = other;
        return this;
    }

    /** Sets a parameter; texts of the target are escaped and shortened. */
    Traits put(String name, String value) {
        parameters.put(name, Printable.of(value, MOST_CHARACTERS));
        return this;
    }

    Traits put(String name, long value) {
        return put(name, Long.toString(value));
    }

    Traits put(String name, boolean value) {
        return put(name, value ? "yes" : "no");
    }

    /** A time in UTC; one that cannot be read is {@code ?}. */
    Traits put(String name, @Nullable LocalDateTime value) {
        return put(name, value == null ? "?" : value + (value.getSecond() == 0 ? ":00Z" : "Z"));
    }

    /** Takes over parameters, such as those of what a key is encrypted with. */
    Traits with(Traits other) {
        parameters.putAll(other.parameters);
        return this;
    }

    /** The algorithm and size of a key, as they are of another structure that goes with it. */
    Traits ofKey(Traits key) {
        algorithm = key.algorithm;
        purpose = key.purpose;
        for (String each : new String[] {"keyBits", "curve", PublicPart.DIGEST}) {
            String value = key.parameters.get(each);
            if (value != null) {
                parameters.put(each, value);
            }
        }
        return this;
    }
}
