package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is put together with a password to be digested is written in the program: {@code sha1('shop' . $password)},
 * {@code SALT + pw}. Belongs to one text.
 */
final class FixedSalts {
    private static final Set<String> JOINING = Set.of("+", ".");

    /** What is shorter only parts one thing from another. */
    private static final int LEAST_CHARACTERS = 3;

    private static final int MOST_DEEP = 8;

    private final Predicate<String> isPassword;
    private final Predicate<String> isShape;
    private final Map<String, Expression.@Nullable Text> texts =
            new HashMap<>(); // null for a name that has several values

    FixedSalts(Predicate<String> isPassword, Predicate<String> isShape) {
        this.isPassword = isPassword;
        this.isShape = isShape;
    }

    /** Notes what a name is set to. */
    void look(Statement.Assignment assignment) {
        String name = DigestedPasswords.name(assignment.target());
        if (!name.isEmpty() && assignment.value() != null) {
            boolean isFirst = !texts.containsKey(name);
            texts.put(name, isFirst && assignment.value() instanceof Expression.Text text ? text : null);
        }
    }

    /** Notes what a name gets from outside. */
    void look(Statement.Function function) {
        function.parameters().forEach(parameter -> texts.put(parameter.name(), null));
    }

    /** Whether an expression is a password with nothing beside it but texts; once all of the program was looked at. */
    boolean isIn(Expression expression) {
        List<Expression> parts = new ArrayList<>(2);
        split(expression, parts, 0);
        int characters = 0;
        boolean hasPassword = false;
        for (Expression part : parts) {
            if (isPassword.test(DigestedPasswords.name(part))) {
                hasPassword = true;
                continue;
            }
            Expression.Text text =
                    part instanceof Expression.Text written ? written : texts.get(DigestedPasswords.name(part));
            if (text == null || isScheme(text.value())) {
                return false;
            }
            characters += (int)
                    text.value().chars().filter(Character::isLetterOrDigit).count();
        }
        return hasPassword && characters >= LEAST_CHARACTERS;
    }

    /** {@code {SSHA}}, {@code $1$}: says how what follows was made. */
    private static boolean isScheme(String text) {
        return text.startsWith("{") || text.startsWith("$");
    }

    /** The parts of what is put together, without what only gives them another shape. */
    private void split(Expression expression, List<Expression> into, int depth) {
        if (depth > MOST_DEEP) {
            into.add(expression);
            return;
        }
        switch (expression) {
            case Expression.Operation operation
            when JOINING.contains(operation.operator()) || operation.operator().startsWith("cast") ->
                operation.operands().forEach(operand -> split(operand, into, depth + 1));
            case Expression.Call call
            when isShape.test(DigestedPasswords.name(call.callee()))
                    && call.arguments().size() == 1 ->
                split(call.arguments().getFirst().value(), into, depth + 1);
            case Expression.Call call
            when call.callee() instanceof Expression.Member member
                    && call.arguments().stream().allMatch(argument -> argument.value() instanceof Expression.Text) ->
                split(member.of(), into, depth + 1); // of a text: encode("utf-8")
            default -> into.add(expression);
        }
    }
}
