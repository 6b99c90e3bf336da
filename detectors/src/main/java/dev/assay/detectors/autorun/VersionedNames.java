package dev.assay.detectors.autorun;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What commands install by a name with a version behind it, in the languages where that is all they take. Pure functions. */
final class VersionedNames {
    private static final int MOST_VERSION = 128;

    /** Hosts on which a repository is an owner and a name. */
    private static final Set<String> FORGES = Set.of("github.com", "gitlab.com", "bitbucket.org", "codeberg.org");

    private VersionedNames() {}

    /** {@code name:1.0}, {@code name@1.0}; null for another version than one. */
    static Runners.@Nullable Run gem(String written) {
        int sign = Math.max(written.indexOf(':'), written.indexOf('@'));
        return sign < 0 ? null : run("gem", written.substring(0, sign), written.substring(sign + 1), 1);
    }

    /** {@code name@1.0.0}: a version without an operator is that one here. */
    static Runners.@Nullable Run crate(String written) {
        int sign = written.indexOf('@');
        String range = written.substring(sign + 1).strip();
        String version = range.startsWith("=") ? range.substring(1) : range;
        return sign < 0 ? null : run("cargo", written.substring(0, sign), version, 3);
    }

    private static Runners.@Nullable Run run(String ecosystem, String name, String version, int numbers) {
        return Runners.isName(name) && isVersion(version, numbers)
                ? new Runners.Run(new Coordinates(ecosystem, "", name), version, version, false)
                : null;
    }

    /** @param numbers how many have to be there */
    private static boolean isVersion(String version, int numbers) {
        return version.length() <= MOST_VERSION
                && Parts.of(version, '.').size() >= numbers
                && !version.isEmpty()
                && Character.isDigit(version.charAt(0))
                && version.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ".-+".indexOf(c) >= 0));
    }

    /** {@code example.org/a/cmd/b@v1.0.0}: of a program's path the module, which only the registry knows for certain. */
    static Runners.@Nullable Run module(String written) {
        int sign = written.indexOf('@');
        String version = written.substring(sign + 1);
        if (sign < 0 || !version.startsWith("v") || !isVersion(version.substring(1), 3)) {
            return null;
        }
        String module = module(Parts.of(written.substring(0, sign), '/'));
        int slash = module.lastIndexOf('/');
        boolean isPath =
                module.indexOf('.') > 0 && Parts.of(module, '/').stream().allMatch(Runners::isName);
        return isPath && slash > 0
                ? new Runners.Run(
                        new Coordinates("golang", module.substring(0, slash), module.substring(slash + 1)),
                        version,
                        version,
                        false)
                : null;
    }

    /** What lies in front of {@code cmd}, or the repository, with the number of a later major version behind it. */
    private static String module(List<String> path) {
        int programs = path.indexOf("cmd");
        boolean isForge = FORGES.contains(path.getFirst()) || path.getFirst().equals("golang.org");
        int end = programs > 0 ? programs : isForge ? Math.min(3, path.size()) : path.size();
        boolean isLater = end < path.size()
                && path.get(end).length() > 1
                && path.get(end).startsWith("v")
                && path.get(end).substring(1).chars().allMatch(Character::isDigit);
        return String.join("/", path.subList(0, isLater ? end + 1 : end));
    }
}
