package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Allowance;
import dev.assay.engine.text.PathGlob;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of callables, beside the lists of this build. Immutable. Rows are exact pairs of module and name; a
 * row that denies may be of a whole module. What is denied, here or there, goes before what is allowed.
 */
public final class UserCallables {
    /** Nothing beside the lists of the build. */
    public static final UserCallables NONE = new UserCallables(List.of(), List.of());

    /**
     * A row that allows.
     *
     * @param name as {@code package.module.Name}, or {@code module:Outer.inner} for what lies within a class
     * @param role one of {@code type, class, constructor, reconstructor, value, enumeration, attribute}
     * @param paths where it holds; none for everywhere
     * @param digests the SHA-256 of the files for which it holds, in hexadecimal; none for all
     * @param source where the row stands, for the report
     */
    public record Allowed(
            String name, String role, String reason, List<PathGlob> paths, Set<String> digests, String source) {
        public Allowed {
            paths = List.copyOf(paths);
            digests = Set.copyOf(digests);
        }
    }

    /**
     * A row that denies.
     *
     * @param name as with {@link Allowed}, or {@code module.*}
     */
    public record Denied(String name, Severity severity, String reason, List<PathGlob> paths) {
        public Denied {
            paths = List.copyOf(paths);
        }
    }

    private record Pair(String module, String name) {}

    private final Map<Pair, List<Allowed>> allowed;
    private final Map<Pair, Denied> denied;

    private UserCallables(List<Allowed> allowed, List<Denied> denied) {
        Map<Pair, List<Allowed>> byPair = new HashMap<>();
        for (Allowed row : allowed) {
            byPair.merge(pair(row.name()), List.of(row), UserCallables::both);
        }
        this.allowed = Map.copyOf(byPair);
        Map<Pair, Denied> deniedByPair = new HashMap<>();
        for (Denied row : denied) {
            deniedByPair.put(pair(row.name()), row);
        }
        this.denied = Map.copyOf(deniedByPair);
    }

    public static UserCallables of(List<Allowed> allowed, List<Denied> denied) {
        return allowed.isEmpty() && denied.isEmpty() ? NONE : new UserCallables(allowed, denied);
    }

    private static List<Allowed> both(List<Allowed> one, List<Allowed> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /**
     * Why a row cannot be, or null if it can: a role that there is not, a name that is none, or one that this build denies
     * and that is allowed without naming the very file.
     */
    public static @Nullable String objection(Allowed row) {
        if (!isName(row.name())) {
            return row.name() + " is no name of a callable, such as package.module.Name or module:Outer.inner";
        }
        if (!roles().contains(row.role())) {
            return "'" + row.role() + "' is none of " + String.join(", ", roles());
        }
        Pair pair = pair(row.name());
        CallableLists.Denied known = CallableLists.get().denied(pair.module(), pair.name());
        return known == null || !row.digests().isEmpty()
                ? null
                : row.name() + " " + known.why()
                        + ": it is allowed only together with the digests of the files it is in";
    }

    /** Why a row cannot be, or null if it can. */
    public static @Nullable String objection(Denied row) {
        String name =
                row.name().endsWith(".*") ? row.name().substring(0, row.name().length() - 2) + ".x" : row.name();
        return isName(name) ? null : row.name() + " is no name of a callable, such as package.module.Name or package.*";
    }

    /** The roles that a row may have. */
    public static List<String> roles() {
        return Arrays.stream(CallableLists.Role.values())
                .map(CallableLists.Role::id)
                .toList();
    }

    private static boolean isName(String name) {
        Pair pair = pair(name);
        return isPath(pair.module()) && isPath(pair.name());
    }

    private static boolean isPath(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '.' || c == '_' || Character.isLetterOrDigit(c));
    }

    private static Pair pair(String name) {
        int colon = name.indexOf(':');
        int cut = colon >= 0 ? colon : name.lastIndexOf('.');
        return cut < 0 ? new Pair("", name) : new Pair(name.substring(0, cut), name.substring(cut + 1));
    }

    /** What allows this use of a callable in what lies there. */
    List<Allowance> allowances(String module, String name, Set<Use> uses, Location at) {
        return allowed.getOrDefault(new Pair(module, name), List.of()).stream()
                .filter(row -> CallableLists.Role.of(row.role()).permits(uses) && PathGlob.anyIsAt(row.paths(), at))
                .map(row -> new Allowance(row.source() + ": " + row.reason(), row.digests()))
                .toList();
    }

    /** The same for what the lists deny: only what is bound to certain files. */
    List<Allowance> allowancesOfDenied(String module, String name, Set<Use> uses, Location at) {
        return allowances(module, name, uses, at).stream()
                .filter(allowance -> !allowance.digests().isEmpty())
                .toList();
    }

    /** What denies a callable in what lies there, if anything does. */
    CallableLists.@Nullable Denied denied(String module, String name, Location at) {
        CallableLists.Denied worst = deniedIn(new Pair(module, name), at);
        for (String outer = module; !outer.isEmpty(); ) {
            worst = CallableLists.worse(worst, deniedIn(new Pair(outer, "*"), at));
            int dot = outer.lastIndexOf('.');
            outer = dot < 0 ? "" : outer.substring(0, dot);
        }
        return worst;
    }

    private CallableLists.@Nullable Denied deniedIn(Pair pair, Location at) {
        Denied row = denied.get(pair);
        return row == null || !PathGlob.anyIsAt(row.paths(), at)
                ? null
                : new CallableLists.Denied(row.severity(), "denied by the configuration", row.reason());
    }
}
