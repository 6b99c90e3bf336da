package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a program has a digest made of a password, by what that is called: {@code md5($pw)}, {@code digest.update(password.getBytes())}.
 * Immutable; made in time linear in the text.
 */
final class DigestedPasswords {
    /** In {@code names-around.tsv}, what a word says of a name that ends with it. */
    static final String PASSWORD = "password";

    /** The same of what is digested beside one. */
    private static final String SALT = "salt";

    /** Both: they say what is digested. */
    static final Set<String> WORDS = Set.of(PASSWORD, SALT);

    /** Functions that only give the same text in another shape. */
    private static final Set<String> SHAPES = Set.of(
            "String", "GetBytes", "getBytes", "from", "bytes", "bytearray", "str", "string", "byte", "Data", "Array");

    /** What a text has in it that is the same text. */
    private static final Set<String> VIEWS = Set.of("utf8", "utf16", "bytes", "unicodeScalars");

    /** What a name of a function has that gives a digest more to digest. */
    private static final List<String> ADDING = List.of("pdate", "ransform", "ppend", "nput");

    private static final int MOST_DEEP = 8;

    /** From the first byte to behind the last one. */
    private record Span(int start, int end) {
        boolean holds(int offset) {
            return start <= offset && offset < end;
        }
    }

    private final NamesAround.Words words;
    private final Set<Integer> slow;
    private final List<Span> slowly = new ArrayList<>(0);
    private final Set<Integer> calls = new HashSet<>();
    private final Set<Integer> alone = new HashSet<>(); // of those, where nothing else is digested
    private final Set<Integer> beside =
            new HashSet<>(); // where calls begin, one behind the other, of which one digests something else
    private final Map<String, List<Integer>> more =
            new HashMap<>(); // where something else is given to what is called so
    private final Map<String, List<Span>> contexts = new HashMap<>(); // calls whose first argument is called so
    private final List<Span> made = new ArrayList<>();
    private final List<Span> bare = new ArrayList<>(); // of those, what digests nothing else
    private final FixedSalts fixed = new FixedSalts(this::isPassword, SHAPES::contains);
    private final Map<Integer, List<Expression>> mixed =
            new HashMap<>(); // of calls, passwords with something beside them
    private final List<Span> salted = new ArrayList<>(0); // of what is made, what digests that alone
    private final Map<String, List<Span>> values = new HashMap<>(); // of variables and members
    private final Map<String, List<Integer>> given = new HashMap<>(); // to what is called so
    private final List<Span> functions = new ArrayList<>();

    /** @param slow where functions are called that are made for passwords: what these are given beside may be quick to make */
    DigestedPasswords(List<Statement> statements, NamesAround.Words words, Set<Integer> slow) {
        this.words = words;
        this.slow = slow;
        new Walk(this::look, this::look).over(statements);
        given.forEach((name, places) -> places.forEach(at -> {
            List<Span> makers = new ArrayList<>(valuesOf(values, name, at));
            makers.addAll(valuesOf(contexts, name, at));
            made.addAll(makers);
            if (alone.contains(at)
                    && more.getOrDefault(name, List.of()).stream().noneMatch(other -> isBeside(other, at))) {
                bare.addAll(makers);
            }
            if (isFixed(at) && more.getOrDefault(name, List.of()).stream().noneMatch(other -> isBeside(other, at))) {
                salted.addAll(makers);
            }
        }));
    }

    /** Whether a digest that is made here is of a password. */
    boolean isOfPassword(int offset) {
        return (calls.contains(offset) || made.stream().anyMatch(span -> span.holds(offset)))
                && slowly.stream().noneMatch(span -> span.holds(offset));
    }

    /** Whether a digest of a password that is made here is of nothing else, so that no salt is in it. */
    boolean isAlone(int offset) {
        return !beside.contains(offset)
                && (alone.contains(offset) || bare.stream().anyMatch(span -> span.holds(offset)));
    }

    /** Whether a digest of a password that is made here has a salt that is written in the program. */
    boolean isSaltedAlike(int offset) {
        return !beside.contains(offset) && (isFixed(offset) || salted.stream().anyMatch(span -> span.holds(offset)));
    }

    private boolean isFixed(int call) {
        List<Expression> passwords = mixed.getOrDefault(call, List.of());
        return !passwords.isEmpty() && passwords.stream().allMatch(fixed::isIn);
    }

    private boolean isBeside(int one, int other) {
        Span around = functionAt(one);
        return around == null || around.holds(other);
    }

    /** What a name has at a place: what the function there gives it, or else any other one. */
    private List<Span> valuesOf(Map<String, List<Span>> values, String name, int at) {
        List<Span> all = values.getOrDefault(name, List.of());
        Span around = functionAt(at);
        List<Span> own = around == null
                ? List.of()
                : all.stream().filter(span -> around.holds(span.start())).toList();
        return own.isEmpty() ? all : own;
    }

