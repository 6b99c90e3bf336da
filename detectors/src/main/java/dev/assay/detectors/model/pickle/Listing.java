package dev.assay.detectors.model.pickle;

import dev.assay.detectors.model.pickle.Expression.Kind;
import dev.assay.detectors.model.pickle.Expression.Naming;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Program.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one pickle, of which it keeps a bounded number: the first ones, few of each callable, and further on
 * the first of each callable and import that is new. So the summary of a large file is short, and what an attacker puts
 * behind a million harmless calls is in it still.
 *
 * <p>Calls and changes are statements. Containers are written where they are used, unless something fetches them again
 * from the memo: then they get a variable, defined at the place where they were complete, which may be behind by then;
 * so statements are sorted and written at the end. The same holds for calls that only make a value ({@link #PLAIN}).
 */
final class Listing {
    static final int MOST_STATEMENTS = 400;
    static final int MOST_LATE_STATEMENTS = 200;
    static final int MOST_OF_A_CALLABLE = 40;
    private static final int MOST_DEEP = 4;
    private static final int MOST_KEYS = 10_000;

    /** More levels of brackets than this nobody reads. */
    private static final int MOST_DEPTH = 8;

    /** What is called so often only to make a value that a statement for each would hide all else. */
    private static final Set<String> PLAIN = Set.of(
            "persistent_load",
            "collections.OrderedDict",
            "torch._utils._rebuild_tensor",
            "torch._utils._rebuild_tensor_v2",
            "torch._utils._rebuild_tensor_v3",
            "torch._utils._rebuild_parameter",
            "torch.Size",
            "torch.device",
            "torch.serialization._get_layout",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy._core.multiarray.scalar",
            "_codecs.encode",
            "builtins.set",
            "builtins.frozenset",
            "builtins.bytearray",
            "builtins.complex",
            "builtins.range",
            "builtins.slice",
            "__builtin__.set",
            "__builtin__.frozenset",
            "__builtin__.bytearray",
            "__builtin__.complex",
            "datetime.date",
            "datetime.datetime",
            "datetime.time",
            "datetime.timedelta",
            "decimal.Decimal",
            "fractions.Fraction");

    private enum Form {
        NOTE,
        IMPORT,
        VALUE,
        SET_ITEM,
        RETURN
    }

    private record Statement(long order, long offset, Form form, String text, List<Expression> parts) {}

    /** How often something was to be a statement, and from where on it is none. */
    private static final class Tally {
        final String what;
        long count;
        long left;
        long leftFrom;

        Tally(String what) {
            this.what = what;
        }
    }

    private final ExpressionPrinter printer;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, Expression> imported = new HashMap<>();
    private long clock;
    private int lateStatements;
    private @Nullable Statement end;
    private List<Expression> left = List.of();

    Listing(ExpressionPrinter printer) {
        this.printer = printer;
    }

    /** Something is put into something else, called, or handed on: it is complete now. */
    Expression use(Expression value) {
        value.used = true;
        if (value.order == 0) {
            value.order = ++clock;
        }
        if (value.depth() >= MOST_DEPTH) {
            define(value);
        }
        return value;
    }

    /** Gives it a variable, unless a literal says as much. */
    void define(Expression value) {
        if (value.naming != Naming.INLINE || value.isConstant()) {
            return;
        }
        if (value.order == 0) {
            value.order = ++clock;
        }
        if (allows(value)) {
            value.naming = Naming.VARIABLE;
            statements.add(new Statement(value.order, value.offset, Form.VALUE, "", List.of(value)));
        } else {
            value.naming = Naming.LEFT_OUT;
        }
    }

    /** GLOBAL and its like. */
    Expression imports(String module, String name, long offset) {
        String printed = ExpressionPrinter.global(module, name);
        Expression known = imported.get(printed);
        if (known != null) {
            return known;
        }
        Expression global = new Expression(Kind.GLOBAL, offset, 0, printed);
        if (imported.size() < MOST_KEYS) {
            imported.put(printed, global);
        }
        if (allows("imports", "imports", MOST_STATEMENTS, imported.size() < MOST_KEYS)) {
            statements.add(
                    new Statement(++clock, offset, Form.IMPORT, ExpressionPrinter.importOf(module, name), List.of()));
        }
        return global;
    }

    /** A call was made: a statement, unless it only makes a value. */
    Expression called(Expression call) {
        call.order = ++clock;
        Expression callee = call.item(0);
        boolean plain = call.word.isEmpty() && !callee.isContainer() && PLAIN.contains(callee.word);
        if (!plain || call.depth() >= MOST_DEPTH) {
            define(call);
        }
        return call;
    }

    /** What an opcode changes must have a name by which to say so. */
    Expression changed(Expression target) {
        define(target);
        target.used = true;
        return target;
    }

    /** {@code target.method(argument)}. */
    void method(Expression target, String method, Expression argument, long offset) {
        changed(target);
        use(argument);
        if (target.naming == Naming.LEFT_OUT) {
            return; // as is what made it
        }
        Expression call = new Expression(Kind.CALL, offset, 0, method);
        call.add(target);
        call.add(argument);
        call.order = ++clock;
        if (allows(call)) {
            statements.add(new Statement(call.order, offset, Form.VALUE, "", List.of(call)));
        }
    }

    /** {@code target[key] = mapped}. */
    void setItem(Expression target, Expression key, Expression mapped, long offset) {
        String of = "items set on " + printer.brief(target);
        if (target.naming != Naming.LEFT_OUT && allows(of, of, MOST_OF_A_CALLABLE, true)) {
            statements.add(new Statement(++clock, offset, Form.SET_ITEM, "", List.of(target, key, mapped)));
        }
    }

    /** STOP. */
    void returns(Expression value, long offset, boolean withinAnother) {
        use(value);
        Statement last = new Statement(++clock, offset, withinAnother ? Form.VALUE : Form.RETURN, "", List.of(value));
        if (!withinAnother) {
            end = last;
        } else if (value.naming == Naming.INLINE
                && allows("pickles within", "pickles within", MOST_STATEMENTS, false)) {
            statements.add(last);
        }
    }

    void note(String text) {
        if (allows("remarks", "remarks", MOST_OF_A_CALLABLE, false)) {
            statements.add(new Statement(++clock, -1, Form.NOTE, text, List.of()));
        }
    }

    /** The pickle is broken. */
    void stops(MalformedException e, List<Expression> stack) {
        left = stack;
        stack.forEach(this::use);
        end = new Statement(
                ++clock,
                -1,
                Form.NOTE,
                "stops here at " + ExpressionPrinter.hex(e.offsetBytes()) + ": " + e.reason(),
                List.of());
    }

    private boolean allows(Expression value) {
        return switch (value.kind) {
            case CALL -> {
                String callee = printer.brief(value.item(0)) + value.word;
                yield allows(callee, "calls of " + callee, MOST_OF_A_CALLABLE, true);
            }
            default ->
                value.depth() >= MOST_DEPTH
                        ? allows("deep", "values within values", MOST_DEEP, false)
                        : allows("shared", "values that are used several times", MOST_OF_A_CALLABLE, false);
        };
    }

    /** @param lateIfNew whether the first of its kind is shown even when there are too many statements already */
    private boolean allows(String key, String what, int most, boolean lateIfNew) {
        Tally tally = tallies.get(key);
        if (tally == null) {
            tally = tallies.size() < MOST_KEYS
                    ? tallies.computeIfAbsent(key, _ -> new Tally(what))
                    : tallies.computeIfAbsent("", _ -> new Tally("statements"));
        }
        tally.count++;
        boolean fits = statements.size() < MOST_STATEMENTS;
        boolean late =
                lateIfNew && (tally.count == 1 || key.equals("imports")) && lateStatements < MOST_LATE_STATEMENTS;
        if (tally.count <= most && (fits || late) || late) {
            lateStatements += fits ? 0 : 1;
            return true;
        }
        if (tally.left++ == 0) {
            tally.leftFrom = ++clock;
        }
        return false;
    }

    /** The program in so many lines at most, of which each is short enough for a terminal or a little longer. */
    List<Line> lines(String title, int most) throws IOException {
        List<Statement> sorted = new ArrayList<>(statements);
        List<Tally> leftOut = tallies.values().stream()
                .filter(tally -> tally.left > 0)
                .sorted(Comparator.comparingLong(tally -> tally.leftFrom))
                .toList();
        for (Tally tally : leftOut.size() > MOST_OF_A_CALLABLE ? leftOut.subList(0, MOST_OF_A_CALLABLE) : leftOut) {
            String note = "... " + ExpressionPrinter.count(tally.left) + " more " + tally.what + " are not shown";
            sorted.add(new Statement(tally.leftFrom, -1, Form.NOTE, note, List.of()));
        }
        if (leftOut.size() > MOST_OF_A_CALLABLE) {
            String note = "... nor are any of " + ExpressionPrinter.count(leftOut.size() - MOST_OF_A_CALLABLE)
                    + " other callables";
            sorted.add(new Statement(++clock, -1, Form.NOTE, note, List.of()));
        }
        if (end != null) {
            sorted.add(new Statement(++clock, end.offset, end.form, end.text, end.parts));
        }
        sorted.sort(Comparator.comparingLong(Statement::order));
        int variables = 0;
        for (Statement statement : sorted) {
            if (statement.form == Form.VALUE && statement.parts.getFirst().naming == Naming.VARIABLE) {
                Expression value = statement.parts.getFirst();
                value.variable = value.used && value.variable == 0 ? ++variables : value.variable;
            }
        }
        List<Line> lines = write(title, sorted, true);
        if (lines.size() > most) {
            lines = write(title, sorted, false);
        }
        if (lines.size() <= most) {
            return lines;
        }
        if (most < 3) {
            return lines.subList(0, most);
        }
        List<Line> cut = new ArrayList<>(lines.subList(0, most - 2));
        cut.add(new Line("# ... " + ExpressionPrinter.count(lines.size() - most + 1) + " more lines", -1));
        cut.add(lines.getLast());
        return cut;
    }

    private List<Line> write(String title, List<Statement> sorted, boolean wrapped) throws IOException {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(title, -1));
        printer.begin(lines, wrapped);
        for (Statement statement : sorted) {
            List<Expression> parts = statement.parts;
            switch (statement.form) {
                case NOTE -> printer.line("# " + statement.text, -1);
                case IMPORT -> printer.line(statement.text, statement.offset);
                case VALUE -> {
                    int variable = parts.getFirst().variable;
                    printer.body(variable > 0 ? "v" + variable + " = " : "", parts.getFirst(), statement.offset);
                }
                case SET_ITEM -> printer.setItem(parts.get(0), parts.get(1), parts.get(2), statement.offset);
                case RETURN -> printer.value("return ", parts.getFirst(), statement.offset);
            }
        }
        printer.remark("on the stack there: ", left);
        return lines;
    }
}
