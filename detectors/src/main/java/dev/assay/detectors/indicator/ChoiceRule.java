package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.Mentions.Place;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.PathGlob;
import dev.assay.engine.text.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a bad version may be taken where a manifest leaves a choice, once all of the target was seen: another file may have made it. A
 * lockfile beside the manifest, or of the workspace that it is a member of ({@code locks.tsv}), has taken a version, which is compared where
 * the lockfile names it. What is installed below {@code node_modules} lies there. What a central list pins is told of who asks for
 * it. Where none of these names the package with a version that the manifest admits, the choice stays. Stateless, but for the indicators.
 */
public final class ChoiceRule implements TargetRule {
    /** The loader of a {@link FileReference} that is a pattern of members' folders. */
    private static final String WORKSPACE = "workspace";

    private static final String INSTALLED = "node_modules/";

    /** The folder in which packages lie side by side. */
    private static final String BESIDE = "beside";

    /**
     * Who decides what a manifest leaves open.
     *
     * @param ofWorkspace whether the lockfile of a workspace counts for its members
     * @param areInstalled whether it is of a package that lies beside those that it asks for
     */
    private record Locks(Set<String> formats, boolean ofWorkspace, boolean areInstalled) {}

    private static final Map<String, Locks> BY_MANIFEST = table();

    /** What npm has in {@code node_modules}. */
    private static final Set<String> OF_NPM = Set.of("npm-lock", "yarn-lock", "pnpm-lock", "bun-lock");

    private static final Set<String> HEEDED = Set.of("npm-shrinkwrap.json", ".package-lock.json");

    private final IndicatorRule indicators;

    public ChoiceRule(IndicatorRule indicators) {
        this.indicators = indicators;
    }

