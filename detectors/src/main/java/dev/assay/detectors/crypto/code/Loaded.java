package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a text gives that another one loads by its file's name, as a configuration of PHP is an array that its text returns. Stateless. */
final class Loaded {
    /** What loads a text. */
    static final Set<String> LOADING = Set.of("require", "require_once", "include", "include_once");

    private static final String ENDING = ".php";

    private Loaded() {}

    /** What a text gives whose name ends with the last text of an expression, in whatever folder; of another one nothing is known. */
    static Value of(Expression name, Frame frame, Evaluation evaluation) {
        evaluation.of(name, frame);
        String end = end(name);
        String file = end == null || !end.endsWith(ENDING) ? "" : end.substring(0, end.length() - ENDING.length());
        int from = 0;
        while (from < file.length() && (file.charAt(from) == '/' || file.charAt(from) == '.')) {
            from++;
        }
        return from == file.length() ? Value.OUTSIDE : new Value.Named(Names.BESIDE + file.substring(from));
    }

    /** Whether this is the name of a text itself, and of nothing in it. */
    static boolean is(String path) {
        return path.startsWith(Names.BESIDE) && path.indexOf('.', Names.BESIDE.length()) < 0;
    }

    private static @Nullable String end(Expression name) {
        return switch (name) {
            case Expression.Text text -> text.value();
            case Expression.Operation(String _, List<Expression> operands, int _, int _)
            when !operands.isEmpty() -> end(operands.getLast());
            case Expression.Sequence(String _, List<Expression> elements, int _, int _)
            when elements.size() == 1 -> end(elements.getFirst());
            case Expression.Call call
            when call.arguments().size() == 1 -> end(call.arguments().getFirst().value()); // base_path('config.php')
            default -> null;
        };
    }
}
