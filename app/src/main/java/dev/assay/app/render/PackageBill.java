package dev.assay.app.render;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Location;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packages of a bill of materials: one for each purl and origin, however many files name it, with its places, and who asks for whom as
 * far as the shortest ways tell. Constraints are none: nobody asks for them. What a manifest asks for without a version is the version that
 * a lockfile beside it has taken, where that is one. Memory is bounded: what is beyond is counted. Belongs to one thread.
 */
final class PackageBill {
    private static final int MOST_PACKAGES = 200_000;
    private static final int MOST_EDGES = 1_000_000;
    private static final long MOST_BYTES_OF_PLACES = 64L << 20;

    /** Who asks for a package of the file that is being read, by a label that may come later. */
    private record Asking(String label, BillPackage asked) {}

    /** The versions of a package that the files of a folder have taken. */
    private static final class Taken {
        private final Set<BillPackage> direct = new HashSet<>();
        private final Set<BillPackage> all = new HashSet<>();

        /** What the project asks for comes before what lies deeper; of two of a kind nobody knows which is meant. */
        Set<BillPackage> meant() {
            return direct.isEmpty() ? all : direct;
        }
    }

    private final Map<String, BillPackage> packages = new HashMap<>();
    private final TreeSet<String> direct = new TreeSet<>();
    private final BillAdvisories advisories = new BillAdvisories();
    private final Map<String, BillPackage> ofFile = new HashMap<>();
    private final List<Asking> asking = new ArrayList<>();
    private String file = "";
    private long bytesOfPlaces;
    private int edges;
    private long unlisted;

    /** A mention of a package, in walk order. */
    void add(FoundDependency found) {
        Dependency dependency = found.dependency();
        if (dependency.relation() == Relation.CONSTRAINT) {
            return;
        }
        String place = CryptoComponent.place(found.location());
        if (!place.equals(file)) {
            connect();
            file = place;
        }
        String reference = Json.wellFormed(dependency.purl());
        BillPackage known = packages.get(reference);
        if (known == null) {
            if (packages.size() >= MOST_PACKAGES) {
                unlisted++;
                return;
            }
            known = new BillPackage(dependency, reference);
            packages.put(reference, known);
        }
        bytesOfPlaces += known.add(found, bytesOfPlaces < MOST_BYTES_OF_PLACES);
        String full = dependency.coordinates().full();
        ofFile.putIfAbsent(dependency.version().isEmpty() ? full : full + "@" + dependency.version(), known);
        if (dependency.relation() == Relation.DIRECT) {
            direct.add(reference);
        }
        if (!dependency.path().isEmpty()) {
            asking.add(new Asking(dependency.path().getLast(), known));
        }
    }

    /** Ties the packages of a file that has ended. */
    private void connect() {
        for (Asking each : asking) {
            BillPackage by = ofFile.get(each.label());
            if (by != null && by != each.asked() && edges < MOST_EDGES && by.dependsOn.add(each.asked().reference)) {
                edges++;
            }
        }
        asking.clear();
        ofFile.clear();
    }

    /** Whether a finding is of an advisory about a package, and so stands among {@link #advisories}. */
    boolean add(Finding finding) {
        return advisories.add(finding);
    }

    /**
     * All of them, by their references. To be called once, when all has come.
     */
    List<BillPackage> end() {
        connect();
        mergeAsked();
        return List.copyOf(new TreeMap<>(packages).values());
    }

    /** What advisories say of the packages; complete behind {@link #end}. */
    BillAdvisories advisories() {
        return advisories;
    }

    /** What the project asks for itself; complete behind {@link #end}. */
    Set<String> direct() {
        return direct;
    }

    boolean isEmpty() {
        return packages.isEmpty();
    }

    /** How many mentions have no place in the bill. */
    long unlisted() {
        long all = unlisted;
        for (BillPackage each : packages.values()) {
            all += each.unlisted();
        }
        return all;
    }

    /** Has {@code express ^4} of a package.json be the express 4.18.2 of the lockfile beside it. */
    private void mergeAsked() {
        Map<String, Taken> taken = takenBeside();
        if (taken.isEmpty()) {
            return;
        }
        Map<String, Set<BillPackage>> merged = new HashMap<>();
        for (BillPackage asked : List.copyOf(packages.values())) {
            Set<BillPackage> meant = asked.example.version().isEmpty() ? meant(asked, taken) : Set.of();
            if (!meant.isEmpty()) {
                packages.remove(asked.reference);
                merged.put(asked.reference, meant);
                boolean isDirect = direct.remove(asked.reference);
                for (BillPackage each : meant) {
                    each.merge(asked);
                    if (isDirect) {
                        direct.add(each.reference);
                    }
                }
            }
        }
        for (BillPackage each : packages.values()) {
            for (String asked : List.copyOf(each.dependsOn)) {
                Set<BillPackage> meant = merged.get(asked);
                if (meant != null) {
                    each.dependsOn.remove(asked);
                    meant.forEach(one -> each.dependsOn.add(one.reference));
                    each.dependsOn.remove(each.reference);
                }
            }
        }
    }

    /** By folder and package, what is taken of that which somebody asks for without a version. */
    private Map<String, Taken> takenBeside() {
        Map<String, Taken> taken = new HashMap<>();
        for (BillPackage each : packages.values()) {
            if (each.example.version().isEmpty()) {
                each.occurrences().forEach(occurrence -> taken.put(key(occurrence, each), new Taken()));
            }
        }
        if (taken.isEmpty()) {
            return taken;
        }
        for (BillPackage each : packages.values()) {
            if (!each.example.version().isEmpty()) {
                for (BillPackage.Occurrence occurrence : each.occurrences()) {
                    Taken there = taken.get(key(occurrence, each));
                    if (there != null) {
                        there.all.add(each);
                        if (occurrence.isDirect()) {
                            there.direct.add(each);
                        }
                    }
                }
            }
        }
        return taken;
    }

    private static String key(BillPackage.Occurrence occurrence, BillPackage of) {
        return occurrence.folder() + "\n" + of.example.coordinates().purl("");
    }

    /** Empty if any place of it stands for itself. */
    private Set<BillPackage> meant(BillPackage asked, Map<String, Taken> taken) {
        Set<BillPackage> meant = new HashSet<>();
        if (asked.unlisted() > 0 || advisories.isAffected(asked.reference)) {
            return Set.of(); // an advisory about what may be taken is none about what is
        }
        for (BillPackage.Occurrence occurrence : asked.occurrences()) {
            Taken there = taken.get(key(occurrence, asked));
            if (there == null || there.meant().size() != 1) {
                return Set.of();
            }
            meant.addAll(there.meant());
        }
        return meant;
    }

    /** SHA-256 of what the bill says, which names it: the same bill has the same name. */
    static byte[] digest(List<BillPackage> packages, List<String> others) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (BillPackage each : packages) {
                digest.update((each.reference + "\n" + each.relation + "\n" + each.scope + "\n" + each.dependsOn
                                + each.digests + "\n" + each.occurrences() + "\0")
                        .getBytes(StandardCharsets.UTF_8));
            }
            digest.update(String.join("\0", others).getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What the bill is of, as it was given. */
    static String subject(List<String> targets) {
        return targets.isEmpty()
                ? "nothing"
                : String.join(", ", targets.stream().map(Location::escape).toList());
    }
}
