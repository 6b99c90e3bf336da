package dev.assay.detectors.crypto.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What directives say: {@code directives.tsv}. Immutable and shared between threads. */
final class Directives {
    private static final String ANY = ".*.";

    /** As the last part of a row: any name in that block. */
    private static final String ANY_NAME = "*";

    /** Programs whose configurations are YAML, JSON or XML, of which broken ones are told. */
    private static final Set<String> OF_DOCUMENTS = Stream.concat(
                    Configuration.inTrees().stream(),
                    Program.all().stream()
                            .filter(program -> program.syntax() == Syntax.XML)
                            .map(Program::id))
            .collect(Collectors.toUnmodifiableSet());

    private static final Directives ALL = new Directives();

    /**
     * One row.
     *
     * @param path the end of the whole name, to be compared
     * @param reading how its value is read
     */
    record Directive(String program, String path, String reading, String argument) {}

    private final Map<String, Map<String, List<Directive>>> byProgram = new HashMap<>();
    private final Set<String> lasts = new HashSet<>();
    private final Set<String> blocks = new HashSet<>(); // in which any name counts
    private final Set<String> beside = new HashSet<>();
    private final List<String> written = new ArrayList<>();
    private final Set<String> compound = new HashSet<>();

    private Directives() {
        for (List<String> row : Table.read("directives.tsv", 4)) {
            for (String program : Table.list(row.get(0))) {
                for (String name : Table.list(row.get(1))) {
                    Directive directive = new Directive(program, Span.key(name), row.get(2), row.get(3));
                    byProgram
                            .computeIfAbsent(program, _ -> new HashMap<>())
                            .computeIfAbsent(last(directive.path()), _ -> new ArrayList<>(1))
                            .add(directive);
                    lasts.add(last(directive.path()));
                    if (last(directive.path()).equals(ANY_NAME)) {
                        blocks.add(
                                directive.path().substring(0, directive.path().lastIndexOf('.')));
                        continue;
                    }
                    String last = name.substring(name.lastIndexOf('.') + 1);
                    if (OF_DOCUMENTS.contains(program)) {
                        written.add(last);
                    }
                    if (isCompound(last)) {
                        compound.add(Span.key(last));
                    }
                }
            }
            String argument = row.get(3);
            if (argument.startsWith("@")) {
                beside.add(Span.key(argument.substring(1, argument.indexOf(':'))));
            }
        }
    }

    static Directives all() {
        return ALL;
    }

    /** The row of a whole name, the one with the longest end of it; null if it says nothing of cryptography. */
    @Nullable
    Directive find(String program, String path) {
        Directive found = null;
        Map<String, List<Directive>> rows = byProgram.getOrDefault(program, Map.of());
        int dot = path.lastIndexOf('.');
        if (dot > 0 && rows.containsKey(ANY_NAME)) {
            String any = path.substring(0, dot) + "." + ANY_NAME;
            found = rows.getOrDefault(ANY_NAME, List.of()).stream()
                    .filter(each -> isEnd(any, each.path()))
                    .findFirst()
                    .orElse(null);
        }
        for (Directive each : rows.getOrDefault(last(path), List.of())) {
            if (isEnd(path, each.path())
                    && (found == null || found.path().length() < each.path().length())) {
                found = each;
            }
        }
        return found;
    }

    /** Whether a whole name ends in one of a row, in which {@code *} stands for one name of a block. */
    private static boolean isEnd(String path, String of) {
        int any = of.lastIndexOf(ANY);
        String tail = of.substring(any < 0 ? 0 : any + ANY.length());
        int before = path.length() - tail.length() - 1;
        if (!path.endsWith(tail) || before >= 0 && path.charAt(before) != '.') {
            return false;
        }
        int name = before < 0 ? -1 : path.lastIndexOf('.', before - 1);
        return any < 0 || name > 0 && isEnd(path.substring(0, name), of.substring(0, any));
    }

    /** Whether a name in a block may be one of a directive by what is behind its last dot, or by the block. */
    boolean isLast(Block block, String name) {
        return blocks.stream().anyMatch(block::isCalled) || lasts.contains(last(Span.key(name)));
    }

    /** Whether other values of its block are read with this one. */
    boolean isBeside(String name) {
        return beside.contains(Span.key(name));
    }

    /** Whether one of the names is in a text, as it is written in the table. */
    boolean isAnyIn(String text) {
        return written.stream().anyMatch(text::contains);
    }

    /** Whether a name is of several words, as hardly anything else is called. */
    static boolean isCompound(String name) {
        return name.chars().skip(1).anyMatch(c -> c == '-' || c == '_' || c >= 'A' && c <= 'Z');
    }

    /** Whether a name of several words is that of a directive, in the form in which names are compared. */
    boolean isCompoundLast(String key) {
        return compound.contains(key);
    }

    /** All rows. */
    Stream<Directive> rows() {
        return byProgram.values().stream()
                .flatMap(rows -> rows.values().stream())
                .flatMap(List::stream);
    }

    private static String last(String path) {
        return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1);
    }
}
