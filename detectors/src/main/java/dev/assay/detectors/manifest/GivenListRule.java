package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Files that somebody gives to have what they name checked, called as no manifest is: such a one is a list of requirements if its lines say
 * so. Files that are found in folders are none of these.
 */
public final class GivenListRule implements TargetRule {
    /** A name by which the lines decide. */
    private static final String BY_LINES = "list.txt";

    private static final String UNKNOWN = "unknown";

    private final Consumer<Location> isNone;

    /** @param isNone is told of files that are no list either */
    public GivenListRule(Consumer<Location> isNone) {
        this.isNone = isNone;
    }

    @Override
    public boolean reads(Fact fact) {
        return false;
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean keeps(String name, Set<String> formats) {
        return formats.stream().allMatch(UNKNOWN::equals);
    }

    @Override
    public List<NamedFile> named(Projection target) {
        return unknown(target).stream()
                .map(at -> new NamedFile(at, BY_LINES, false))
                .toList();
    }

    @Override
    public void judge(Projection target, Findings out) {
        unknown(target).forEach(at -> isNone.accept(target.files().asGiven(at)));
    }

    private static List<Location> unknown(Projection target) {
        Map<String, Location> unknown = new LinkedHashMap<>();
        for (Facts facts : target.seen()) {
            if (facts.at().entries().isEmpty() && target.files().has(facts.at())) {
                unknown.putIfAbsent(facts.at().toString(), facts.at());
            }
        }
        for (Facts facts : target.seen()) {
            if (!facts.formats().stream().allMatch(UNKNOWN::equals)) {
                unknown.remove(facts.at().within(0).toString());
            }
        }
        target.unread().forEach(at -> unknown.remove(at.within(0).toString()));
        return List.copyOf(unknown.values());
    }
}
