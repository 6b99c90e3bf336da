package dev.assay.detectors.manifest.maven;

import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Places;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.MavenProject.Kind;
import dev.assay.engine.fact.MavenProject.Mentioned;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which versions the poms of a tree take that their parents or imported lists decide, once all of them were seen. A parent is
 * found by its path, else, as a list is, by its coordinates if one pom of the tree has these. What a parent asks for is told where
 * it is written, and by a module only where that gets another version, at the name of its parent. Stateless.
 */
public final class MavenTreeRule implements TargetRule {
    /** Of one target; a tree of 10,000 modules needs about a million. */
    private static final long MOST_WORK = 50_000_000;

    private final long mostWork;

    public MavenTreeRule() {
        this(MOST_WORK);
    }

    MavenTreeRule(long mostWork) {
        this.mostWork = mostWork;
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof MavenProject;
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean completes(String name) {
        return name.endsWith(".pom") || name.equalsIgnoreCase("pom.xml");
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said by what is completed
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        Work work = new Work(mostWork);
        Map<Facts, MavenModel> models = new LinkedHashMap<>();
        Map<String, MavenModel> byPlace = new HashMap<>();
        for (Facts facts : target.seen()) {
            for (MavenProject project : facts.of(MavenProject.class)) {
                MavenModel model = new MavenModel(project, work);
                models.put(facts, model);
                byPlace.put(facts.at().toString(), model);
            }
        }
        models.forEach((facts, model) -> linkByPath(facts.at(), model, byPlace));
        Map<String, MavenModel> byCoordinates = byCoordinates(models.values());
        for (MavenModel model : models.values()) {
            Mentioned above = model.above();
            if (above != null && model.parent() == null) {
                MavenModel found = byCoordinates.get(above.group() + ":" + above.artifact() + ":" + above.version());
                if (found != null) {
                    model.inherits(found);
                }
            }
            model.finds(byCoordinates::get);
        }
        List<Facts> all = new ArrayList<>();
        models.forEach((facts, model) -> {
            List<Fact> told = told(model, work);
            if (!told.isEmpty()) {
                all.add(new Facts(facts.at(), facts.formats(), facts.around(), told));
            }
        });
        if (work.isSpent()) {
            out.at(models.keySet().iterator().next().at());
            out.gap(
                    GapKind.LIMIT,
                    -1,
                    "is one of poms that inherit so much of each other that not all of their versions were looked up");
        }
        return all;
    }

    /** Nobody knows which of several is meant, unless they say the same. */
    private static Map<String, MavenModel> byCoordinates(Iterable<MavenModel> models) {
        Map<String, MavenModel> all = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (MavenModel model : models) {
            String coordinates = model.coordinates();
            MavenModel other = all.putIfAbsent(coordinates, model);
            if (other != null && (!other.project().equals(model.project()) || other.parent() != model.parent())) {
                several.add(coordinates);
            }
        }
        all.keySet().removeAll(several);
        return all;
    }

    private static void linkByPath(Location at, MavenModel model, Map<String, MavenModel> byPlace) {
        String file = model.project().parentFile();
        Location place = file.isEmpty() ? null : Places.beside(at, file);
        if (place == null) {
            return;
        }
        MavenModel found = byPlace.get(place.toString());
        if (found == null) { // a folder
            Location inside = Places.beside(at, file + "/pom.xml");
            found = inside == null ? null : byPlace.get(inside.toString());
        }
        if (found != null) {
            model.inherits(found);
        }
    }

    private static List<Fact> told(MavenModel model, Work work) {
        List<Fact> told = new ArrayList<>();
        for (Mentioned each : model.project().mentioned()) {
            if (each.isOpen()) {
                told.add(model.told(each).dependency());
            }
        }
        inherited(model, work, told);
        return told;
    }

    private static void inherited(MavenModel model, Work work, List<Fact> told) {
        if (model.parent() == null) {
            return;
        }
        Set<String> nearer = new HashSet<>();
        for (MavenModel from = model; from != null && work.spend(); from = from.parent()) {
            for (Mentioned each : from.project().mentioned()) {
                boolean isAsked = each.kind() == Kind.ASKED || each.kind() == Kind.PLUGIN;
                if (!isAsked || !work.spend() || !nearer.add(each.kind() + " " + model.key(each)) || from == model) {
                    continue;
                }
                Mention here = model.told(each);
                Mention there = from.told(each);
                Mentioned above = model.above();
                if (above != null
                        && !here.version().isEmpty()
                        && !here.version().equals(there.version())) {
                    told.add(here.at(above.offsetBytes(), above.line()).dependency());
                }
            }
        }
    }
}
