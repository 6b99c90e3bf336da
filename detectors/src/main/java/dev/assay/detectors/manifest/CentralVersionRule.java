package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Versions that one file of a tree has for all projects below it: {@code PackageVersion} of {@code Directory.Packages.props} (NuGet, central
 * package management), {@code catalog:} of {@code pnpm-workspace.yaml}, {@code .yarnrc.yml} and, for Bun, of {@code package.json}, and
 * {@code [workspace.dependencies]} of {@code Cargo.toml}. Who asks for a package without a
 * version is told with that of the nearest such file above, which is the one that the tools take. Of a name that one file has in several versions, as catalogs may, none is
 * told: which is meant is not known. Stateless.
 */
public final class CentralVersionRule implements TargetRule {
    private static final Map<String, String> FILES = Map.of(
            "directory.packages.props", "nuget",
            "pnpm-workspace.yaml", "npm",
            ".yarnrc.yml", "npm",
            "package.json", "npm",
            "cargo.toml", "cargo");

    /** Of which there is any number in a tree, most without a version for others. */
    private static final Set<String> MANIFESTS = Set.of("package.json", "cargo.toml");

    private static final String CATALOG = "catalog:";

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof Dependency dependency && (isPin(dependency) || isOpen(dependency));
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean completes(String name) {
        String file = name.toLowerCase(Locale.ROOT);
        return FILES.containsKey(file) && !MANIFESTS.contains(file);
    }

    private static boolean isPin(Dependency each) {
        return each.relation() == Relation.CONSTRAINT
                && FILES.containsValue(each.coordinates().ecosystem())
                && !each.range().isEmpty();
    }

    /** Whether somebody asks for it, and leaves the version to another file. */
    private static boolean isOpen(Dependency each) {
        boolean isAsked = each.relation() == Relation.DIRECT
                && each.version().isEmpty()
                && each.origin().kind() == Origin.Kind.REGISTRY;
        return isAsked
                && switch (each.coordinates().ecosystem()) {
                    case "nuget" -> each.range().isEmpty();
                    case "npm" -> each.range().startsWith(CATALOG);
                    case "cargo" -> each.range().equals("workspace");
                    default -> false;
                };
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said by what is completed
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        Map<String, List<Fact>> central = new HashMap<>();
        for (Facts facts : target.seen()) {
            String ecosystem = FILES.get(name(facts.at()).toLowerCase(Locale.ROOT));
            if (ecosystem != null) {
                central.computeIfAbsent(folder(facts.at()) + ecosystem, _ -> new ArrayList<>())
                        .addAll(facts.facts());
            }
        }
        Map<String, Map<String, Dependency>> pins = new HashMap<>();
        central.forEach((place, facts) -> pins.put(place, pins(facts, place)));
        List<Facts> all = new ArrayList<>();
        for (Facts facts : pins.isEmpty() ? List.<Facts>of() : target.seen()) {
            List<Fact> told = new ArrayList<>();
            for (Fact fact : facts.facts()) {
                if (fact instanceof Dependency asked && isOpen(asked)) {
                    Dependency pin = nearest(facts.at(), asked, pins);
                    if (pin != null) {
                        told.add(taken(asked, pin));
                    }
                }
            }
            if (!told.isEmpty()) {
                all.add(new Facts(facts.at(), facts.formats(), facts.around(), told));
            }
        }
        return all;
    }

    /** By name; what several versions are told of is none. */
    private static Map<String, Dependency> pins(List<Fact> facts, String place) {
        Map<String, Dependency> pins = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Dependency pin
                    && isPin(pin)
                    && place.endsWith(pin.coordinates().ecosystem())) {
                Dependency other = pins.putIfAbsent(known(pin), pin);
                if (other != null && !other.range().equals(pin.range())) {
                    several.add(known(pin));
                }
            }
        }
        pins.keySet().removeAll(several);
        return pins;
    }

    /** By what name the project has it; to NuGet case is none of a name. */
    private static String known(Dependency each) {
        String name = each.alias().isEmpty() ? each.coordinates().full() : each.alias();
        return each.coordinates().ecosystem().equals("nuget") ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static @Nullable Dependency nearest(
            Location at, Dependency asked, Map<String, Map<String, Dependency>> pins) {
        String folder = folder(at);
        while (true) {
            Map<String, Dependency> there =
                    pins.get(folder + asked.coordinates().ecosystem());
            Dependency pin = there == null ? null : there.get(known(asked));
            if (pin != null || there != null && !isManifest(asked)) {
                return pin;
            }
            if (folder.endsWith("\0") || folder.isEmpty()) {
                return null;
            }
            folder = folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
            if (!at.entries().isEmpty() && folder.length() < within(at).length()) {
                folder = within(at);
            }
        }
    }

    /** Whether manifests themselves may be such files: then most of them pin nothing for others. */
    private static boolean isManifest(Dependency asked) {
        return !asked.coordinates().ecosystem().equals("nuget");
    }

    private static Dependency taken(Dependency asked, Dependency pin) {
        return new Dependency(
                pin.coordinates(),
                pin.alias(),
                pin.version(),
                pin.range(),
                asked.relation(),
                asked.scope(),
                asked.path(),
                asked.dependents(),
                pin.origin(),
                pin.integrity(),
                asked.licence(),
                asked.offsetBytes(),
                asked.line());
    }

    private static String own(Location at) {
        return at.entries().isEmpty() ? at.path() : at.entries().getLast();
    }

    private static String name(Location at) {
        return own(at).substring(own(at).lastIndexOf('/') + 1);
    }

    /** What an archive's members have in front of their paths, so that none is looked for beyond it. */
    private static String within(Location at) {
        return at.entries().isEmpty() ? "" : at.within(at.entries().size() - 1) + "\0";
    }

    private static String folder(Location at) {
        return within(at) + own(at).substring(0, own(at).lastIndexOf('/') + 1);
    }
}
