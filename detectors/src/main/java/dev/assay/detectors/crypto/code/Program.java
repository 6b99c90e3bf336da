package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions and types of one text, by name. Immutable once it is read. */
final class Program {
    /**
     * A type of the text.
     *
     * @param path its full name
     * @param fields what its fields are set to before any constructor runs, and the blocks that do so
     * @param declared the names of its fields
     */
    record TypeOf(
            String path,
            List<String> supertypes,
            List<Statement> fields,
            Set<String> declared,
            Map<String, List<Statement.Function>> functions) {
        /** The functions of a name; several where the language tells them apart by what they take. */
        List<Statement.Function> functions(String name) {
            return functions.getOrDefault(name, List.of());
        }

        /** Whether it declares a field of this name. */
        boolean declares(String name) {
            return declared.contains(name);
        }
    }

    /** Hostile types may inherit from each other. */
    static final int MOST_SUPERTYPES = 16;

    private final Names names;
    private final List<Statement> outermost = new ArrayList<>();
    private final Map<String, List<Statement.Function>> functions = new LinkedHashMap<>();
    private final Map<String, TypeOf> types = new LinkedHashMap<>();

    Program(Source source, Names names) {
        this.names = names;
        for (Statement statement : members(source.statements())) {
            add(statement, "");
        }
    }

    /** What has no name of its own, such as a namespace, only holds what is in it. */
    private static List<Statement> members(List<Statement> statements) {
        if (statements.stream().noneMatch(Program::isNameless)) {
            return statements;
        }
        List<Statement> all = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            if (statement instanceof Statement.Type type && isNameless(type)) {
                all.addAll(members(type.members()));
            } else {
                all.add(statement);
            }
        }
        return all;
    }

    private static boolean isNameless(Statement statement) {
        return statement instanceof Statement.Type type && type.name().isEmpty();
    }

    private void add(Statement statement, String around) {
        switch (statement) {
            case Statement.Import imported -> names.add(imported);
            case Statement.Function function ->
                functions
                        .computeIfAbsent(function.name(), _ -> new ArrayList<>(1))
                        .add(function);
            case Statement.Type type -> add(type, around);
            case Statement.Branch branch -> {
                outermost.add(branch);
                types(branch.then(), around);
                types(branch.otherwise(), around);
            }
            case Statement.Assignment _,
                    Statement.Evaluation _,
                    Statement.Loop _,
                    Statement.Return _,
                    Statement.Throw _ -> outermost.add(statement);
        }
    }

    /** Types that are only there on some way. */
    private void types(List<Statement> statements, String around) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Type type) {
                add(type, around);
            } else if (statement instanceof Statement.Branch branch) {
                types(branch.then(), around);
                types(branch.otherwise(), around);
            }
        }
    }

    private void add(Statement.Type type, String around) {
        String path = around.isEmpty() ? names.own(type.name()) : around + "." + type.name();
        names.add(type.name(), path);
        TypeOf known = types.computeIfAbsent(
                path,
                _ -> new TypeOf(
                        path,
                        type.supertypes().stream().map(names::path).toList(),
                        new ArrayList<>(),
                        new HashSet<>(),
                        new LinkedHashMap<>()));
        for (Statement member : members(type.members())) {
            switch (member) {
                case Statement.Function function ->
                    known.functions()
                            .computeIfAbsent(function.name(), _ -> new ArrayList<>(1))
                            .add(function);
                case Statement.Type inner -> add(inner, path);
                case Statement.Import imported -> names.add(imported);
                case Statement.Assignment assignment -> {
                    known.fields().add(member);
                    if (assignment.target() instanceof Expression.Name(String name, int _, int _)) {
                        known.declared().add(name);
                    }
                }
                case Statement.Branch _,
                        Statement.Evaluation _,
                        Statement.Loop _,
                        Statement.Return _,
                        Statement.Throw _ -> known.fields().add(member);
            }
        }
    }

    /** What runs when the text is loaded. */
    List<Statement> outermost() {
        return outermost;
    }

    /** The functions that are of no type. */
    Map<String, List<Statement.Function>> functions() {
        return functions;
    }

    /** The types in the order of the text. */
    Iterable<TypeOf> types() {
        return types.values();
    }

    @Nullable
    TypeOf type(String path) {
        return types.get(path);
    }

    /** A function of a type, and the type that it stands in. */
    record Found(TypeOf owner, Statement.Function function) {
        /** Whether it is of no object. */
        boolean isStatic() {
            return function.modifiers().contains("static")
                    || function.modifiers().contains("@staticmethod");
        }

        /** Whether it is of the type itself, which is its first parameter. */
        boolean isOfType() {
            return function.modifiers().contains("@classmethod");
        }
    }

    /** The function that fits a call best, of a type or of what it inherits from, as far as the text has that. */
    @Nullable
    Found find(String path, String name, int arguments) {
        TypeOf type = types.get(path);
        for (int i = 0; type != null && i < MOST_SUPERTYPES; i++) {
            Statement.Function function = fitting(type.functions(name), arguments);
            if (function != null) {
                return new Found(type, function);
            }
            type = type.supertypes().isEmpty()
                    ? null
                    : types.get(type.supertypes().getFirst());
        }
        return null;
    }

    /** Whether a type of the text, or what it inherits from there, declares a field. */
    boolean declares(String path, String field) {
        TypeOf type = types.get(path);
        for (int i = 0; type != null && i < MOST_SUPERTYPES; i++) {
            if (type.declares(field)) {
                return true;
            }
            type = type.supertypes().isEmpty()
                    ? null
                    : types.get(type.supertypes().getFirst());
        }
        return false;
    }

    /** The one that fits a call best: of as many parameters, else the first. */
    static Statement.@Nullable Function fitting(List<Statement.Function> functions, int arguments) {
        for (Statement.Function function : functions) {
            if (function.parameters().size() == arguments) {
                return function;
            }
        }
        return functions.isEmpty() ? null : functions.getFirst();
    }
}
