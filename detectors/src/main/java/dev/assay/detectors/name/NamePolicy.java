package dev.assay.detectors.name;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user says of names.
 *
 * @param allowed packages that somebody has looked at, each with the reason
 * @param privateNamespaces beginnings of names that are the user's own, of any ecosystem: {@code @acme/}, {@code acme-},
 *     {@code com.acme}. Nobody outside is asked about them
 */
public record NamePolicy(Map<PackageName, String> allowed, Set<String> privateNamespaces) {
    public static final NamePolicy NONE = new NamePolicy(Map.of(), Set.of());

    private static final String AFTER = "-_./:";

    public NamePolicy {
        Map<PackageName, String> folded = HashMap.newHashMap(allowed.size());
        allowed.forEach((name, reason) -> folded.put(folded(name), reason));
        allowed = Map.copyOf(folded);
        privateNamespaces = Set.copyOf(privateNamespaces);
    }

    /** Go's modules are the same in any case, and purls of them have small letters. */
    private static PackageName folded(PackageName name) {
        return name.ecosystem() == Ecosystem.GO
                ? new PackageName(name.ecosystem(), name.canonical().toLowerCase(Locale.ROOT))
                : name;
    }

    /** Why a package is allowed, if it is. */
    public Optional<String> reason(PackageName name) {
        return allowed.isEmpty() ? Optional.empty() : Optional.ofNullable(allowed.get(folded(name)));
    }

    /**
     * The private namespace that a name is in: up to a delimiter, so that {@code acme} is not in front of {@code acmes}, nor
     * {@code com.acme} of {@code com.acme-evil}. As each registry compares
     * names; where the name of somebody else would be another one, as that of Maven, as it is written.
     */
    public Optional<String> privateNamespace(PackageName name) {
        String own = compared(name.ecosystem(), name.canonical());
        List<String> fitting = privateNamespaces.stream()
                .filter(each -> isWithin(name.ecosystem(), own, compared(name.ecosystem(), each)))
                .sorted()
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.getFirst());
    }

    private static String compared(Ecosystem ecosystem, String text) {
        return switch (ecosystem) {
            case PYPI, CARGO, NUGET, COMPOSER, GEM, MAVEN -> NameRules.canonical(ecosystem, text);
            case NPM, GO -> text.toLowerCase(Locale.ROOT); // scopes have no capitals, hosts do not tell them apart
        };
    }

    private static boolean isWithin(Ecosystem ecosystem, String name, String namespace) {
        return !namespace.isEmpty()
                && name.startsWith(namespace)
                && (name.length() == namespace.length()
                        || AFTER.indexOf(namespace.charAt(namespace.length() - 1)) >= 0
                        || after(ecosystem, namespace).indexOf(name.charAt(namespace.length())) >= 0);
    }

    /** What may follow: behind an owner that is not written to its end, what ends it, since {@code github.com/acme-evil} is somebody else's. */
    private static String after(Ecosystem ecosystem, String namespace) {
        return switch (ecosystem) {
            case GO -> namespace.indexOf('/') == namespace.lastIndexOf('/') ? "/" : AFTER;
            case COMPOSER -> namespace.indexOf('/') < 0 ? "/" : AFTER;
            case NPM -> namespace.startsWith("@") && namespace.indexOf('/') < 0 ? "/" : AFTER;
            case MAVEN -> namespace.indexOf(':') < 0 ? ".:" : AFTER;
            case PYPI, CARGO, GEM, NUGET -> AFTER;
        };
    }
}
