package dev.assay.detectors.manifest.ruby;

import dev.assay.detectors.manifest.Included;
import dev.assay.detectors.manifest.Places;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files that a {@code Gemfile} evaluates as a part of itself ({@code eval_gemfile 'gemfiles/common.rb'}): each is read as one where it lies,
 * whatever its name. One that lies outside of the target, or is not there, was not read by anybody: a gap.
 */
public final class EvaluatedGemfileRule implements TargetRule {
    private static final String FORMAT = "gemfile";
    private static final String ENDING = ".gemfile";
    private static final String NAME = "Gemfile";
    private static final int MOST_SHOWN = 120;

    private final Predicate<Location> isReadElsewhere;

    /** @param isReadElsewhere whether a place is read, or told of, as a target of its own */
    public EvaluatedGemfileRule(Predicate<Location> isReadElsewhere) {
        this.isReadElsewhere = isReadElsewhere;
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof FileReference file && file.loader().equals(Gemfile.LOADER);
    }

    @Override
    public boolean concerns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(FORMAT) || lower.endsWith(ENDING);
    }

    @Override
    public List<NamedFile> named(Projection target) {
        Set<String> read = Included.readAs(FORMAT, target);
        List<NamedFile> named = new ArrayList<>(0);
        for (Facts facts : target.seen()) {
            for (FileReference file : evaluated(facts)) {
                Location at = Places.beside(facts.at(), file.file());
                if (at != null && !read.contains(at.toString())) {
                    named.add(new NamedFile(at, NAME, target.isUnchanged(facts.at())));
                }
            }
        }
        return named;
    }

    private List<FileReference> evaluated(Facts facts) {
        return facts.of(FileReference.class).stream().filter(this::reads).toList();
    }

    @Override
    public void judge(Projection target, Findings out) {
        Set<String> read = Included.readAs(FORMAT, target);
        for (Facts facts : target.seen()) {
            for (FileReference file : evaluated(facts)) {
                Location at = Places.beside(facts.at(), file.file());
                if (at == null || !read.contains(at.toString()) && !isReadElsewhere.test(at)) {
                    out.at(facts.at());
                    out.gap(
                            GapKind.UNREADABLE,
                            file.offsetBytes(),
                            "evaluates what was not read as a Gemfile: "
                                    + Quoted.of(Parts.first(file.file(), MOST_SHOWN)));
                    break; // the first of them
                }
            }
        }
    }
}
