package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** One package of a bill of materials, with all places that name it. Belongs to one thread. */
final class BillPackage {
    /** Beyond it a package that each file spells in its own way would take all memory. */
    private static final int MOST_DIGESTS = 64;

    /** A place that names a package. */
    record Occurrence(String place, int line, long offsetBytes, String context) {
        /** Whether the project itself asks here. */
        boolean isDirect() {
            return context.startsWith(Relation.DIRECT.id());
        }

        /** What holds the file: packages of one folder belong to one project. */
        String folder() {
            return place.substring(0, Math.max(place.lastIndexOf('/'), place.lastIndexOf('!')) + 1);
        }
    }

    final Dependency example;
    final String reference;
    Relation relation;
    Scope scope;
    /** As the first place that tells one has it; empty for none. */
    String licence;
    /** What all places ask for that name it; empty where one asks for something else. */
    String range;

    final TreeSet<String> dependsOn = new TreeSet<>();
    final List<PackageDigest> digests = new ArrayList<>(1);
    private final List<byte[]> occurrences = new ArrayList<>(1);
    private long count;

    BillPackage(Dependency example, String reference) {
        this.example = example;
        this.reference = reference;
        this.relation = example.relation();
        this.scope = example.scope();
        this.licence = example.licence();
        this.range = example.range();
    }

    /**
     * Adds a place, as long as there is room for it.
     *
     * @return how many bytes of memory it takes
     */
    int add(FoundDependency found, boolean room) {
        Dependency dependency = found.dependency();
        relation = relation.compareTo(dependency.relation()) <= 0 ? relation : dependency.relation();
        scope = stronger(scope, dependency.scope());
        if (digests.size() < MOST_DIGESTS) {
            PackageDigest.of(dependency).filter(each -> !digests.contains(each)).ifPresent(digests::add);
        }
        licence = licence.isEmpty() ? dependency.licence() : licence;
        range = range.equals(dependency.range()) ? range : "";
        count++;
        if (!room) {
            return 0;
        }
        Location at = found.location();
        byte[] line = String.join(
                        "\n",
                        Integer.toString(at.line()),
                        Long.toString(at.offsetBytes()),
                        context(dependency).replace('\n', ' '),
                        CryptoComponent.place(at))
                .getBytes(StandardCharsets.UTF_8);
        occurrences.add(line);
        return line.length;
    }

    /** What runs needs it more than what does not; {@link Scope} is in no such order. */
    private static Scope stronger(Scope one, Scope other) {
        return strength(one) <= strength(other) ? one : other;
    }

    private static int strength(Scope scope) {
        return switch (scope) {
            case RUNTIME -> 0;
            case PROVIDED -> 1;
            case OPTIONAL -> 2;
            case PEER -> 3;
            case BUILD -> 4;
            case TEST -> 5;
            case DEVELOPMENT -> 6;
        };
    }

    private static String context(Dependency dependency) {
        StringBuilder context = new StringBuilder(dependency.relation().id())
                .append(", ")
                .append(dependency.scope().id());
        if (!dependency.range().isEmpty()) {
            context.append(", range ").append(Json.wellFormed(dependency.range()));
        }
        if (!dependency.alias().isEmpty()) {
            context.append(", as ").append(Json.wellFormed(dependency.alias()));
        }
        return context.toString();
    }

    /** The places, in the order in which they were met. */
    List<Occurrence> occurrences() {
        List<Occurrence> all = new ArrayList<>(occurrences.size());
        for (byte[] each : occurrences) {
            String fields = new String(each, StandardCharsets.UTF_8);
            int line = fields.indexOf('\n');
            int offset = fields.indexOf('\n', line + 1);
            int context = fields.indexOf('\n', offset + 1);
            all.add(new Occurrence(
                    fields.substring(context + 1),
                    Integer.parseInt(fields.substring(0, line)),
                    Long.parseLong(fields.substring(line + 1, offset)),
                    fields.substring(offset + 1, context)));
        }
        return all;
    }

    /** Takes over what a manifest says of the version that its lockfile has taken. */
    void merge(BillPackage asked) {
        occurrences.addAll(asked.occurrences);
        dependsOn.addAll(asked.dependsOn);
        count += asked.count;
        relation = relation.compareTo(asked.relation) <= 0 ? relation : asked.relation;
        scope = stronger(scope, asked.scope);
        licence = licence.isEmpty() ? asked.licence : licence;
    }

    /** Places beyond what memory is for. */
    long unlisted() {
        return count - occurrences.size();
    }

    /** The namespace and the name as people write them. */
    String name() {
        return Json.wellFormed(example.coordinates().full());
    }
}
