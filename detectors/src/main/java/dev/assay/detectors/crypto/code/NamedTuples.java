package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of Python and Ruby that a call makes of the names of their fields: {@code P = namedtuple("P", "a b")}. Stateless. */
final class NamedTuples {
    private static final Set<String> MAKERS = Set.of("namedtuple", "NamedTuple", "make_dataclass");

    private static final int MOST_FIELDS = 64;

    private NamedTuples() {}

    /** The type that an assignment makes; null if it makes none. */
    static Statement.@Nullable Type type(Statement.Assignment assignment) {
        if (!(assignment.target() instanceof Expression.Name(String name, int _, int _)
                && assignment.value() instanceof Expression.Call call)) {
            return null;
        }
        boolean isOfRuby = isOfRuby(call);
        if (!isOfRuby
                && !(MAKERS.contains(last(call.callee())) && call.arguments().size() >= 2)) {
            return null;
        }
        List<Statement> fields = new ArrayList<>();
        for (String field :
                isOfRuby ? symbols(call) : fields(call.arguments().get(1).value())) {
            Expression.Name target = new Expression.Name(field, call.start(), call.start());
            fields.add(new Statement.Assignment(target, "=", null, "", false, call.start(), call.start()));
        }
        if (isOfRuby && !fields.isEmpty()) {
            fields.addAll(block(call));
        }
        return fields.isEmpty() || fields.size() > MOST_FIELDS
                ? null
                : new Statement.Type(name, List.of(), fields, assignment.start(), assignment.end());
    }

    /** {@code Struct.new(:a, :b)}, {@code Data.define(:a, :b)}. */
    private static boolean isOfRuby(Expression.Call call) {
        Expression callee = call.callee();
        return call.creates() && callee instanceof Expression.Name(String made, int _, int _) && made.equals("Struct")
                || callee
                                instanceof
                                Expression.Member(Expression.Name(String of, int _, int _), String name, int _, int _)
                        && (of.equals("Struct") && name.equals("new") || of.equals("Data") && name.equals("define"));
    }

    /** The functions in a block behind it. */
    private static List<Statement> block(Expression.Call call) {
        List<Statement> block = new ArrayList<>(call.body());
        for (Expression.Argument argument : call.arguments()) {
            if (argument.value() instanceof Expression.Lambda lambda) {
                block.addAll(lambda.body());
            }
        }
        block.removeIf(statement -> !(statement instanceof Statement.Function));
        return block;
    }

    private static List<String> symbols(Expression.Call call) {
        List<String> names = new ArrayList<>();
        for (Expression.Argument argument : call.arguments()) {
            if (argument.name() == null && argument.value() instanceof Expression.Text text) {
                names.add(text.value());
            }
        }
        return names;
    }

    private static String last(Expression callee) {
        return switch (callee) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            case Expression _ -> "";
        };
    }

    /** One text with white space or commas between the names, a list of texts, or of pairs that begin with one. */
    private static List<String> fields(Expression names) {
        List<String> fields = new ArrayList<>();
        switch (names) {
            case Expression.Text text ->
                Parts.of(text.value().replace(',', ' '), ' ').stream()
                        .filter(name -> !name.isEmpty())
                        .forEach(fields::add);
            case Expression.Sequence sequence -> {
                for (Expression element : sequence.elements()) {
                    Expression first = element instanceof Expression.Sequence pair
                                    && !pair.elements().isEmpty()
                            ? pair.elements().getFirst()
                            : element;
                    if (first instanceof Expression.Text text) {
                        fields.add(text.value());
                    }
                }
            }
            case Expression _ -> {}
        }
        return fields;
    }
}
