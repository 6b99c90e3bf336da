package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** How commands of a shell went, and what its tests ask. */
final class ShellTestParser {
    private final ShellText text;
    private final ShellWordParser words;

    ShellTestParser(ShellText text, ShellWordParser words) {
        this.text = text;
        this.words = words;
    }

    /** Takes what decides away from statements: how the last of them went. */
    Expression condition(List<Statement> statements) {
        if (!statements.isEmpty() && statements.getLast() instanceof Statement.Evaluation last) {
            statements.removeLast();
            return truth(last.expression());
        }
        return new Expression.Other(List.of(), text.at, text.at);
    }

    /** How a command went: of a test what it asks, of another one it is not known. */
    Expression truth(Expression command) {
        if (!(command instanceof Expression.Call call)
                || !(call.callee() instanceof Expression.Name(String name, int _, int _))) {
            boolean isTold = command instanceof Expression.Operation;
            return isTold
                    ? command
                    : new Expression.Operation("status", List.of(command), command.start(), command.end());
        }
        List<Expression> asked = new ArrayList<>(
                call.arguments().stream().map(Expression.Argument::value).toList());
        boolean isTest = name.equals("test") || name.equals("[");
        if (isTest) {
            if (!asked.isEmpty() && isSign(asked.getLast(), "]")) {
                asked.removeLast();
            }
            return test(asked, call.start(), call.end());
        }
        return switch (text.profile.word(name)) {
            case TRUE -> new Expression.Constant(Expression.Constant.Of.TRUE, call.start(), call.end());
            case FALSE -> new Expression.Constant(Expression.Constant.Of.FALSE, call.start(), call.end());
            default -> new Expression.Operation("status", List.of(command), call.start(), call.end());
        };
    }

    private static boolean isSign(Expression word, String sign) {
        return word instanceof Expression.Text text && text.value().equals(sign);
    }

    /** {@code [[ ... ]]}. */
    Expression doubleBrackets() {
        int start = text.at;
        text.at += 2;
        List<Expression> asked = new ArrayList<>();
        while (!text.isAtEnd()) {
            text.lines();
            if (text.isAtEnd() || text.accept("]]")) {
                break;
            }
            int before = text.at;
            Expression word = words.word();
            if (text.at == before) {
                text.at++;
                word = new Expression.Text(text.names.of(before, Math.min(text.end, text.at)), false, before, text.at);
            }
            asked.add(word);
        }
        return test(asked, start, text.at);
    }

    /** What a test asks: whether two words are the same, whether one is empty; of others it is not known. */
    private static Expression test(List<Expression> asked, int start, int end) {
        if (asked.size() == 4 && isSign(asked.getFirst(), "!")) {
            return new Expression.Operation("!", List.of(test(asked.subList(1, 4), start, end)), start, end);
        }
        if (asked.size() == 3 && asked.get(1) instanceof Expression.Text(String sign, boolean _, int _, int _)) {
            String operator = switch (sign) {
                case "=", "==", "-eq" -> "==";
                case "!=", "-ne" -> "!=";
                default -> "";
            };
            boolean hasGlob =
                    asked.get(2) instanceof Expression.Text it && it.value().indexOf('*') >= 0;
            if (!operator.isEmpty() && !hasGlob) {
                return new Expression.Operation(operator, List.of(asked.get(0), asked.get(2)), start, end);
            }
        }
        if (asked.size() == 2 && (isSign(asked.getFirst(), "-z") || isSign(asked.getFirst(), "-n"))) {
            Expression empty = new Expression.Text("", false, end, end);
            String operator = isSign(asked.getFirst(), "-z") ? "==" : "!=";
            return new Expression.Operation(operator, List.of(asked.get(1), empty), start, end);
        }
        return new Expression.Operation(
                "test", asked.isEmpty() ? List.of(new Expression.Other(List.of(), end, end)) : asked, start, end);
    }
}
