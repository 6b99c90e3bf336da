package dev.assay.detectors.name;

import java.util.List;
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
        allowed = Map.copyOf(allowed);
        privateNamespaces = Set.copyOf(privateNamespaces);
    }

    /** The private namespace that a name is in: up to a delimiter, so that {@code acme} is not in front of {@code acmes}. */
    public Optional<String> privateNamespace(PackageName name) {
        List<String> fitting = privateNamespaces.stream()
                .filter(each -> isWithin(name.canonical(), each))
                .sorted()
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.getFirst());
    }

    private static boolean isWithin(String name, String namespace) {
        return !namespace.isEmpty()
                && name.startsWith(namespace)
                && (name.length() == namespace.length()
                        || AFTER.indexOf(namespace.charAt(namespace.length() - 1)) >= 0
                        || AFTER.indexOf(name.charAt(namespace.length())) >= 0);
    }
}
