package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Percent;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads package URLs (ECMA-427): {@code pkg:type/namespace/name@version?qualifiers#subpath}. Pure functions. */
final class Purl {
    private static final String FILE = "file:";

    /** Those that are registered, and others that writers of bills have. */
    private static final Set<String> TYPES =
            Rows.read(Objects.requireNonNull(Purl.class.getResource("purl-types.tsv")), 1).stream()
                    .map(List::getFirst)
                    .collect(Collectors.toUnmodifiableSet());

    private Purl() {}

    /** Whether there are packages of such a type, as far as is known. */
    static boolean isKnownType(Mention mention) {
        return TYPES.contains(mention.ecosystem());
    }

    /** The package and its version; empty if the text is no purl. */
    static Optional<Mention> of(String text) {
        if (!text.regionMatches(true, 0, "pkg:", 0, 4)) {
            return Optional.empty();
        }
        int hash = text.indexOf('#');
        int question = text.indexOf('?');
        int end = question < 0 ? hash < 0 ? text.length() : hash : question;
        String path = text.substring(4, end);
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        int type = path.indexOf('/');
        if (type <= 0) {
            return Optional.empty();
        }
        int at = path.lastIndexOf('@');
        boolean isVersioned = at > path.lastIndexOf('/') + 1; // an '@' in front of a name would be a scope's, unescaped
        String named = isVersioned ? path.substring(type + 1, at) : path.substring(type + 1);
        int slash = named.lastIndexOf('/');
        String name = Percent.decoded(named.substring(slash + 1));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Mention mention = Mention.of(
                        path.substring(0, type).toLowerCase(Locale.ROOT),
                        Percent.decoded(slash < 0 ? "" : named.substring(0, slash)),
                        name)
                .version(isVersioned ? Percent.decoded(path.substring(at + 1)) : "");
        if (question >= 0) {
            qualifiers(text.substring(question + 1, hash > question ? hash : text.length()), mention);
        }
        return Optional.of(mention);
    }

    /**
     * Where it is from, in another registry or at an address: a name says nothing of what is there. {@code vcs_url} does not make a
     * package of a registry one of elsewhere: writers add it to any.
     */
    private static void qualifiers(String text, Mention mention) {
        for (String each : Parts.of(text, '&')) {
            String value = Percent.decoded(each.substring(each.indexOf('=') + 1));
            if (value.isEmpty()) {
                continue;
            }
            if (each.startsWith("repository_url=")) {
                mention.origin(Origin.Kind.REGISTRY, value);
                return;
            }
            if (each.startsWith("download_url=") && !mention.isOf("docker")) {
                boolean isBeside = value.startsWith(FILE);
                mention.origin(
                        isBeside ? Origin.Kind.PATH : Origin.Kind.URL,
                        isBeside ? value.substring(FILE.length()) : value);
            }
        }
    }

    /**
     * What an older reference of SPDX names, as a purl; empty for what is none.
     *
     * @param type of annex F.3: {@code npm}, {@code maven-central}, {@code nuget}, {@code bower}
     * @param locator {@code name@version}, of Maven {@code group:artifact:version}, of NuGet {@code name/version}, of Bower {@code name#version}
     */
    static String ofReference(String type, String locator) {
        return switch (type) {
            case "npm" -> named("npm", locator, locator.lastIndexOf('@'));
            case "nuget" -> named("nuget", locator, locator.lastIndexOf('/'));
            case "bower" -> named("bower", locator, locator.lastIndexOf('#'));
            case "maven-central" -> {
                List<String> parts = Parts.of(locator, ':');
                yield parts.size() < 2
                        ? ""
                        : new Coordinates("maven", parts.get(0), parts.get(1))
                                .purl(parts.size() < 3 ? "" : parts.getLast());
            }
            default -> "";
        };
    }

    private static String named(String type, String locator, int sign) {
        String full = sign > 0 ? locator.substring(0, sign) : locator;
        int slash = full.lastIndexOf('/');
        Coordinates named = new Coordinates(type, slash < 0 ? "" : full.substring(0, slash), full.substring(slash + 1));
        return full.isBlank() ? "" : named.purl(sign > 0 ? locator.substring(sign + 1) : "");
    }
}
