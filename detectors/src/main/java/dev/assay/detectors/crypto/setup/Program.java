package dev.assay.detectors.crypto.setup;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /**
     * @param pattern a whole name, or what {@link Where} says
     * @param isEnough whether a file of this name is this program's whatever it holds
     * @param isOther whether it is not this program's, whatever it holds
     */
    private record Name(String pattern, Where where, boolean isEnough, boolean isOther) {
        static Name of(String written) {
            boolean isOther = written.startsWith("!");
            boolean isEnough = !written.endsWith("?");
            String pattern = written.substring(isOther ? 1 : 0, written.length() - (isEnough ? 0 : 1));
            Where where = pattern.startsWith("*")
                    ? Where.ENDING
                    : pattern.endsWith("/*")
                            ? Where.ANYTHING_IN
                            : pattern.endsWith("/") ? Where.IN : pattern.endsWith(".*") ? Where.STEM : Where.WHOLE;
            String bare = pattern.endsWith("*") || where == Where.ENDING ? pattern.replace("*", "") : pattern;
            boolean isOfFolder = where == Where.IN || where == Where.ANYTHING_IN;
            return new Name(isOfFolder ? "/" + bare : bare, where, isEnough, isOther);
        }

        /** @param path with a slash in front, in lower case */
        boolean matches(String name, String path, String extension) {
            return switch (where) {
                case ENDING -> name.endsWith(pattern);
                case IN -> IN_FOLDERS.contains(extension) && path.contains(pattern);
                case ANYTHING_IN -> path.contains(pattern);
                case STEM -> name.startsWith(pattern);
                case WHOLE -> name.equals(pattern);
            };
        }

        /** What it is called among all names. */
        String key() {
            return where + " " + pattern;
        }

        boolean isOfFolder() {
            return where == Where.IN || where == Where.ANYTHING_IN;
        }

        /** Whether the name's ending alone does not tell that it matches. */
        boolean isMoreThanEnding() {
            return where != Where.ENDING || pattern.lastIndexOf('.') != 0;
        }
    }

    /** What of a path has to be as the pattern is. */
    private enum Where {
        WHOLE,
        /** {@code *.ending} */
        ENDING,
        /** {@code name.*} */
        STEM,
        /** {@code folder/}: in that folder, with an ending of configurations or none. */
        IN,
        /** <code>folder/*</code>: in that folder with any name, as servers call what they host after it. */
        ANYTHING_IN
    }

    private static final Set<String> IN_FOLDERS = Set.of("", "conf", "cfg", "cnf", "d");

    /** What is put behind the name of a file that is made into it, or that shows how it may look. */
    private static final Set<String> TEMPLATES = Set.of(
            "j2",
            "jinja",
            "jinja2",
            "erb",
            "epp",
            "tmpl",
            "tpl",
            "template",
            "gotmpl",
            "ctmpl",
            "in",
            "dist",
            "sample",
            "example");

    /** As far as this the head is looked at for characters that no text has. */
    private static final int LOOKED_AT = 1024;

    /** Of so many characters at most one is a zero. */
    private static final int LEAST_TEXT = 4;

    private static final List<Program> ALL = readAll();

    /** Names, endings and stems of which no other file is any program's: most files are told apart by these at once. */
    private static final Set<String> NAMED = parts(Where.WHOLE, UnaryOperator.identity());

    private static final Set<String> ENDINGS =
            parts(Where.ENDING, pattern -> pattern.substring(pattern.lastIndexOf('.') + 1));
    private static final Set<String> STEMS = parts(Where.STEM, UnaryOperator.identity());
    private static final Set<String> FOLDERS = parts(Where.ANYTHING_IN, UnaryOperator.identity());

    /** Of names that content has to bear out: the programs whose configurations may be called so. */
    private static final Map<String, List<Program>> UNDECIDED = undecided();

    private static final Kinds<String> KINDS = Kinds.byPlace(Program::kindOf, Program::hint);

    static List<Program> all() {
        return ALL;
    }

    /** By {@link #id}; long texts whose beginning does not tell, by the names of {@link #byName}. */
    static Kinds<String> kinds() {
        return KINDS;
    }

    /** What long texts may be whose beginning does not tell it, by what their name is like. */
    static Map<String, List<Program>> byName() {
        return UNDECIDED;
    }

    private static Map<String, List<Program>> undecided() {
        Map<String, List<Program>> programs = new LinkedHashMap<>();
        for (Program one : ALL) {
            for (Name name : one.names()) {
                if (!name.isEnough() && !name.isOther()) {
                    programs.computeIfAbsent(
                            name.key(),
                            _ -> ALL.stream()
                                    .filter(program -> program.mayBeCalled(name.pattern()))
                                    .toList());
                }
            }
        }
        return programs;
    }

    private boolean mayBeCalled(String pattern) {
        String name = Location.lastPart(pattern);
        String extension = name.indexOf('.') < 0 ? "" : Head.extension(name);
        return names.stream().anyMatch(each -> !each.isEnough() && each.matches(name, "/" + pattern, extension));
    }

    private static List<Program> readAll() {
        List<Program> programs = new ArrayList<>();
        for (List<String> row : Table.read("programs.tsv", 6)) {
            List<Name> names = Table.list(row.get(4)).stream().map(Name::of).toList();
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

    private static Set<String> parts(Where where, UnaryOperator<String> part) {
        return ALL.stream()
                .flatMap(program -> program.names().stream())
                .filter(name -> name.where() == where)
                .map(name -> part.apply(name.pattern()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The name of what is made of a template; the name itself of what is none. */
    private static String withoutTemplate(String name) {
        return TEMPLATES.contains(Head.extension(name)) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static boolean mayBeAny(String name, String path, String extension) {
        return ENDINGS.contains(extension)
                || IN_FOLDERS.contains(extension)
                || NAMED.contains(name)
                || STEMS.stream().anyMatch(name::startsWith)
                || FOLDERS.stream().anyMatch(path::contains);
    }

    /** The rules by which a file at this path may be a program's, but for those that the ending tells. */
    private static String hint(String path) {
        String whole = "/" + path.toLowerCase(Locale.ROOT);
        String name = Location.lastPart(whole);
        String bare = withoutTemplate(name);
        String hint = hint(name, whole, false);
        return bare.equals(name) ? hint : hint + "+" + hint(bare, whole, true);
    }

    private static String hint(String name, String path, boolean withEndings) {
        String extension = name.indexOf('.') < 0 ? "" : Head.extension(name);
        if (!mayBeAny(name, path, extension)) {
            return "";
        }
        StringBuilder hint = new StringBuilder();
        for (Program program : ALL) {
            for (Name one : program.names()) {
                if ((withEndings || one.isMoreThanEnding()) && one.matches(name, path, extension)) {
                    hint.append(program.id()).append(one.isOther() ? '!' : one.isEnough() ? '/' : '?');
                    hint.append(one.isOfFolder() ? "/" : "");
                }
            }
        }
        return hint.toString();
    }

    /** The program whose configuration a text is that lies within another one; null if it is none's. */
    static @Nullable Program of(String path, byte[] bytes) {
        return of(
                new Head(Location.lastPart(path), path, List.of(), bytes.length, bytes, bytes.length, new byte[0], 0));
    }

    private static @Nullable String kindOf(Head head) {
        Program program = of(head);
        return program != null ? program.id() : head.isWhole() ? null : undecided(head);
    }

    /** The first name of {@link #byName} that a text has; null if it has none of them. */
    private static @Nullable String undecided(Head head) {
        String path = "/" + head.path().toLowerCase(Locale.ROOT);
        String bare = withoutTemplate(head.name().toLowerCase(Locale.ROOT));
        String extension = bare.indexOf('.') < 0 ? "" : Head.extension(bare);
        if (!mayBeAny(bare, path, extension) || !isText(head)) {
            return null;
        }
        for (Program program : ALL) {
            for (Name one : program.names()) {
                boolean isMet = one.matches(bare, path, extension);
                if (isMet && one.isOther()) {
                    break;
                }
                if (isMet && !one.isEnough()) {
                    return one.key();
                }
            }
        }
        return null;
    }

    /** By the name, else by a folder, else by words of the content under a name or in a folder that many programs share. */
    private static @Nullable Program of(Head head) {
        String name = head.name().toLowerCase(Locale.ROOT);
        String bare = withoutTemplate(name);
        Program program = of(head, name);
        return program != null || bare.equals(name) ? program : of(head, bare);
    }

    private static @Nullable Program of(Head head, String name) {
        String path = "/" + head.path().toLowerCase(Locale.ROOT);
        String extension = name.indexOf('.') < 0 ? "" : Head.extension(name);
        if (!mayBeAny(name, path, extension) || !isText(head)) {
            return null;
        }
        Program byFolder = null;
        Program byContent = null;
        for (Program program : ALL) {
            for (Name one : program.names()) {
                if (!one.matches(name, path, extension)) {
                    continue;
                }
                if (one.isOther()) {
                    break; // those stand in front
                }
                if (one.isEnough() && !one.isOfFolder()) {
                    return program;
                }
                if (one.isEnough()) {
                    byFolder = byFolder == null && isConfiguration(head) ? program : byFolder;
                } else if (byContent == null && program.isToldBy(head)) {
                    byContent = program;
                }
            }
        }
        return byFolder == null ? byContent : byFolder;
    }

    /** What lies in a program's folder may be a script or a licence as well. */
    private static boolean isConfiguration(Head head) {
        boolean isDocument = head.name().equals(head.name().toUpperCase(Locale.ROOT)); // README, LICENSE, COPYING
        return !head.has(0, "#!") && !(isDocument && head.extension().isEmpty());
    }

    private boolean isToldBy(Head head) {
        return isToldBy(head.bytes(), 0, head.length());
    }

    /** Whether one of its words is in a text. */
    boolean isToldBy(byte[] bytes, int from, int to) {
        Literals literals = Words.OF.get(id);
        return literals != null && literals.isIn(bytes, from, to);
    }

    /** What tells a program by its content, by its id; made when the first file is looked at. */
    private static final class Words {
        static final Map<String, Literals> OF = ALL.stream()
                .filter(program -> !program.words().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        Program::id,
                        program -> new Literals(program.words().stream()
                                .map(word -> new Literal(word, program.syntax().isInAnyCase()))
                                .toList())));
    }

    /** Of UTF-16, which is handed on as another text, half is zeros; programs read what stands around a few. */
    private static boolean isText(Head head) {
        int length = Math.min(head.length(), LOOKED_AT);
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            zeros += head.at(i) == 0 ? 1 : 0;
        }
        return length > 0 && zeros <= length / LEAST_TEXT;
    }
}