    private @Nullable Span functionAt(int at) {
        Span innermost = null;
        for (Span function : functions) {
            innermost = function.holds(at) ? function : innermost; // from the outside in
        }
        return innermost;
    }

    private void look(Statement statement) {
        if (statement instanceof Statement.Function function) {
            functions.add(new Span(function.start(), function.end()));
            fixed.look(function);
        } else if (statement instanceof Statement.Assignment assignment && assignment.value() != null) {
            fixed.look(assignment);
            String name = name(assignment.target());
            if (!name.isEmpty()) {
                Expression value = assignment.value();
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new Span(value.start(), value.end()));
            }
        }
    }

    private void look(Expression expression) {
        if (expression instanceof Expression.Call outer && slow.contains(outer.start())) {
            slowly.add(new Span(outer.start(), outer.end()));
        }
        if (!(expression instanceof Expression.Call call) || call.arguments().isEmpty()) {
            return;
        }
        boolean isMethod = call.callee() instanceof Expression.Member;
        String first = context(call.arguments().getFirst().value());
        String of = call.callee() instanceof Expression.Member member ? name(member.of()) : first;
        if (!isMethod && !first.isEmpty()) {
            contexts.computeIfAbsent(first, _ -> new ArrayList<>(1)).add(new Span(call.start(), call.end()));
        }
        if (call.arguments().stream().anyMatch(argument -> isPassword(argument.value(), 0))) {
            calls.add(call.start());
            if (call.arguments().stream().noneMatch(argument -> isMixed(argument.value(), 0))) {
                alone.add(call.start());
            } else {
                List<Expression> passwords = call.arguments().stream()
                        .map(Expression.Argument::value)
                        .filter(argument -> isPassword(argument, 0))
                        .toList();
                mixed.put(call.start(), passwords);
            }
            if (!of.isEmpty()) {
                given.computeIfAbsent(of, _ -> new ArrayList<>(1)).add(call.start());
            }
        } else if (ADDING.stream().anyMatch(name(call.callee())::contains)) {
            beside.add(call.start());
            if (!of.isEmpty()) {
                more.computeIfAbsent(of, _ -> new ArrayList<>(1)).add(call.start());
            }
        } else if (call.arguments().stream().anyMatch(argument -> isMixed(argument.value(), 0))) {
            beside.add(call.start());
        }
    }

    /** What a function of C works on: {@code &context}, {@code context}. */
    private static String context(Expression first) {
        return first instanceof Expression.Operation(String operator, List<Expression> operands, int _, int _)
                        && operator.equals("&")
                        && operands.size() == 1
                ? name(operands.getFirst())
                : name(first);
    }

    /** Whether something may stand beside a password: what is put together, or called after a salt. */
    private boolean isMixed(Expression expression, int depth) {
        if (depth > MOST_DEEP) {
            return true;
        }
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> words.last(name).equals(SALT);
            case Expression.Member(Expression of, String name, int _, int _) ->
                words.last(name).equals(SALT) || isMixed(of, depth + 1);
            case Expression.Operation operation ->
                operation.operands().size() > 1 && !operation.operator().startsWith("cast")
                        || operation.operands().stream().anyMatch(operand -> isMixed(operand, depth + 1));
            case Expression.Call call ->
                call.arguments().stream().anyMatch(argument -> isMixed(argument.value(), depth + 1))
                        || isMixed(call.callee(), depth + 1);
            case Expression.Numeral _, Expression.Text _, Expression.Constant _ -> false;
            case Expression.Index _,
                    Expression.Lambda _,
                    Expression.Mapping _,
                    Expression.Other _,
                    Expression.Sequence _ -> true;
        };
    }

    /** Whether it is a password, by its name, or that in another shape or with something beside it. */
    private boolean isPassword(Expression expression, int depth) {
        if (depth > MOST_DEEP) {
            return false;
        }
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> isPassword(name);
            case Expression.Member(Expression of, String name, int _, int _) ->
                isPassword(name) || VIEWS.contains(name) && isPassword(of, depth + 1);
            case Expression.Operation operation ->
                operation.operands().stream().anyMatch(operand -> isPassword(operand, depth + 1));
            case Expression.Call call ->
                SHAPES.contains(name(call.callee()))
                                && call.arguments().stream()
                                        .anyMatch(argument -> isPassword(argument.value(), depth + 1))
                        || call.callee() instanceof Expression.Member member && isPassword(member.of(), depth + 1);
            default -> false;
        };
    }

    private boolean isPassword(String name) {
        return words.last(name).equals(PASSWORD);
    }

    /** What is said last of a name or a member; empty for anything else. */
    static String name(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            default -> "";
        };
    }
}
