package dev.assay.detectors.indicator;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The repository and revision of what a host of repositories made an archive of ({@code archives.tsv}), and of packages whose name is
 * the repository: advisories may name these instead of the package. Immutable.
 */
final class Sources {
    private static final List<String> ENDINGS = List.of(".tar.gz", ".tgz", ".tar.bz2", ".zip");

    /** Of what registries give; not of repositories. */
    private static final List<String> PACKAGES = List.of(".whl", ".egg", ".gem", ".crate", ".nupkg", ".jar", ".tar.xz");

    private static final List<String> REFERENCES = List.of("refs/tags/", "refs/heads/");

    /** @param prefix in front of the repository, with its slash; empty for none */
    private record Archives(String host, String prefix, String word, String repository) {}

    private final List<Archives> archives;

    Sources() {
        this.archives = Rows.read(Objects.requireNonNull(Sources.class.getResource("archives.tsv")), 4).stream()
                .map(row -> new Archives(
                        row.get(0), row.get(1).equals("-") ? "" : row.get(1) + "/", "/" + row.get(2) + "/", row.get(3)))
                .toList();
    }

    /** The same package as one of a repository at a revision; empty if it is none, or is known as one. */
    Optional<Dependency> of(Dependency dependency) {
        Origin origin = dependency.origin();
        if (isMadeOf(origin)) {
            return origin.source().indexOf('#') < 0 ? none() : Optional.of(at(dependency, origin.source()));
        }
        String full = dependency.coordinates().full();
        return switch (dependency.coordinates().ecosystem()) {
            case "github" -> isOfRegistry(origin) ? at(dependency, "github.com/" + full, dependency.version()) : none();
            case "swift" -> isOfRegistry(origin) ? at(dependency, full, revision(dependency)) : none();
            default -> origin.kind() == Origin.Kind.URL ? archive(dependency, origin.address()) : none();
        };
    }

    /** Whether a registry has it under a name of its own, by which advisories know it, and its file tells what it was made of. */
    static boolean isMadeOf(Origin origin) {
        return origin.kind() == Origin.Kind.REGISTRY && !origin.source().isEmpty();
    }

    /** Whether a package beside the project is one that was packed, as a registry gives it, and no folder. */
    static boolean isArchive(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith) || PACKAGES.stream().anyMatch(lower::endsWith);
    }

    private static Optional<Dependency> none() {
        return Optional.empty();
    }

    private static boolean isOfRegistry(Origin origin) {
        return origin.kind() == Origin.Kind.REGISTRY && origin.address().isEmpty();
    }

    /** The digest of a commit, which lockfiles of Swift have, or else the version. */
    private static String revision(Dependency dependency) {
        return dependency.integrity().isEmpty() ? dependency.version() : dependency.integrity();
    }

    private Optional<Dependency> archive(Dependency dependency, String address) {
        int scheme = address.indexOf("://");
        int slash = address.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        if (scheme < 0 || slash < 0) {
            return none();
        }
        String host = address.substring(scheme + 3, slash);
        int end = address.indexOf('#');
        String path = address.substring(slash + 1, end < slash ? address.length() : end);
        for (Archives each : archives) {
            int word = path.indexOf(each.word());
            if (each.host().equals(host)
                    && path.startsWith(each.prefix())
                    && word > each.prefix().length()) {
                String repository = path.substring(each.prefix().length(), word);
                String reference = reference(path.substring(word + each.word().length()));
                return at(dependency, each.repository() + "/" + repository, reference);
            }
        }
        return none();
    }

    private static String reference(String text) {
        String plain = text;
        for (String ending : ENDINGS) {
            plain = plain.endsWith(ending) ? plain.substring(0, plain.length() - ending.length()) : plain;
        }
        for (String kind : REFERENCES) {
            plain = plain.startsWith(kind) ? plain.substring(kind.length()) : plain;
        }
        List<String> parts = Parts.of(plain, '/');
        boolean hasFile = parts.size() == 2 && parts.getLast().endsWith("-" + parts.getFirst()); // as GitLab names it
        return hasFile ? parts.getFirst() : plain;
    }

    private static Optional<Dependency> at(Dependency each, String repository, String revision) {
        if (revision.isEmpty()) {
            return none();
        }
        return Optional.of(at(each, "https://" + repository + "#" + revision));
    }

    private static Dependency at(Dependency each, String address) {
        return new Dependency(
                each.coordinates(),
                each.alias(),
                each.version(),
                each.range(),
                each.relation(),
                each.scope(),
                each.path(),
                each.dependents(),
                new Origin(Origin.Kind.GIT, address),
                each.integrity(),
                each.licence(),
                each.offsetBytes(),
                each.line());
    }
}
