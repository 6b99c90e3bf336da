package dev.assay.engine.decode;

import dev.assay.engine.fact.Anomaly;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is wrong with the bytes at hand: each rule once, with its first place and how often, however many places break
 * it. Belongs to one decoding.
 */
public final class Anomalies {
    private final String prefix;
    private final Map<String, Anomaly> byRule = new TreeMap<>();

    /** @param prefix what the ids of the rules begin with, such as {@code model/onnx-} */
    public Anomalies(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Notes a place.
     *
     * @param rule the rest of the rule's id
     * @param detail asked for the first time only
     */
    public void add(String rule, long offsetBytes, Supplier<String> detail) {
        Anomaly first = byRule.get(rule);
        byRule.put(
                rule,
                first == null
                        ? new Anomaly(prefix + rule, detail.get(), offsetBytes)
                        : new Anomaly(first.id(), first.detail(), first.offsetBytes(), first.count() + 1));
    }

    /** Hands them on, in the order of the rules. */
    public void report(Sink out) {
        byRule.values().forEach(out::fact);
    }
}
