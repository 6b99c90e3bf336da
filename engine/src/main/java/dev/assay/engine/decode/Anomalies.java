package dev.assay.engine.decode;

import dev.assay.engine.fact.Anomaly;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The anomalies of one file: each once, with its first place and how often, however many parts of the file have it. Belongs to
 * one thread.
 */
public final class Anomalies {
    private final String prefix;
    private final Map<String, Anomaly> byRule = new TreeMap<>();

    /** @param prefix what the ids of the format's rules begin with, such as {@code model/gguf-} */
    public Anomalies(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Notes one.
     *
     * @param rule the part of the rule's id behind the prefix
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

    /** Whether it was noted. */
    public boolean has(String rule) {
        return byRule.containsKey(rule);
    }

    /** Hands them on, in the order of their ids. */
    public void report(Sink out) {
        byRule.values().forEach(out::fact);
    }
}
