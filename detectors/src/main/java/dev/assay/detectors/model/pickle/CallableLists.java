package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of callables: {@code allowlist.tsv} and {@code denylist.tsv} beside this class. Immutable. Rows are exact
 * pairs of module and name; a name {@code *} stands for everything in a module and below it, a module {@code *} for that
 * name wherever it is reached.
 */
final class CallableLists {
    private static final String ANY = "*";

    /** What an allowed callable may be used for. */
    enum Role {
        /** To be named and handed on; calling it is another matter. */
        TYPE,
        /** To have instances that are made without {@code __init__} and given their state; calling it is another matter. */
        CLASS,
        /** To make a value. */
        CONSTRUCTOR,
        /** To make a value out of others that are judged by themselves. */
        RECONSTRUCTOR,
        /** To make a value that nothing is done to afterwards. */
        VALUE,
        /** To look up one of its members, by value or by name. There is one of each in a process: nothing may change it. */
        ENUMERATION,
        /** To name something else, which is judged in its place. */
        ATTRIBUTE;

        /** As it stands in the lists. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such role */
        static Role of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }

        /** Whether a callable of this role may be used like this. */
        boolean permits(Set<Use> uses) {
            return switch (this) {
                case TYPE ->
                    !uses.contains(Use.INSTANTIATED) && !uses.contains(Use.CALLED) && !uses.contains(Use.RESULT_CALLED);
                case CLASS -> !uses.contains(Use.CALLED) && !uses.contains(Use.RESULT_CALLED);
                case CONSTRUCTOR, RECONSTRUCTOR -> !uses.contains(Use.RESULT_CALLED);
                case VALUE, ENUMERATION -> !uses.contains(Use.RESULT_CALLED) && !uses.contains(Use.BUILT);
                case ATTRIBUTE -> !uses.contains(Use.OPERAND) && !uses.contains(Use.BUILT);
            };
        }
    }

    /** A row of the allowlist. */
    record Allowed(Role role, String why) {}

    /**
     * A row of the denylist.
     *
     * @param whenInert of a call whose result is known to hold nothing that loading runs
     * @param severity of naming it, whatever is done with it
     * @param whenResultCalled of calling what it made, where that is what makes it dangerous
     */
    record Denied(Severity whenInert, Severity severity, Severity whenResultCalled, String category, String why) {
        Denied(Severity severity, String category, String why) {
            this(severity, severity, severity, category, why);
        }

        /** How bad these uses are. */
        Severity severity(Set<Use> uses) {
            if (uses.contains(Use.RESULT_CALLED)) {
                return whenResultCalled;
            }
            if (uses.contains(Use.INERT_RESULT)) {
                return whenInert;
            }
            return uses.contains(Use.RESULT_INSTANTIATED) ? whenResultCalled : severity;
        }
    }

    private final CallableTable allowlist;
    private final CallableTable denylist;

    private CallableLists() {
        allowlist = CallableTable.read("allowlist.tsv");
        denylist = CallableTable.read("denylist.tsv");
    }

    private static final class Holder {
        static final CallableLists LISTS = new CallableLists();
    }

    /** The lists of this build; read when first wanted. */
    static CallableLists get() {
        return Holder.LISTS;
    }

    /** Every row, for the tests. */
    List<CallableTable.Row> allowedRows() {
        return allowlist.rows();
    }

    /** Every row, for the tests. */
    List<CallableTable.Row> deniedRows() {
        return denylist.rows();
    }

    private @Nullable Denied deniedIn(String module, String name) {
        CallableTable.Line line = denylist.find(module, name);
        if (line == null) {
            return null;
        }
        List<String> severities = Parts.of(line.first(), '>');
        return new Denied(
                Severity.of(severities.getFirst()),
                Severity.of(severities.size() == 3 ? severities.get(1) : severities.getFirst()),
                Severity.of(severities.getLast()),
                line.second(),
                line.why());
    }

    /** The row that allows this very pair, if there is one. */
    @Nullable
    Allowed allowed(String module, String name) {
        CallableTable.Line line = allowlist.find(module, name);
        return line == null ? null : new Allowed(Role.of(line.first()), line.why());
    }

    /** Whether this is {@code Colour.RED}, where the class is an enumeration that is allowed. */
    boolean isMember(String module, String name) {
        int dot = name.indexOf('.');
        if (dot < 0 || dot != name.lastIndexOf('.') || name.startsWith("_", dot + 1) || name.indexOf('(') >= 0) {
            return false;
        }
        Allowed type = allowed(module, name.substring(0, dot));
        return type != null && type.role() == Role.ENUMERATION && deniedName(name.substring(dot + 1)) == null;
    }

    /** The row that denies this very pair. */
    @Nullable
    Denied deniedExactly(String module, String name) {
        return deniedIn(module, name);
    }

    /** The worst that is known of this pair, by whatever row. */
    @Nullable
    Denied denied(String module, String name) {
        Denied exact = deniedExactly(module, name);
        return exact != null ? exact : worse(deniedModule(module), deniedWalk(module, name));
    }

    /** The row that denies everything in a module, or in one that it is part of. */
    @Nullable
    Denied deniedModule(String module) {
        String outer = module;
        while (true) {
            Denied row = deniedIn(outer, ANY);
            int dot = outer.lastIndexOf('.');
            if (row != null || dot < 0) {
                return row;
            }
            outer = outer.substring(0, dot);
        }
    }

    /** The row that denies a name wherever it is reached. */
    @Nullable
    Denied deniedName(String name) {
        Denied row = deniedIn(ANY, name);
        return row != null || !name.startsWith("_") || name.startsWith("__") ? row : deniedIn(ANY, name.substring(1));
    }

    /**
     * The worst that is known of a walk from a module over attributes, such as {@code random} and {@code _os.system}:
     * each step may be a module that another one imports.
     */
    @Nullable
    Denied deniedWalk(String module, String path) {
        Denied worst = null;
        String[] steps = Parts.of(path.replace("()", ""), '.').toArray(new String[0]);
        for (int i = 0; i < steps.length; i++) {
            worst = worse(worst, deniedName(steps[i]));
            String rest = String.join(".", java.util.Arrays.copyOfRange(steps, i + 1, steps.length));
            if (!rest.isEmpty()) {
                String plain =
                        steps[i].startsWith("_") && !steps[i].startsWith("__") ? steps[i].substring(1) : steps[i];
                String below = module + "." + String.join(".", java.util.Arrays.copyOf(steps, i + 1));
                worst = worse(worst, deniedExactly(plain, rest));
                worst = worse(worst, deniedExactly(below, rest));
                worst = worse(worst, deniedModule(below));
            }
        }
        return worst;
    }

    static @Nullable Denied worse(@Nullable Denied one, @Nullable Denied other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.severity().compareTo(one.severity()) > 0 ? other : one;
    }
}