    private static Map<String, Locks> table() {
        Map<String, Locks> table = new HashMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(ChoiceRule.class.getResource("locks.tsv")), 4)) {
            table.put(
                    row.getFirst(),
                    new Locks(
                            Set.copyOf(Parts.of(row.get(1), ' ')),
                            row.get(2).equals(WORKSPACE),
                            row.get(2).equals("installed")));
        }
        return Map.copyOf(table);
    }

    /** Whether other files may make the choices of a file of these formats. */
    static boolean waits(Facts facts) {
        return facts.formats().stream().anyMatch(BY_MANIFEST::containsKey);
    }

    /**
     * Whether it is a lockfile that came with an installed package: who works on that package takes what it says, and npm heeds none of
     * them but {@code npm-shrinkwrap.json}.
     */
    static boolean isLockOfInstalled(Facts facts) {
        String folder = "/" + folder(facts.at());
        int inside = folder.indexOf("/" + INSTALLED) + 1 + INSTALLED.length();
        boolean isInPackage = isInstalled(folder.substring(1)) && folder.length() > inside;
        return isInPackage
                && !HEEDED.contains(facts.at().lastName())
                && facts.formats().stream().anyMatch(OF_NPM::contains);
    }

    @Override
    public boolean reads(Fact fact) {
        if (fact instanceof Dependency dependency) {
            return indicators.mayMatter(dependency);
        }
        return fact instanceof FileReference file && file.loader().equals(WORKSPACE);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said when facts are completed, which is done of parts of a target as well
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        if (target.seen().stream().noneMatch(ChoiceRule::waits) || !out.wants(IndicatorRule.FAMILY)) {
            return List.of();
        }
        Taken taken = new Taken(target);
        for (int i = 0; i < target.seen().size(); i++) {
            int part = i;
            Facts facts = target.seen().get(part);
            if (waits(facts)) {
                out.at(facts.at());
                List<Place> places = facts.of(Dependency.class).isEmpty() ? List.of() : taken.deciders(facts);
                for (Dependency asked : facts.of(Dependency.class)) {
                    try {
                        indicators.judgeChoice(asked, out, () -> taken.isSettled(part, facts, asked, places));
                    } catch (IOException e) {
                        out.gap(
                                GapKind.INTERNAL,
                                asked.offsetBytes(),
                                "nothing is compared with indicators, which cannot be read: " + e.getMessage());
                        return List.of();
                    }
                }
            }
        }
        return List.of();
    }

    /**
     * What the files of a target have taken of the packages of which something is known. What may be compared is bounded, as hostile files ask
     * for one package any number of times: of what is beyond, the choice stays. Belongs to one thread.
     */
    private final class Taken {
        private final Mentions.Budget budget = new Mentions.Budget();
        private final Map<String, Mentions> byName = new HashMap<>();
        private final Map<String, List<String>> members = new HashMap<>();

        Taken(Projection target) {
            for (int part = 0; part < target.seen().size(); part++) {
                Facts facts = target.seen().get(part);
                String folder = folder(facts.at());
                List<Place> told = facts.formats().stream()
                        .map(format -> new Place(format, folder))
                        .toList();
                List<Place> toldOfItself = new ArrayList<>(told);
                toldOfItself.addAll(besides(folder));
                for (Dependency each : facts.of(Dependency.class)) {
                    byName.computeIfAbsent(indicators.key(each), _ -> new Mentions(budget))
                            .add(
                                    each,
                                    part,
                                    facts.at(),
                                    folder,
                                    each.relation() == Relation.SELF ? toldOfItself : told);
                }
                for (FileReference each : facts.of(FileReference.class)) {
                    if (each.loader().equals(WORKSPACE)) {
                        members.computeIfAbsent(folder, _ -> new ArrayList<>()).add(each.file());
                    }
                }
            }
        }

        /** @param places those that decide for these facts */
        boolean isSettled(int part, Facts facts, Dependency asked, List<Place> places) {
            if (asked.origin().kind() != Origin.Kind.REGISTRY) {
                return false;
            }
            String folder = folder(facts.at());
            if (asked.scope() == Scope.DEVELOPMENT && isInstalled(folder)) {
                return true; // who develops an installed package does it elsewhere
            }
            Mentions mentions = byName.get(indicators.key(asked));
            return mentions != null
                    && (mentions.isTaken(asked, places, indicators)
                            || mentions.isTold(asked, part, facts.at(), folder));
        }

        /** What decides for the manifests that these facts are of. */
        List<Place> deciders(Facts facts) {
            String folder = folder(facts.at());
            Set<String> formats = new HashSet<>();
            Set<String> folders = new HashSet<>(Set.of(folder));
            boolean areInstalled = false;
            for (String format : facts.formats()) {
                Locks locks = BY_MANIFEST.get(format);
                if (locks != null) {
                    formats.addAll(locks.formats());
                    areInstalled |= locks.areInstalled();
                    if (locks.ofWorkspace()) {
                        roots(folder, folders);
                    }
                }
            }
            List<Place> places = new ArrayList<>();
            for (String format : formats) {
                folders.forEach(each -> places.add(new Place(format, each)));
            }
            for (Place each : besides(folder)) {
                if (areInstalled || each.by().equals(INSTALLED)) {
                    places.add(each);
                }
            }
            return places;
        }

        /** The folders around one of which it is a member. */
        private void roots(String folder, Set<String> roots) {
            for (int end = folder.length() - 1; end >= 0; end--) {
                if (end == 0 || folder.charAt(end - 1) == '/' || folder.charAt(end - 1) == '!') {
                    String root = folder.substring(0, end);
                    List<String> patterns = members.getOrDefault(root, List.of());
                    long each = (long) folder.length() - end;
                    long work = patterns.stream().mapToLong(String::length).sum() * each;
                    if (budget.spend(work) && isMember(folder, root, patterns)) {
                        roots.add(root);
                    }
                }
            }
        }
    }

    /** Where tools put packages beside one that they have installed: in the same tree of npm's, the same folder of Python's or conda's. */
    private static List<Place> besides(String folder) {
        List<Place> places = new ArrayList<>(2);
        places.add(new Place(BESIDE, around(folder)));
        if (isInstalled(folder)) {
            int installed = ("/" + folder).indexOf("/" + INSTALLED);
            places.add(new Place(INSTALLED, folder.substring(0, installed + INSTALLED.length())));
        }
        return places;
    }

    private static boolean isInstalled(String folder) {
        return ("/" + folder).contains("/" + INSTALLED);
    }

    /** The folder of packages: that around a folder that describes one of Python's. */
    private static String around(String folder) {
        boolean isOfOne = folder.endsWith(".dist-info/") || folder.endsWith(".egg-info/");
        int end = Math.max(folder.lastIndexOf('/', folder.length() - 2), folder.lastIndexOf('!'));
        return isOfOne ? folder.substring(0, end + 1) : folder;
    }

    /** By patterns of folders below the root; one with {@code !} takes others out. */
    private static boolean isMember(String folder, String root, List<String> patterns) {
        String below = folder.substring(root.length(), folder.length() - 1);
        boolean isIn = false;
        for (String each : patterns) {
            boolean isOut = each.startsWith("!");
            String pattern = isOut ? each.substring(1) : each;
            pattern = pattern.startsWith("./") ? pattern.substring(2) : pattern;
            pattern = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
            if (!pattern.isEmpty() && new PathGlob(pattern).matches(below)) {
                if (isOut) {
                    return false;
                }
                isIn = true;
            }
        }
        return isIn;
    }

    /** With what ends it; empty for the target itself. */
    private static String folder(Location at) {
        String within = at.entries().isEmpty() ? "" : at.within(at.entries().size() - 1) + "!";
        String own = at.entries().isEmpty() ? at.path() : at.entries().getLast();
        return within + own.substring(0, own.lastIndexOf('/') + 1);
    }
}
