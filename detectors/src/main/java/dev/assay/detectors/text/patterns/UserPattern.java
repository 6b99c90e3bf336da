package dev.assay.detectors.text.patterns;

import dev.assay.detectors.text.Probes;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.rule.RuleInfo;
import dev.assay.engine.text.PathGlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of the user.
 *
 * @param rule what a finding says
 * @param files where it counts; none for everywhere
 */
public record UserPattern(RuleInfo rule, Sought sought, List<PathGlob> files) {
    public UserPattern {
        files = List.copyOf(files);
    }

    /** Whether it is in a text, found as in a scan. */
    public boolean isIn(String text) {
        List<Fact> found = new ArrayList<>();
        new Probes(List.of(new UserPatterns(List.of(this)))).search(text.getBytes(StandardCharsets.UTF_8), found::add);
        return !found.isEmpty();
    }
}
