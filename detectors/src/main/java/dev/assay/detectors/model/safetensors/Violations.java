package dev.assay.detectors.model.safetensors;

import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Anomaly;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The broken rules of one file: each once, with its first place and how often, however many tensors break it. */
final class Violations {
    private final Map<String, Anomaly> byRule = new TreeMap<>();

    /**
     * Notes a violation.
     *
     * @param rule the part of the rule's id behind {@code model/safetensors-}
     * @param detail asked for the first time only
     */
    void add(String rule, long offsetBytes, Supplier<String> detail) {
        Anomaly first = byRule.get(rule);
        byRule.put(
                rule,
                first == null
                        ? new Anomaly("model/safetensors-" + rule, detail.get(), offsetBytes)
                        : new Anomaly(first.id(), first.detail(), first.offsetBytes(), first.count() + 1));
    }

    /** Whether the rule is broken. */
    boolean has(String rule) {
        return byRule.containsKey(rule);
    }

    void report(Sink out) {
        byRule.values().forEach(out::fact);
    }
}
