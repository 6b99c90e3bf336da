package dev.assay.engine.scan;

import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Head;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.TargetRule;
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
        List<TargetRule> targetRules,
        RuleBook book,
        Map<String, Set<String>> formatsByExtension,
        String version) {
    public Detectors {
        decoders = List.copyOf(decoders);
        rules = List.copyOf(rules);
        targetRules = List.copyOf(targetRules);
    }

    /** Without rules for whole targets. */
    public Detectors(
            List<Decoder> decoders,
            List<Rule> rules,
            RuleBook book,
            Map<String, Set<String>> formatsByExtension,
            String version) {
        this(decoders, rules, List.of(), book, formatsByExtension, version);
    }

    /** Whether a rule for whole targets asks for bytes of this name. */
    boolean concerns(String name) {
        for (TargetRule rule : targetRules) {
            if (rule.concerns(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule for whole targets asks for an artifact of this name that holds these formats. */
    boolean isKept(String name, Set<String> formats) {
        for (TargetRule rule : targetRules) {
            if (rule.keeps(name, formats)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule for whole targets reads this fact. */
    boolean isRead(Fact fact) {
        for (TargetRule rule : targetRules) {
            if (rule.reads(fact)) {
                return true;
            }
        }
        return false;
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
