package dev.assay.engine.scan;

import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that knows a format or has a judgement. Immutable and shared between threads.
 *
 * @param decoders in the order of their formats' ids, in which they are run
 * @param formatsByExtension what a loader expects behind a name's ending: if none of these is found there, that is a gap
 * @param version of all of these and their data: part of every key of the cache
 */
public record Detectors(
        List<Decoder> decoders,
        List<Rule> rules,
        RuleBook book,
        Map<String, Set<String>> formatsByExtension,
        String version) {
    public Detectors {
        decoders = List.copyOf(decoders);
        rules = List.copyOf(rules);
    }

    /** The decoders for bytes with this head: several for a polyglot, none for what nobody interprets. */
    public List<Decoder> detect(Head head) {
        List<Decoder> found = new ArrayList<>(2);
        for (Decoder decoder : decoders) {
            if (decoder.format().magic().matches(head)) {
                found.add(decoder);
            }
        }
        return found;
    }
}
