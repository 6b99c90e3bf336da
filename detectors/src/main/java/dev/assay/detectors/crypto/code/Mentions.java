package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that a program has anywhere but in comments and in texts that stand for themselves, such as its documentation: of
 * variables, members, functions, types, arguments and imports, and constant texts that are one or a way of several. Belongs to one
 * thread and one text.
 */
final class Mentions {
    private static final int MOST_CHARACTERS = 128;

    private final Set<String> names = new HashSet<>();
    private final Set<String> modules = new HashSet<>();
    private final Set<String> members = new HashSet<>(); // that are set
    private final Set<String> variables = new HashSet<>();
    private final Set<String> wholeModules = new HashSet<>();
    private final Map<String, Integer> functions = new HashMap<>();
    private boolean isLastText;

    Mentions(List<Statement> statements) {
        new Walk(this::statement, this::expression).over(statements);
        for (String variable : variables) {
            if (!wholeModules.contains(variable)) { // what of it is meant stands behind it
                names.add(variable);
            }
        }
    }

    /** Each name. */
    Set<String> names() {
        return names;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Whether a member of this name is set. */
    boolean isSet(String name) {
        return members.contains(name);
    }

    /** Whether something of a module may be meant, by the first part of its name. */
    boolean hasModule(String first) {
        return modules.contains(first);
    }

    /** Whether a function is given anything but a constant as the name of something, or may be. */
    boolean isGivenNames(String function) {
        return functions.getOrDefault(function, 0) > 0;
    }

    private void statement(Statement statement) {
        isLastText = false;
        switch (statement) {
            case Statement.Import imported -> {
                modules.add(first(imported.module()));
                inner(imported.module());
                if (imported.member() == null) {
                    wholeModules.add(imported.local());
                } else {
                    names.add(imported.member());
                    functions.merge(imported.member(), 1, Integer::sum);
                    names.add(imported.local());
                }
            }
            case Statement.Assignment assignment -> {
                words(assignment.type());
                set(assignment.target());
            }
            case Statement.Function function -> {
                names.add(function.name());
                parameters(function.parameters());
            }
            case Statement.Type type -> {
                names.add(type.name());
                type.supertypes().forEach(this::words);
            }
            case Statement.Evaluation evaluation -> isLastText = evaluation.expression() instanceof Expression.Text;
            case Statement.Always _, Statement.Branch _, Statement.Loop _, Statement.Return _, Statement.Throw _ -> {}
        }
    }

    /** What gets a value: a variable, whatever else has its name, and members. */
    private void set(Expression target) {
        if (target instanceof Expression.Name(String name, int _, int _)) {
            names.add(name);
        }
        new Walk(_ -> {}, this::member).over(target);
    }

    private void member(Expression expression) {
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> names.add(name);
            case Expression.Member(Expression _, String name, int _, int _) -> members.add(name);
            default -> {}
        }
    }

    private void parameters(List<Statement.Parameter> parameters) {
        for (Statement.Parameter parameter : parameters) {
            names.add(parameter.name());
            words(parameter.type());
            if (parameter.value() != null) {
                new Walk(this::statement, this::expression).over(parameter.value());
            }
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> {
                variables.add(name);
                functions.merge(name, 1, Integer::sum);
            }
            case Expression.Member(Expression _, String name, int _, int _) -> {
                names.add(name);
                functions.merge(name, 1, Integer::sum);
            }
            case Expression.Text(String text, boolean _, int _, int _) -> text(text);
            case Expression.Call call -> {
                call.arguments().forEach(argument -> {
                    if (argument.name() != null) {
                        names.add(argument.name());
                    }
                });
                if (call.callee() instanceof Expression.Name(String name, int _, int _)
                        && call.arguments().size() > 1
                        && call.arguments().get(1).value() instanceof Expression.Text) {
                    functions.merge(name, -1, Integer::sum);
                }
            }
            case Expression.Lambda lambda -> parameters(lambda.parameters());
            case Expression.Sequence sequence -> words(sequence.type());
            case Expression.Mapping mapping -> words(mapping.type());
            case Expression.Operation operation -> {
                if (operation.operator().length() > 2) {
                    words(operation.operator()); // a cast
                }
                if (operation.operator().endsWith("=") && !operation.operands().isEmpty()) {
                    set(operation.operands().getFirst());
                }
            }
            case Expression.Constant _, Expression.Index _, Expression.Numeral _, Expression.Other _ -> {}
        }
    }

    /** A function may be told a name, or the way to a module. */
    private void text(String text) {
        if (isLastText) {
            isLastText = false;
            return;
        }
        if (text.length() <= MOST_CHARACTERS) {
            names.add(text); // a key may be any text
            if (isWay(text)) {
                modules.add(first(text));
                way(text);
            } else if (text.indexOf(' ') < 0) { // something may be put in
                modules.add(first(text));
                words(text);
            }
        }
    }

    private static boolean isWay(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '-' && c != ' ') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String first(String way) {
        int dot = way.indexOf('.');
        return dot < 0 ? way : way.substring(0, dot);
    }

    private void way(String way) {
        names.add(way);
        names.add(first(way));
        inner(way);
    }

    /** What stands behind its first part. */
    private void inner(String way) {
        for (int dot = way.indexOf('.'); dot >= 0; ) {
            int next = way.indexOf('.', dot + 1);
            names.add(way.substring(dot + 1, next < 0 ? way.length() : next));
            dot = next;
        }
    }

    /** The names in a type as it is written. */
    private void words(String type) {
        int from = 0;
        for (int i = 0; i <= type.length(); i++) {
            if (i == type.length() || !Character.isJavaIdentifierPart(type.charAt(i))) {
                if (i > from) {
                    names.add(type.substring(from, i));
                }
                from = i + 1;
            }
        }
    }
}
