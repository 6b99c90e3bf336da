package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
     * @param types the names that stand for types in it, in their places
     * @param fields what its fields are set to before any constructor runs, and the blocks that do so
     * @param declared the names of its fields
     */
    record TypeOf(
            String path,
            List<String> types,
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

    /** What a class of Python inherits that inherits nothing. */
    static final List<String> ROOTS = List.of("object");

    /** In front of the place where an object is made, as the name of its type. */
    private static final String MADE = "made@";

    private final Names names;
    private final List<Statement> outermost = new ArrayList<>();
    private final List<Statement.Import> imports = new ArrayList<>();
    private final Map<String, List<Statement.Function>> functions = new LinkedHashMap<>();
    private final Map<String, TypeOf> types = new LinkedHashMap<>();
    private final Map<String, List<TypeOf>> lines = new HashMap<>(); // of types that were asked for
    private final Map<String, Set<String>> below = new HashMap<>(); // functions of what inherits from a type
    private final Map<String, List<TypeOf>> kinds = new HashMap<>(); // what inherits from a type
    private final IdentityHashMap<Statement.Type, String> paths = new IdentityHashMap<>();
    private final IdentityHashMap<Expression.Call, TypeOf> madeOf = new IdentityHashMap<>();
    private final IdentityHashMap<Expression.Lambda, Statement.Function> methods;
    private final Counted counted = new Counted();

    Program(Source source, Names names) {
        this.names = names;
        for (Statement statement : source.statements()) {
            add(statement, "");
        }
        Prototypes prototypes = new Prototypes();
        Deque<Statement.Type> around = new ArrayDeque<>();
        List<Expression.Call> made = new ArrayList<>();
        IdentityHashMap<Expression.Call, String> places = new IdentityHashMap<>();
        new Walk(
                        statement -> {
                            prototypes.see(statement);
                            counted.see(statement);
                            if (statement instanceof Statement.Type type) {
                                if (!paths.containsKey(type)) {
                                    add(type, "");
                                }
                                leave(around, type.start());
                                around.push(type);
                            }
                        },
                        expression -> {
                            counted.see(expression);
                            if (expression instanceof Expression.Call call && hasMembers(call)) {
                                leave(around, call.start());
                                made.add(call);
                                places.put(call, around.isEmpty() ? "" : path(around.element()));
                            }
                        })
                .over(source.statements());
        made.forEach(call -> addMade(call, places.getOrDefault(call, "")));
        prototypes.types().forEach(type -> add(type, ""));
        methods = prototypes.methods();
        for (TypeOf type : types.values()) {
            List<TypeOf> line = line(type.path());
            for (TypeOf above : line.subList(Math.min(1, line.size()), line.size())) {
                below.computeIfAbsent(above.path(), _ -> new HashSet<>())
                        .addAll(type.functions().keySet());
                kinds.computeIfAbsent(above.path(), _ -> new ArrayList<>(1)).add(type);
            }
        }
    }

    /** Types in which a place does not stand. */
    private static void leave(Deque<Statement.Type> around, int place) {
        while (!around.isEmpty() && around.element().end() <= place) {
            around.pop();
        }
    }

    /** Whether an object is made that has functions or constants of its own. */
    private static boolean hasMembers(Expression.Call call) {
        return call.creates()
                && call.body().stream()
                        .anyMatch(member -> member instanceof Statement.Function
                                || member instanceof Statement.Assignment field && field.constant());
    }

    /** A type without a name, of an object that is made of another one with functions of its own: it inherits from that. */
    private void addMade(Expression.Call call, String around) {
        if (call.callee() instanceof Expression.Name(String name, int _, int _)
                && types.containsKey(names.path(bare(name)))) {
            String own = (around.isEmpty() ? "" : around + ".") + MADE + call.start();
            List<String> above = List.of(names.path(bare(name)));
            TypeOf type = new TypeOf(
                    own,
                    new ArrayList<>(),
                    new ArrayList<>(above),
                    new ArrayList<>(),
                    new HashSet<>(),
                    new LinkedHashMap<>());
            types.put(own, type);
            call.body().forEach(member -> addMember(type, member));
            madeOf.put(call, type);
        }
    }

    /** The type of an object that is made with functions of its own; null for any other. */
    @Nullable
    TypeOf made(Expression.Call call) {
        return madeOf.get(call);
    }

    private void add(Statement statement, String around) {
        switch (statement) {
            case Statement.Import imported -> take(imported);
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
            case Statement.Always always -> {
                outermost.add(always);
                types(always.body(), around);
            }
            case Statement.Assignment assignment -> {
                Statement.Type tuple = NamedTuples.type(assignment);
                if (tuple == null) {
                    outermost.add(assignment);
                } else {
                    add(tuple, around);
                }
            }
            case Statement.Evaluation _, Statement.Loop _, Statement.Return _, Statement.Throw _ ->
                outermost.add(statement);
        }
    }

    private void take(Statement.Import imported) {
        names.add(imported);
        imports.add(imported);
    }

    /** Types that are only there on some way. */
    private void types(List<Statement> statements, String around) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Type type) {
                add(type, around);
            } else if (statement instanceof Statement.Branch branch) {
                types(branch.then(), around);
                types(branch.otherwise(), around);
            } else if (statement instanceof Statement.Always always) {
                types(always.body(), around);
            }
        }
    }

    private void add(Statement.Type type, String around) {
        String name = type.name().isEmpty() ? "type@" + type.start() : type.name();
        boolean isPartOfOuter = type.name().isEmpty() && !around.isEmpty();
        String own = around.isEmpty() ? names.own(name) : around + "." + name;
        String path = isPartOfOuter ? around : addsToLibrary(type, around) ? names.path(name) : own;
        if (!isPartOfOuter) {
            names.add(name, path);
        }
        paths.put(type, path);
        TypeOf known = types.computeIfAbsent(
                path,
                _ -> new TypeOf(
                        path,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new HashSet<>(),
                        new LinkedHashMap<>()));
        if (known.types().isEmpty()) {
            known.types().addAll(type.types());
        }
        for (String supertype : type.supertypes()) { // what is added to a type later may add to these
            String above = names.path(bare(supertype));
            if (!known.supertypes().contains(above)) {
                known.supertypes().add(above);
            }
        }
        type.members().forEach(member -> addMember(known, member));
    }

    private void addMember(TypeOf type, Statement member) {
        switch (member) {
            case Statement.Function function ->
                type.functions()
                        .computeIfAbsent(function.name(), _ -> new ArrayList<>(1))
                        .add(function);
            case Statement.Type inner -> add(inner, type.path());
            case Statement.Import imported -> take(imported);
            case Statement.Assignment assignment -> {
                Statement.Type tuple = NamedTuples.type(assignment);
                if (tuple != null) {
                    add(tuple, type.path());
                    return;
                }
                type.fields().add(member);
                if (!assignment.operator().equals(Statement.INITIAL)
                        && assignment.target() instanceof Expression.Name(String field, int _, int _)) {
                    type.declared().add(field);
                }
            }
            case Statement.Always _,
                    Statement.Branch _,
                    Statement.Evaluation _,
                    Statement.Loop _,
                    Statement.Return _,
                    Statement.Throw _ -> type.fields().add(member);
        }
    }

    /** Whether it only adds functions to a type of a library, as Swift's extensions do. */
    private boolean addsToLibrary(Statement.Type type, String around) {
        return around.isEmpty() && !type.name().isEmpty() && names.isOfLibrary(type.name());
    }

    /** The full name of a type of the text. */
    String path(Statement.Type type) {
        return paths.getOrDefault(type, "");
    }

    /** The method of a type that a function without a name is; null if it is none. */
    Statement.@Nullable Function method(Expression.Lambda lambda) {
        return methods.get(lambda);
    }

    /** What runs when the text is loaded. */
    List<Statement> outermost() {
        return outermost;
    }

    /** What it takes from other modules, but for what it does in a branch or a function. */
    List<Statement.Import> imports() {
        return imports;
    }

    /** The names of variables and members that something is added to. */
    Set<String> counted() {
        return counted.names();
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
        for (TypeOf type : line(path)) {
            Statement.Function function = fitting(type.functions(name), arguments);
            if (function != null) {
                return new Found(type, function);
            }
        }
        return null;
    }

    /** The types that inherit from one, and from which none does. */
    List<TypeOf> kinds(TypeOf type) {
        return kinds.getOrDefault(type.path(), List.of()).stream()
                .filter(kind -> !kinds.containsKey(kind.path()))
                .toList();
    }

    /** Whether types of the text inherit from one. */
    boolean isInherited(TypeOf type) {
        return kinds.containsKey(type.path());
    }

    /** A type and what it inherits from, the nearest first, as far as the text has them. */
    List<TypeOf> line(String path) {
        List<TypeOf> line = lines.get(path);
        if (line == null) {
            line = lineOf(path);
            lines.put(path, line);
        }
        return line;
    }

    private List<TypeOf> lineOf(String path) {
        TypeOf first = types.get(path);
        if (first == null || first.supertypes().isEmpty()) {
            return first == null ? List.of() : List.of(first);
        }
        List<TypeOf> line = new ArrayList<>(List.of(first));
        Set<String> paths = new HashSet<>(Set.of(path));
        for (int i = 0; i < line.size(); i++) {
            for (String supertype : line.get(i).supertypes()) {
                TypeOf above = line.size() < MOST_SUPERTYPES ? types.get(supertype) : null;
                if (above != null && paths.add(supertype)) {
                    line.add(above);
                }
            }
        }
        return line;
    }

    /** Whether a type of the text is another one, or inherits from it. */
    boolean is(String path, String above) {
        return path.equals(above)
                || line(path).stream()
                        .anyMatch(type ->
                                type.path().equals(above) || type.supertypes().contains(above));
    }

    /** The field that a type is given in this place where it is made of its fields; null for none. */
    @Nullable
    String fieldAt(String path, int position) {
        TypeOf type = types.get(path);
        int at = 0;
        for (Statement field : type == null ? List.<Statement>of() : fields(type)) {
            if (field instanceof Statement.Assignment assignment
                    && !assignment.operator().equals(Statement.INITIAL)
                    && assignment.target() instanceof Expression.Name(String name, int _, int _)
                    && at++ == position) {
                return name;
            }
        }
        return null;
    }

    /** Whether a type is of the text and inherits nothing from elsewhere: what it calls its properties is its own affair. */
    boolean isWhollyOwn(String path) {
        TypeOf type = types.get(path);
        for (int i = 0; type != null && i < MOST_SUPERTYPES; i++) {
            if (type.supertypes().isEmpty() || type.supertypes().equals(ROOTS)) {
                return true;
            }
            type = type.supertypes().size() == 1 ? types.get(type.supertypes().getFirst()) : null;
        }
        return false;
    }

    /** The type of the text that another one inherits from first; null if that is none of the text. */
    @Nullable
    TypeOf above(TypeOf type) {
        TypeOf above =
                type.supertypes().isEmpty() ? null : types.get(type.supertypes().getFirst());
        return above == null || above.path().equals(type.path()) ? null : above;
    }

    /** Whether a field stands behind its type's name, as those of records do: whoever makes an object may give it. */
    static boolean isPart(Statement field) {
        return field instanceof Statement.Assignment assignment
                && assignment.value() != null
                && assignment.constant()
                && assignment.target().start() == assignment.target().end();
    }

    /** The functions that types have which inherit from one of the text, and that it does not have itself. */
    Set<String> leftOpen(TypeOf type) {
        Set<String> left = new HashSet<>(below.getOrDefault(type.path(), Set.of()));
        if (!left.isEmpty()) {
            line(type.path()).forEach(has -> left.removeAll(has.functions().keySet()));
        }
        return left;
    }

    /** What a type sets its fields to, and before that, what those do that it inherits from. */
    List<Statement> fields(TypeOf type) {
        List<Statement> fields = new ArrayList<>(type.fields());
        TypeOf at = type;
        TypeOf above = above(type);
        for (int i = 0; above != null && !makes(at, above) && i < MOST_SUPERTYPES; i++) {
            fields.addAll(0, above.fields());
            at = above;
            above = above(above);
        }
        return fields;
    }

    /** Whether a type says what the part is made of that it inherits. */
    private boolean makes(TypeOf type, TypeOf above) {
        return type.fields().stream()
                .anyMatch(field -> field instanceof Statement.Assignment assignment
                        && assignment.operator().equals(Statement.INITIAL)
                        && assignment.target() instanceof Expression.Name(String name, int _, int _)
                        && names.path(bare(name)).equals(above.path()));
    }

    /** A type's name without what it is made with. */
    static String bare(String type) {
        int arguments = type.indexOf('<');
        int bracket = type.indexOf('[');
        int end = arguments < 0 || bracket >= 0 && bracket < arguments ? bracket : arguments;
        return end > 0 ? type.substring(0, end).strip() : type;
    }

    /** The type that a field is declared with, as it is written; null for what is no field of this type. */
    @Nullable
    String typeOf(TypeOf type, String field) {
        for (Statement member : type.fields()) {
            if (member instanceof Statement.Assignment assignment
                    && !assignment.operator().equals(Statement.INITIAL)
                    && assignment.target() instanceof Expression.Name(String name, int _, int _)
                    && name.equals(field)) {
                return assignment.type();
            }
        }
        return null;
    }

    /** Whether a type of the text, or what it inherits from there, declares a field. */
    boolean declares(String path, String field) {
        for (TypeOf type : line(path)) {
            if (type.declares(field)) {
                return true;
            }
        }
        return false;
    }

    /** The type of the text that alone declares a field of this name; null if none does, or several. */
    @Nullable
    TypeOf onlyWith(String field) {
        TypeOf only = null;
        for (TypeOf type : types.values()) {
            if (type.declares(field)) {
                if (only != null) {
                    return null;
                }
                only = type;
            }
        }
        return only;
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
