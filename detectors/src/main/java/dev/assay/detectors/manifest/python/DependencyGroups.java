package dev.assay.detectors.manifest.python;

import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a package of {@code pylock.toml} is for, by its marker: {@code 'dev' in dependency_groups}, {@code 'x' in extras} (PEP 751).
 * Of a marker nothing else is worked out. Immutable.
 */
final class DependencyGroups {
    private static final String GROUPS = " in dependency_groups";
    private static final String EXTRAS = " in extras";

    private final Set<String> usual = new HashSet<>();

    /** @param usual groups that are installed where nobody says which */
    DependencyGroups(List<Tree> usual) {
        for (Tree each : usual) {
            if (each instanceof Scalar scalar) {
                this.usual.add(scalar.text());
            }
        }
    }

    /** Null where a marker says nothing of it. */
    @Nullable
    Scope scope(String marker) {
        if (!marker.contains(GROUPS) && !marker.contains(EXTRAS)) {
            return null;
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        int from = 0;
        while (from <= marker.length()) {
            int or = marker.indexOf(" or ", from);
            scopes.add(alternative(marker.substring(from, or < 0 ? marker.length() : or)));
            from = or < 0 ? marker.length() + 1 : or + " or ".length();
        }
        return scopes.contains(Scope.RUNTIME)
                ? Scope.RUNTIME
                : scopes.contains(Scope.OPTIONAL) ? Scope.OPTIONAL : Scope.DEVELOPMENT;
    }

    private Scope alternative(String marker) {
        int group = marker.indexOf(GROUPS);
        boolean isOfGroup = group >= 0 && !isNot(marker, group) && !usual.contains(quoted(marker.substring(0, group)));
        int extra = marker.indexOf(EXTRAS);
        return isOfGroup ? Scope.DEVELOPMENT : extra >= 0 && !isNot(marker, extra) ? Scope.OPTIONAL : Scope.RUNTIME;
    }

    private static boolean isNot(String marker, int in) {
        return marker.startsWith(" not", in - " not".length());
    }

    /** The text in quotation marks that something ends with. */
    private static String quoted(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        int from = text.lastIndexOf(quote, text.length() - 2);
        return from < 0 ? text : text.substring(from + 1, text.length() - 1);
    }
}
