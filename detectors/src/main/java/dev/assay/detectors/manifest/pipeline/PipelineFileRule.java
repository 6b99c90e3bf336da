package dev.assay.detectors.manifest.pipeline;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Files that what a service builds by takes for a part of itself ({@code include: local}, {@code template}): they are read as such, whatever
 * their name. One that was not is a gap, as nobody knows what it runs.
 */
public final class PipelineFileRule implements TargetRule {
    static final String LOADER = "pipeline";

    private static final String FORMAT = "pipeline";

    /** A name by which a file is read as one. */
    private static final String AS = "included.gitlab-ci.yml";

    /** Paths are from the root of the repository, which may be that many folders above. */
    private static final int MOST_ABOVE = 6;

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof FileReference file && file.loader().equals(LOADER);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean keeps(String name, Set<String> formats) {
        return formats.contains(FORMAT);
    }

    @Override
    public List<NamedFile> named(Projection target) {
        Set<String> read = Included.readAs(FORMAT, target);
        List<NamedFile> named = new ArrayList<>(0);
        for (Facts facts : target.seen()) {
            for (FileReference file : references(facts)) {
                List<Location> places = places(facts.at(), file.file());
                if (places.stream().noneMatch(each -> read.contains(each.toString()))) {
                    places.forEach(each -> named.add(new NamedFile(each, AS, target.isUnchanged(facts.at()))));
                }
            }
        }
        return named;
    }

    private List<FileReference> references(Facts facts) {
        List<FileReference> references = new ArrayList<>(0);
        for (Fact fact : facts.facts()) {
            if (fact instanceof FileReference file && reads(file)) {
                references.add(file);
            }
        }
        return references;
    }

    /** Beside the file, and below each folder around it. */
    private static List<Location> places(Location at, String file) {
        List<Location> places = new ArrayList<>();
        String path = file.startsWith("/") ? file.substring(1) : file;
        for (int above = 0; above <= MOST_ABOVE; above++) {
            Location place = Places.beside(at, "../".repeat(above) + path);
            if (place == null) {
                break;
            }
            places.add(place);
        }
        return places;
    }

    @Override
    public void judge(Projection target, Findings out) {
        Set<String> read = Included.readAs(FORMAT, target);
        for (Facts facts : target.seen()) {
            List<FileReference> missing = references(facts).stream()
                    .filter(file ->
                            places(facts.at(), file.file()).stream().noneMatch(each -> read.contains(each.toString())))
                    .toList();
            if (!missing.isEmpty()) {
                out.at(facts.at());
                out.gap(
                        GapKind.UNREADABLE,
                        missing.getFirst().offsetBytes(),
                        "has steps in a file that was not read for them: " + Included.shown(missing));
            }
        }
    }
}
