package dev.assay.engine.scan;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.text.Glob;
import java.util.List;
import java.util.Optional;

/** Which artifacts of a walk are wanted. What is not is listed in the report and never opened. Immutable. */
public final class Selection {
    private final List<Glob> include;
    private final List<Glob> exclude;

    /**
     * @param include globs of which one must match a path within the target; none for everything
     * @param exclude globs of which none may match
     */
    public Selection(List<String> include, List<String> exclude) {
        this.include = include.stream().map(Glob::new).toList();
        this.exclude = exclude.stream().map(Glob::new).toList();
    }

    /** Everything. */
    public static Selection all() {
        return new Selection(List.of(), List.of());
    }

    /** The visitor, which is given only what is wanted. */
    public ArtifactVisitor over(ArtifactVisitor visitor) {
        if (include.isEmpty() && exclude.isEmpty()) {
            return visitor;
        }
        return new ArtifactVisitor() {
            @Override
            public boolean artifact(Artifact artifact) {
                String by = refusal(artifact.at());
                if (by.isEmpty()) {
                    return visitor.artifact(artifact);
                }
                artifact.opener().unused();
                visitor.suppressed(new Suppressed("file", artifact.at(), "", by));
                return true;
            }

            @Override
            public void gap(Gap gap) {
                visitor.gap(gap);
            }

            @Override
            public void suppressed(Suppressed suppressed) {
                visitor.suppressed(suppressed);
            }

            @Override
            public void note(String what) {
                visitor.note(what);
            }

            @Override
            public void note(String what, long times) {
                visitor.note(what, times);
            }

            @Override
            public void told(Location at, List<Fact> facts) {
                visitor.told(at, facts);
            }

            @Override
            public void whole(Location at) {
                visitor.whole(at);
            }

            @Override
            public void whole(Location at, PassedOver passedOver) {
                visitor.whole(at, new PassedOver() {
                    @Override
                    public Optional<Artifact> at(NamedFile file) {
                        return refusal(file.at()).isEmpty() ? passedOver.at(file) : Optional.empty();
                    }

                    @Override
                    public void done() {
                        passedOver.done();
                    }
                });
            }

            @Override
            public void known(Location at, String what) {
                visitor.known(at, what);
            }

            @Override
            public String reading(Location at) {
                return refusal(at) + '\n' + visitor.reading(at);
            }

            @Override
            public boolean folder(Location at) {
                return visitor.folder(at);
            }

            @Override
            public boolean passedOver(Artifact artifact, String why) {
                return refusal(artifact.at()).isEmpty() ? visitor.passedOver(artifact, why) : artifact(artifact);
            }
        };
    }

    private String refusal(Location at) {
        String path = at.path().isEmpty() ? at.lastName() : at.path();
        if (exclude.stream().anyMatch(glob -> glob.matches(path))) {
            return "--exclude";
        }
        boolean wanted = include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path));
        return wanted ? "" : "--include";
    }
}
