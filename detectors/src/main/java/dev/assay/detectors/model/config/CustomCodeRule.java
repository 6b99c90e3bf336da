package dev.assay.detectors.model.config;

import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Code of a repository that its configuration names. Where it lies beside the configuration it is judged by itself; where it
 * does not, nobody has judged what a loader would run, and that is a gap.
 */
public final class CustomCodeRule implements Rule, TargetRule {
    private static final Set<String> LOADERS =
            Set.of(TransformersCheck.LOADER, DiffusersCheck.LOADER, SentenceTransformersCheck.LOADER);

    @Override
    public void judge(Facts facts, Findings out) {
        for (EmbeddedCode code : codes(facts)) {
            out.add(
                    "model/hf-custom-code",
                    code.offsetBytes(),
                    code.name(),
                    Map.of("file", code.name(), "reference", code.preview(), "loader", code.language()));
        }
    }

    private static List<EmbeddedCode> codes(Facts facts) {
        List<EmbeddedCode> codes = new ArrayList<>(0);
        for (Fact fact : facts.facts()) {
            if (isOfLoader(fact)) {
                codes.add((EmbeddedCode) fact);
            }
        }
        return codes;
    }

    private static boolean isOfLoader(Fact fact) {
        return fact instanceof EmbeddedCode code && LOADERS.contains(code.language());
    }

    @Override
    public boolean reads(Fact fact) {
        return isOfLoader(fact);
    }

    @Override
    public boolean concerns(String name) {
        return name.endsWith(".py");
    }

    @Override
    public void judge(Projection target, Findings out) {
        if (target.seen().stream().allMatch(facts -> codes(facts).isEmpty())) {
            return; // of most targets, and the places of all files need not be put into words
        }
        Set<String> there = new HashSet<>();
        target.seen().forEach(facts -> there.add(facts.at().toString()));
        target.unread().forEach(at -> there.add(at.toString()));
        for (Facts facts : target.seen()) {
            String place = facts.at().toString();
            String folder =
                    place.substring(0, place.length() - facts.at().lastName().length());
            for (EmbeddedCode code : codes(facts)) {
                if (code.language().equals(TransformersCheck.LOADER)
                        && target.isWholeAround(facts.at())
                        && !there.contains(folder + Location.escape(code.name()))) {
                    out.at(facts.at());
                    out.gap(
                            GapKind.UNREADABLE,
                            code.offsetBytes(),
                            "the code that it names is not here: " + Quoted.of(code.name()));
                }
            }
        }
    }
}
