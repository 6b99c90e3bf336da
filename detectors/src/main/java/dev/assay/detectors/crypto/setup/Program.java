package dev.assay.detectors.crypto.setup;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program whose configurations are read: a row of {@code programs.tsv}.
 *
 * @param protocol what its directives set up where they do not say themselves
 */
record Program(String id, Syntax syntax, String protocol, Repeat repeat, List<Name> names, List<String> words) {
    /** Which of several directives of one name in one block counts. */
    enum Repeat {
        FIRST,
        LAST,
        EACH
    }

    /** @param isEnough whether a file of this name is this program's whatever it holds */
    private record Name(String pattern, boolean isEnough) {
        boolean matches(String name, String path, String extension) {
            if (pattern.startsWith("*")) {
                return name.endsWith(pattern.substring(1));
            }
            if (pattern.endsWith("/")) {
                return IN_FOLDERS.contains(extension) && path.contains("/" + pattern);
            }
            return pattern.endsWith(".*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : name.equals(pattern);
        }
    }

    private static final Set<String> IN_FOLDERS = Set.of("", "conf", "cfg", "cnf", "d");

    /** As far as this the head is looked at for characters that no text has. */
    private static final int LOOKED_AT = 1024;

    private static final List<Program> ALL = readAll();

    /** Names, endings and stems of which no other file is any program's: most files are told apart by these at once. */
    private static final Set<String> NAMED =
            parts(pattern -> !pattern.startsWith("*") && !isOpen(pattern) ? pattern : "");

    private static final Set<String> ENDINGS =
            parts(pattern -> pattern.startsWith("*") ? pattern.substring(pattern.lastIndexOf('.') + 1) : "");
    private static final Set<String> STEMS =
            parts(pattern -> pattern.endsWith(".*") ? pattern.substring(0, pattern.length() - 2) : "");

    private static final Kinds<String> KINDS = new Kinds<>(Program::idOf);

    static List<Program> all() {
        return ALL;
    }

    /** By {@link #id}. */
    static Kinds<String> kinds() {
        return KINDS;
    }

    private static List<Program> readAll() {
        List<Program> programs = new ArrayList<>();
        for (List<String> row : Table.read("programs.tsv", 6)) {
            List<Name> names = Table.list(row.get(4)).stream()
                    .map(name -> name.endsWith("?")
                            ? new Name(name.substring(0, name.length() - 1), false)
                            : new Name(name, true))
                    .toList();
            programs.add(new Program(
                    row.get(0),
                    Syntax.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
                    row.get(2),
                    Repeat.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
                    names,
                    Table.list(row.get(5))));
        }
        return List.copyOf(programs);
    }

    private static boolean isOpen(String pattern) {
        return pattern.endsWith("/") || pattern.endsWith(".*");
    }

    private static Set<String> parts(UnaryOperator<String> part) {
        return ALL.stream()
                .flatMap(program -> program.names().stream())
                .map(name -> part.apply(name.pattern()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean mayBeAny(String name, String extension) {
        int dot = name.indexOf('.');
        return ENDINGS.contains(extension)
                || IN_FOLDERS.contains(extension)
                || NAMED.contains(name)
                || dot > 0 && STEMS.contains(name.substring(0, dot));
    }

    private static @Nullable String idOf(Head head) {
        Program program = of(head);
        return program == null ? null : program.id();
    }

    private static @Nullable Program of(Head head) {
        String name = head.name().toLowerCase(Locale.ROOT);
        String extension = name.indexOf('.') < 0 ? "" : head.extension();
        if (!mayBeAny(name, extension)) {
            return null;
        }
        String path = "/" + head.path().toLowerCase(Locale.ROOT);
        Program byContent = null;
        for (Program program : ALL) {
            for (Name one : program.names()) {
                boolean counts = (one.isEnough() || byContent == null) && one.matches(name, path, extension);
                if (!counts || !isText(head)) {
                    continue;
                }
                if (one.isEnough()) {
                    return program;
                }
                byContent = program.isToldBy(head) ? program : byContent;
            }
        }
        return byContent;
    }

    private boolean isToldBy(Head head) {
        Literals literals = Words.OF.get(id);
        return literals != null && literals.isIn(head.bytes(), 0, head.length());
    }

    /** What tells a program by its content, by its id; made when the first file is looked at. */
    private static final class Words {
        static final Map<String, Literals> OF = ALL.stream()
                .filter(program -> !program.words().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        Program::id,
                        program -> new Literals(
                                program.words().stream().map(Literal::exact).toList())));
    }

    private static boolean isText(Head head) {
        int length = Math.min(head.length(), LOOKED_AT);
        for (int i = 0; i < length; i++) {
            if (head.at(i) == 0) {
                return false;
            }
        }
        return length > 0;
    }
}
