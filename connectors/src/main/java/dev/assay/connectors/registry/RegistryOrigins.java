package dev.assay.connectors.registry;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Where packages of an ecosystem are published, by {@code registries.tsv} and by what the user named. A name says nothing of bytes that
 * come from anywhere else. Immutable; asks nobody.
 */
public final class RegistryOrigins {
    private static final String WHEEL = ".whl";

    private final Map<String, RegistryOptions.Row> rows = RegistryOptions.rows();
    private final Map<String, HttpUrl> named;

    /** @param named as in {@link RegistryOptions} */
    public RegistryOrigins(Map<String, HttpUrl> named) {
        this.named = Map.copyOf(named);
    }

    /** Whether a package comes from the registry that is asked for its ecosystem. */
    public boolean serves(Coordinates coordinates, Origin origin) {
        HttpUrl own = named.get(coordinates.ecosystem());
        return own == null
                ? isPublic(coordinates, origin)
                : isOf(coordinates, origin, List.of(withoutScheme(own.toString())));
    }

    /** Whether a package comes from the registry that is asked, or from the one that everybody asks. */
    public boolean publishes(Coordinates coordinates, Origin origin) {
        return serves(coordinates, origin) || isPublic(coordinates, origin);
    }

    private boolean isPublic(Coordinates coordinates, Origin origin) {
        RegistryOptions.Row row = rows.get(coordinates.ecosystem());
        return row != null && isOf(coordinates, origin, row.origins());
    }

    private static boolean isOf(Coordinates coordinates, Origin origin, List<String> registries) {
        String address = withoutScheme(origin.address());
        return switch (origin.kind()) {
            case REGISTRY ->
                address.isEmpty() || registries.stream().anyMatch(registry -> isBelow(address, withoutEnd(registry)));
            case URL ->
                registries.stream()
                        .map(RegistryOrigins::withoutEnd)
                        .anyMatch(registry -> isBelow(address, registry)
                                && isFileOf(coordinates, address.substring(registry.length())));
            case GIT, PATH, WORKSPACE -> false;
        };
    }

    /** Whether it is a file of this very package: a registry has those of everybody. */
    private static boolean isFileOf(Coordinates coordinates, String path) {
        String plain = path.replace("%2f", "/").replace("%2F", "/").replace("%40", "@");
        int file = plain.lastIndexOf('/') + 1;
        if (plain.indexOf("..") >= 0 || plain.indexOf('%') >= 0) {
            return false; // may lead to another one
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        String full = coordinates.full();
        return switch (coordinates.ecosystem()) {
            case "npm" -> plain.startsWith("/" + full + "/-/");
            case "pypi" -> normal(projectOf(lower.substring(file))).equals(normal(full));
            case "gem" ->
                lower.startsWith(full.toLowerCase(Locale.ROOT) + "-", file)
                        && isNumber(lower, file + full.length() + 1);
            case "maven" ->
                plain.contains("/" + coordinates.namespace().replace('.', '/') + "/" + coordinates.name() + "/");
            default -> lower.contains("/" + full.toLowerCase(Locale.ROOT) + "/");
        };
    }

    private static boolean isNumber(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** What stands in front of the version, of a wheel (PEP 427) or of sources (PEP 625). */
    private static String projectOf(String file) {
        int dash = file.endsWith(WHEEL) ? file.indexOf('-') : file.lastIndexOf('-');
        return file.substring(0, Math.max(dash, 0));
    }

    private static String normal(String project) {
        return project.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    private static String withoutScheme(String address) {
        int scheme = address.indexOf("://");
        return scheme < 0 ? address : address.substring(scheme + 3);
    }

    private static String withoutEnd(String registry) {
        return registry.endsWith("/") ? registry.substring(0, registry.length() - 1) : registry;
    }

    private static boolean isBelow(String address, String folder) {
        return address.startsWith(folder)
                && (address.length() == folder.length() || "/?#".indexOf(address.charAt(folder.length())) >= 0);
    }
}
