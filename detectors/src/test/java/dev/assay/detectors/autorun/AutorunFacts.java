package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Decoded;
import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.scan.TestScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is found in a file that makes a tool run something, a line each. */
final class AutorunFacts {
    private static final Detectors DETECTORS =
            new Detectors(AutorunDecoder.all(), List.of(), new RuleBook(List.of(), List.of()), Map.of(), "autorun");

    private AutorunFacts() {}

    static List<Fact> facts(String name, String text) {
        List<Fact> facts = new ArrayList<>();
        decode(name, text).parts().forEach(part -> facts.addAll(part.facts()));
        return facts;
    }

    /** Facts but for digests, then gaps. */
    static List<String> of(String name, String text) {
        List<String> lines = new ArrayList<>();
        for (Decoded.Part part : decode(name, text).parts()) {
            for (Fact fact : part.facts()) {
                switch (fact) {
                    case AutomaticCommand command ->
                        lines.add(command.line() + " " + command.tool() + " " + command.event() + ": "
                                + command.command());
                    case Dependency dependency ->
                        lines.add(dependency.line() + " "
                                + dependency.coordinates().purl(dependency.version()));
                    case Anomaly anomaly -> lines.add(anomaly.id() + ": " + anomaly.detail());
                    case FileDigest _ -> {}
                    default -> lines.add(fact.toString());
                }
            }
            part.gaps().forEach(gap -> lines.add("gap " + gap.kind().id() + ": " + gap.reason()));
        }
        return lines;
    }

    private static Decoded decode(String name, String text) {
        try {
            return new TestScan(DETECTORS).decode(name, new MemorySource(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
