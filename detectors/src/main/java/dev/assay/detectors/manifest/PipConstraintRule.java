package dev.assay.detectors.manifest;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What lists of requirements mean together, as pip takes them. What {@code -r} includes is asked for, whatever else includes it and whatever
 * its name says. Who asks for a package without a version is told with what lists that {@code -c} includes on the way say of it: pip heeds all
 * of them for all that is asked for at once. Of several constraints, such as one for each version of Python, each is told; what one list asks for
 * with constraints and another without them is told as it stands as well. Stateless.
 */
public final class PipConstraintRule implements TargetRule {
    private static final String ECOSYSTEM = "pypi";

    /** Steps from list to list, and packages compared: some thousand in a large project. */
    private static final long MOST_WORK = 5_000_000;

    /** What is asked for times what is said of it. */
    private static final int MOST_TOLD = 50_000;

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof Dependency dependency && (isPin(dependency) || isAsked(dependency))
                || fact instanceof FileReference file && isInclusion(file);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    private static boolean isInclusion(FileReference file) {
        return file.loader().equals(PipLists.LOADER);
    }

    private static boolean isPin(Dependency each) {
        return each.relation() == Relation.CONSTRAINT
                && each.coordinates().ecosystem().equals(ECOSYSTEM);
    }

    private static boolean isAsked(Dependency each) {
        return each.relation() == Relation.DIRECT
                && each.coordinates().ecosystem().equals(ECOSYSTEM);
    }

    /** Whether somebody asks for it, and leaves the version open. */
    private static boolean isOpen(Dependency each) {
        return isAsked(each) && each.version().isEmpty() && each.origin().kind() == Origin.Kind.REGISTRY;
    }

    @Override
    public void judge(Projection target, Findings out) {
        // all is said by what is completed
    }

    @Override
    public List<Facts> complete(Projection target, Findings out) {
        return new Lists(target, out).complete();
    }

    /** A file by what it includes, which are the keys of others. */
    private static final class Node {
        private final List<Facts> facts = new ArrayList<>(1);
        private final Set<String> required = new LinkedHashSet<>(0);
        private final Set<String> constraining = new LinkedHashSet<>(0);

        /** Whether it was read as one that asks for nothing. */
        private boolean isConstraints;
    }

    /** The lists of one target. Belongs to one thread. */
    private static final class Lists {
        private final List<Facts> seen;
        private final Findings out;
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final IdentityHashMap<Facts, Set<Dependency>> told = new IdentityHashMap<>();
        private final IdentityHashMap<Facts, Set<Dependency>> constrained = new IdentityHashMap<>();
        private final IdentityHashMap<Facts, Set<Dependency>> free = new IdentityHashMap<>();
        private long work;
        private int count;

        Lists(Projection target, Findings out) {
            this.seen = target.seen();
            this.out = out;
            Map<String, Facts> there = PipLists.there(target);
            for (Facts facts : target.seen()) {
                List<FileReference> inclusions = facts.of(FileReference.class).stream()
                        .filter(PipConstraintRule::isInclusion)
                        .toList();
                if (PipLists.isOne(facts.formats()) || !inclusions.isEmpty()) {
                    Location at = PipLists.whole(facts.at(), there);
                    Node node = nodes.computeIfAbsent(at.toString(), _ -> new Node());
                    node.facts.add(facts);
                    node.isConstraints |= facts.formats().contains(PipLists.CONSTRAINTS);
                    for (FileReference each : inclusions) {
                        Location included = Places.beside(at, each.file());
                        if (included != null) {
                            (each.says().equals(PipLists.CONSTRAINTS) ? node.constraining : node.required)
                                    .add(included.toString());
                        }
                    }
                }
            }
        }

        List<Facts> complete() {
            Set<String> starts = new LinkedHashSet<>();
            nodes.forEach((key, node) -> {
                if (!node.isConstraints) {
                    starts.add(key);
                }
            });
            Set<String> taken = required(starts);
            for (String key : taken) {
                Node node = nodes.get(key);
                if (node != null && node.isConstraints) {
                    asked(node);
                }
            }
            Set<String> before = new HashSet<>();
            for (String start : outermostFirst(starts)) {
                if (!isOver() && !before.contains(start)) { // else what it takes was taken by who includes it
                    Set<String> together = required(Set.of(start));
                    before.addAll(together);
                    constrain(together);
                }
            }
            for (Facts facts : constrained.isEmpty() ? List.<Facts>of() : seen) {
                Set<Dependency> also = free.getOrDefault(facts, Set.of());
                for (Dependency asked : constrained.getOrDefault(facts, Set.of())) {
                    if (also.contains(asked)) {
                        tell(facts, asked); // who includes it elsewhere leaves the choice
                    }
                }
            }
            if (isOver()) {
                out.at(Location.of(seen.getFirst().at().target(), ""));
                out.gap(GapKind.LIMIT, -1, "lists of requirements say more together than is compared");
            }
            List<Facts> all = new ArrayList<>();
            for (Facts facts : told.isEmpty() ? List.<Facts>of() : seen) {
                Set<Dependency> each = told.get(facts);
                if (each != null) {
                    all.add(new Facts(facts.at(), facts.formats(), facts.around(), List.copyOf(each)));
                }
            }
            return all;
        }

