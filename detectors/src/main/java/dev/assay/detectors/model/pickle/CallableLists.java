package dev.assay.detectors.model.pickle;

import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
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
        /** To make a value. */
        CONSTRUCTOR,
        /** To make a value out of others that are judged by themselves. */
        RECONSTRUCTOR,
        /** To name something else, which is judged in its place. */
        ATTRIBUTE
    }

    /** A row of the allowlist. */
    record Allowed(Role role, String why) {}

    /** A row of the denylist. */
    record Denied(Severity severity, String category, String why) {}

    private final Map<String, Allowed> allowed;
    private final Map<String, Denied> denied;

    private CallableLists(Map<String, Allowed> allowed, Map<String, Denied> denied) {
        this.allowed = Map.copyOf(allowed);
        this.denied = Map.copyOf(denied);
    }

    private static final class Holder {
        static final CallableLists LISTS = read();
    }

    /** The lists of this build; read when first wanted. */
    static CallableLists get() {
        return Holder.LISTS;
    }

    private static CallableLists read() {
        Map<String, Allowed> allowed = new HashMap<>(4096);
        for (String[] row : rows("allowlist.tsv", 4)) {
            Allowed value = new Allowed(Role.valueOf(row[2].toUpperCase(java.util.Locale.ROOT)), row[3]);
            refuseTwice(allowed.put(key(row[0], row[1]), value), row);
        }
        Map<String, Denied> denied = new HashMap<>(2048);
        for (String[] row : rows("denylist.tsv", 5)) {
            refuseTwice(denied.put(key(row[0], row[1]), new Denied(Severity.of(row[2]), row[3], row[4])), row);
        }
        return new CallableLists(allowed, denied);
    }

    /** The rows of a list, for the tests as well. */
    static String[][] rows(String file, int columns) {
        try (InputStream in = CallableLists.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> columns(file, line, columns))
                    .toArray(String[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] columns(String file, String line, int columns) {
        String[] cells = new String[columns];
        int from = 0;
        for (int i = 0; i < columns; i++) {
            int to = i == columns - 1 ? line.length() : line.indexOf('\t', from);
            if (to <= from) {
                throw new IllegalStateException(file + ": a row needs " + columns + " columns: " + line);
            }
            cells[i] = line.substring(from, to);
            from = to + 1;
        }
        return cells;
    }

    private static void refuseTwice(@Nullable Object before, String[] row) {
        if (before != null) {
            throw new IllegalStateException(row[0] + " " + row[1] + " is listed twice");
        }
    }

    private static String key(String module, String name) {
        return module + '\t' + name;
    }

    /** The row that allows this very pair, if there is one. */
    @Nullable
    Allowed allowed(String module, String name) {
        Allowed exact = allowed.get(key(module, name));
        if (exact != null) {
            return exact;
        }
        int dot = module.indexOf('.');
        return allowed.get(key((dot < 0 ? module : module.substring(0, dot)) + ".*", ANY));
    }

    /** The row that denies this very pair. */
    @Nullable
    Denied deniedExactly(String module, String name) {
        return denied.get(key(module, name));
    }

    /** The row that denies everything in a module, or in one that it is part of. */
    @Nullable
    Denied deniedModule(String module) {
        String outer = module;
        while (true) {
            Denied row = denied.get(key(outer, ANY));
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
        Denied row = denied.get(key(ANY, name));
        return row != null || !name.startsWith("_") || name.startsWith("__")
                ? row
                : denied.get(key(ANY, name.substring(1)));
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
