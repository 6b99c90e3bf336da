package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Functions of a program that a library functions, where what they do matters: one that is to check a certificate and checks none.
 * Belongs to one thread and one text.
 */
final class Overrides {
    private final ApiTable table;
    private final Uses uses;
    private final Functions functions;

    Overrides(ApiTable table, Uses uses, Functions functions) {
        this.table = table;
        this.uses = uses;
        this.functions = functions;
    }

    /** Looks at the functions of a type, by all that it inherits from. */
    void look(List<String> supertypes, List<Statement.Function> functions, Frame frame) {
        for (String supertype : supertypes) {
            if (table.overrides(supertype).isEmpty()) {
                continue;
            }
            for (Statement.Function function : functions) {
                String callee = supertype + "." + function.name();
                for (ApiRow row : table.of(ApiTable.OVERRIDE + callee)) {
                    Value.Callable callable = Closures.of(function, null);
                    if (does(row.when(), callable, frame)) {
                        note(row, callee, function.start());
                    }
                }
            }
        }
    }

    /** Looks at a lambda that stands for an object of a type with one function. */
    void look(String type, Value value, int offsetBytes, Frame frame) {
        for (String callee : table.overrides(type)) {
            for (ApiRow row : table.of(ApiTable.OVERRIDE + callee)) {
                for (Value one : Value.each(value)) {
                    if (one instanceof Value.Callable callable && does(row.when(), callable, frame)) {
                        note(row, callee, offsetBytes);
                    }
                }
            }
        }
    }

    private void note(ApiRow row, String callee, int offsetBytes) {
        Use use = uses.at(row, callee, offsetBytes);
        row.parameters().forEach((name, selector) -> use.add(name, selector.argument()));
    }

    private boolean does(String what, Value.Callable function, Frame frame) {
        return switch (what) {
            case "true" -> !fails(function) && alwaysHolds(gives(function, frame));
            case "zero" -> !fails(function) && gives(function, frame).equals(Value.of(0));
            case "nothing" -> !fails(function) && gives(function, frame).equals(new Value.Known(Value.Nothing.NOTHING));
            case "silent" -> !fails(function) && !passesOn(function);
            default -> throw new IllegalArgumentException(what + " is nothing that a function does");
        };
    }

    private Value gives(Value.Callable function, Frame frame) {
        return functions.runFromOutside(function, "", new Frame(frame.state().copy(), frame.self(), frame.depth()));
    }

    private static boolean alwaysHolds(Value value) {
        return Value.each(value).stream()
                .allMatch(one -> one instanceof Value.Known(Object constant)
                        && Operators.truth(constant).orElse(false));
    }

    private static boolean fails(Value.Callable function) {
        boolean[] throwsAny = {false};
        new Walk(statement -> throwsAny[0] |= statement instanceof Statement.Throw, _ -> {}).over(function.body());
        return throwsAny[0];
    }

    /** Whether it functions something with what it is given, which may check it. */
    private static boolean passesOn(Value.Callable function) {
        Set<String> given = new HashSet<>();
        function.parameters().forEach(parameter -> given.add(parameter.name()));
        boolean[] passes = {false};
        Walk names = new Walk(
                _ -> {},
                expression -> passes[0] |=
                        expression instanceof Expression.Name(String name, int _, int _) && given.contains(name));
        new Walk(_ -> {}, expression -> {
                    if (expression instanceof Expression.Call) {
                        names.over(expression);
                    }
                })
                .over(function.body());
        return passes[0];
    }
}