        /** Those that nobody includes in front of the others. */
        private Set<String> outermostFirst(Set<String> starts) {
            Set<String> included = new HashSet<>();
            nodes.forEach((key, node) -> {
                if (starts.contains(key)) {
                    included.addAll(node.required);
                }
            });
            Set<String> ordered = new LinkedHashSet<>(starts);
            ordered.removeAll(included);
            ordered.addAll(starts);
            return ordered;
        }

        private boolean isOver() {
            return work > MOST_WORK || count > MOST_TOLD;
        }

        /** With all that {@code -r} includes from there. */
        private Set<String> required(Set<String> starts) {
            return reached(starts, false);
        }

        private Set<String> reached(Set<String> starts, boolean isOfConstraints) {
            Set<String> reached = new LinkedHashSet<>(starts);
            Deque<String> open = new ArrayDeque<>(starts);
            while (!open.isEmpty() && !isOver()) {
                Node node = nodes.get(open.remove());
                if (node != null) {
                    follow(node.required, reached, open);
                    if (isOfConstraints) {
                        follow(node.constraining, reached, open);
                    }
                }
            }
            return reached;
        }

        private void follow(Set<String> included, Set<String> reached, Deque<String> open) {
            for (String each : included) {
                work++;
                if (reached.add(each)) {
                    open.add(each);
                }
            }
        }

        /** What it says of versions is asked for as well. */
        private void asked(Node node) {
            for (Facts facts : node.facts) {
                for (Dependency pin : facts.of(Dependency.class)) {
                    if (isPin(pin)) {
                        tell(facts, with(pin, pin.version(), pin.range(), pin.origin()));
                    }
                }
            }
        }

        /** Tells of what these lists ask for together what those say of it that constrain them. */
        private void constrain(Set<String> together) {
            Set<String> constraining = new LinkedHashSet<>();
            for (String key : together) {
                Node node = nodes.get(key);
                if (node != null) {
                    constraining.addAll(node.constraining);
                }
            }
            Map<String, Set<Dependency>> pins = pins(reached(constraining, true));
            for (String key : together) {
                Node node = nodes.get(key);
                for (Facts facts : node == null ? List.<Facts>of() : node.facts) {
                    for (Dependency asked : facts.of(Dependency.class)) {
                        work++;
                        if (isOpen(asked)) {
                            Set<Dependency> said =
                                    pins.getOrDefault(asked.coordinates().name(), Set.of());
                            (said.isEmpty() ? free : constrained)
                                    .computeIfAbsent(facts, _ -> new LinkedHashSet<>(1))
                                    .add(asked);
                            told(facts, asked, said);
                        }
                    }
                }
            }
        }

        /** By name, which is in its normal form. */
        private Map<String, Set<Dependency>> pins(Set<String> keys) {
            Map<String, Set<Dependency>> pins = new HashMap<>();
            for (String key : keys) {
                Node node = nodes.get(key);
                for (Facts facts : node == null ? List.<Facts>of() : node.facts) {
                    for (Dependency each : facts.of(Dependency.class)) {
                        work++;
                        if (!each.range().isEmpty() && (isPin(each) || isAsked(each))) {
                            pins.computeIfAbsent(each.coordinates().name(), _ -> new LinkedHashSet<>(1))
                                    .add(each);
                        }
                    }
                }
            }
            return pins;
        }

        private void told(Facts facts, Dependency asked, Set<Dependency> pins) {
            for (Dependency pin : isOver() ? Set.<Dependency>of() : pins) {
                work++;
                String range = asked.range().isEmpty() || pin.range().equals(asked.range())
                        ? pin.range()
                        : asked.range() + "," + pin.range();
                Origin origin = pin.origin().equals(Origin.DEFAULT) ? asked.origin() : pin.origin();
                if (!range.equals(asked.range()) || !pin.version().isEmpty()) {
                    tell(facts, with(asked, pin.version(), range, origin));
                }
            }
        }

        private void tell(Facts facts, Dependency one) {
            if (!isOver()
                    && told.computeIfAbsent(facts, _ -> new LinkedHashSet<>(1)).add(one)) {
                count++;
            }
        }

        private static Dependency with(Dependency asked, String version, String range, Origin origin) {
            return new Dependency(
                    asked.coordinates(),
                    asked.alias(),
                    version,
                    range,
                    Relation.DIRECT,
                    asked.scope(),
                    asked.path(),
                    asked.dependents(),
                    origin,
                    asked.integrity(),
                    asked.licence(),
                    asked.offsetBytes(),
                    asked.line());
        }
    }
}
