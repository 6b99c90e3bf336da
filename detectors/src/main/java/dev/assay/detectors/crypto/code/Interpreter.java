package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a program's statements with what variables may be in place of values: both ways of a branch unless it is known
 * which one is taken, a loop's body once or not at all, and functions of the text as they are called, a few levels deep.
 * Belongs to one thread and one text; what it costs is bounded by a number of steps.
 */
final class Interpreter {
    /** Calls within calls: what the specification asks for, and one for what a constructor calls. */
    private static final int MOST_DEPTH = 5;

    private static final int FEW_DEPTH = 2;
    private static final int FEW_STATEMENTS = 6;

    private final Relevance relevance;
    private final Set<String> counted;
    private final boolean hasLastValues;
    private final boolean sharesVariables;
    private final Steps steps;
    private boolean exhausted;
    private boolean tellsWays;
    private final Evaluation evaluation;
    private final Narrowing narrowing;
    private final Sameness sameness;
    private final Cases cases;

    Interpreter(
            Program program,
            Names names,
            Traits traits,
            ApiTable table,
            Uses uses,
            OutsideCalls outside,
            Relevance relevance,
            Budget budget) {
        this.relevance = relevance;
        this.counted = program.counted();
        this.hasLastValues = traits.hasLastValues();
        this.sharesVariables = traits.hasCommands();
        this.steps = new Steps(budget);
        this.evaluation = new Evaluation(this, program, names, traits, table, uses, outside);
        this.narrowing = new Narrowing(evaluation);
        this.sameness = new Sameness(evaluation, traits);
        this.cases = new Cases(traits, steps);
    }

    /** From here on it is noted what callers in other texts must give for a way to be gone. */
    void tellWays() {
        tellsWays = true;
    }

    /** Whether there were too many steps to follow calls that lead to what rows know. */
    boolean isExhausted() {
        return exhausted;
    }

    Steps steps() {
        return steps;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /** Whether it is long and does nothing that rows know: what such a one computes is hardly a constant. */
    private boolean isMereWork(Value.Callable function) {
        return function.body().size() > FEW_STATEMENTS && !relevance.isRelevant(function);
    }

    /** Whether a function is gone through where it is called. */
    boolean follows(Value.Callable function, Frame from) {
        boolean isTooDeep = from.depth() >= MOST_DEPTH || from.depth() >= FEW_DEPTH && isMereWork(function);
        return !isTooDeep && !(from.depth() > 0 && steps.isExhausted());
    }

    /** What a function gives that is given these values; its variables are its own. */
    Value call(Value.Callable function, Variables parameters, Frame from) {
        if (!follows(function, from)) {
            exhausted |= from.depth() < MOST_DEPTH && steps.isExhausted() && relevance.isRelevant(function);
            return notFollowed(parameters, from);
        }
        return call(function, parameters, from, from.depth() + 1);
    }

    /** The same for a function without a name that a call runs where it stands: such ones are no deeper than the text is. */
    Value inPlace(Value.Callable function, Variables parameters, Frame from) {
        return function.name().isEmpty() && from.depth() <= MOST_DEPTH && !steps.isExhausted()
                ? call(function, parameters, from, from.depth())
                : call(function, parameters, from);
    }

    private Value call(Value.Callable function, Variables parameters, Frame from, int depth) {
        Variables own = parameters;
        if (sharesVariables || function.around().size() > 0) {
            own = sharesVariables ? from.state().variables() : around(function);
            parameters.forEach(own::put);
        }
        Variables before = from.state().enter(own);
        @Nullable Loops loops = from.state().loops();
        boolean handsOn = evaluation.setHandsOn(false);
        Frame frame = new Frame(from.state(), function.self(), depth);
        frame.runs(function);
        if (runWhole(function, frame)) {
            Value last = hasLastValues ? frame.last() : null;
            evaluation.escapes(last, frame);
            frame.leave(last);
        }
        evaluation.setHandsOn(handsOn);
        from.continueWith(frame.exit());
        from.state().setLoops(loops);
        keep(from);
        Variables after = from.state().enter(before);
        if (sharesVariables) {
            after.forEach((name, value) -> {
                if (parameters.get(name) == null) {
                    from.state().set(name, value);
                }
            });
        }
        Value result = frame.result();
        evaluation.calls().properties().gives(function, result, from);
        return result;
    }

    /** What is around a function, of which what counts may have counted by the time when it is called. */
    private Variables around(Value.Callable function) {
        Variables around = function.around().copy();
        for (String name : counted) {
            Value value = around.get(name);
            Value now = value == null ? null : Counted.of(value);
            if (now != null && !now.equals(value)) {
                around.put(name, now);
            }
        }
        return around;
    }

    /** Runs a function's body, once for each thing that it asks for. */
    private boolean runWhole(Value.Callable function, Frame frame) {
        List<Statement> body = function.body();
        Cases.Subject subject = relevance.isRelevant(body) ? cases.of(body, frame) : null;
        return subject == null
                ? run(body, frame)
                : runEach(subject.each(), one -> subject.path().set(one, frame), body, frame);
    }

    /** Runs statements once for each of several values; whether anything gets to what is behind them. */
    private boolean runEach(List<Value> each, Consumer<Value> choose, List<Statement> statements, Frame frame) {
        State before = frame.state();
        State after = null;
        Value last = null;
        cases.enter(each.size());
        for (int i = 0; i < each.size(); i++) {
            frame.continueWith(i + 1 < each.size() ? before.copy() : before);
            choose.accept(each.get(i));
            if (run(statements, frame)) {
                Value own = frame.last();
                last = last == null ? own : own == null ? last : Value.either(last, own);
                if (after != null) {
                    frame.state().join(after);
                }
                after = frame.state();
            }
        }
        cases.leave(each.size());
        if (after != null) {
            frame.continueWith(after);
        }
        frame.setLast(last);
        return after != null;
    }

    private static Value notFollowed(Variables parameters, Frame from) {
        parameters.forEach((_, value) -> from.state().mayFill(value));
        return Value.OUTSIDE;
    }

    /** What variables hold at the end was not thrown away on the way: it counts even where nothing is done with it. */
    void keep(Frame frame) {
        frame.state().each(value -> evaluation.escapes(value, frame));
    }

    /**
     * Runs statements; whether anything gets to what is behind them. What follows the end of a way is still reached where it
     * handles an exception, or is done in any case: the end may be that of an attempt.
     */
    boolean run(List<Statement> statements, Frame frame) {
        boolean goesOn = true;
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            boolean isAlways = statement instanceof Statement.Always;
            if (!goesOn) {
                if (!isAlways && !isHandler(statement)) {
                    continue;
                }
                frame.continueWith(frame.state().copy()); // what was given before stays as it was
            }
            steps.spend(1);
            if (isAlways) {
                goesOn &= step(statement, frame); // who got here by a return goes no further
            } else if (statement instanceof Statement.Assignment assignment) {
                frame.setLast(null);
                Value value = given(assignment, frame);
                List<Statement> next = statements.subList(i + 1, statements.size());
                List<Value> each = value == null || !relevance.isRelevant(next)
                        ? List.of()
                        : cases.of(assignment, value, next, frame);
                if (!each.isEmpty()) {
                    return runEach(each, one -> assign(assignment, one, frame), next, frame);
                }
                if (value != null) {
                    assign(assignment, value, frame);
                }
            } else {
                goesOn = statement instanceof Statement.Branch handler && !goesOn
                        ? run(handler.then(), frame)
                        : step(statement, frame);
            }
        }
        return goesOn;
    }

    private static boolean isHandler(Statement statement) {
        return statement instanceof Statement.Branch branch
                && branch.condition() == null
                && branch.otherwise().isEmpty();
    }

    private boolean step(Statement statement, Frame frame) {
        Value last = frame.last();
        frame.setLast(null);
        switch (statement) {
            case Statement.Assignment assignment -> {
                Value value = given(assignment, frame);
                if (value != null) {
                    assign(assignment, value, frame);
                }
            }
            case Statement.Evaluation evaluated -> {
                Value value = evaluation.of(evaluated.expression(), frame);
                evaluation.escapes(value, frame);
                frame.setLast(value);
                return true;
            }
            case Statement.Return returned -> {
                Expression value = returned.value();
                Value given = value == null ? null : evaluation.of(value, frame);
                evaluation.escapes(given, frame);
                frame.leave(given);
                return false;
            }
            case Statement.Throw thrown -> {
                Expression value = thrown.value();
                if (value != null) {
                    evaluation.of(value, frame);
                }
                return false;
            }
            case Statement.Branch branch -> {
                return branch(branch, frame);
            }
            case Statement.Always always -> {
                boolean goesOn = run(always.body(), frame);
                frame.setLast(last); // its value is not that of the attempt
                return goesOn;
            }
            case Statement.Loop loop -> loop(loop, frame);
            case Statement.Function function ->
                frame.state().set(function.name(), evaluation.closures().closure(function, frame));
            case Statement.Import imported -> evaluation.assignments().take(imported, frame);
            case Statement.Type type ->
                evaluation.closures().surround(type.members(), frame); // known since the text was read
        }
        return true;
    }

    private boolean branch(Statement.Branch branch, Frame frame) {
        Expression condition = branch.condition();
        Optional<Boolean> known =
                condition == null ? Optional.empty() : evaluation.operations().truth(condition, frame);
        if (known.isPresent()) {
            return run(known.get() ? branch.then() : branch.otherwise(), frame);
        }
        State other = frame.state().copy();
        if (condition != null && tellsWays) {
            List<Guard> holds = Guard.of(condition, true, evaluation, frame);
            other.guard(Guard.of(condition, false, evaluation, frame));
            frame.state().guard(holds);
        }
        boolean thenGoesOn = run(branch.then(), condition, true, frame);
        State then = frame.state();
        Value last = thenGoesOn ? frame.last() : null;
        frame.continueWith(other);
        frame.setLast(null);
        boolean otherwiseGoesOn = run(branch.otherwise(), condition, false, frame);
        Value otherLast = otherwiseGoesOn ? frame.last() : null;
        frame.setLast(last == null ? otherLast : otherLast == null ? last : Value.either(last, otherLast));
        if (thenGoesOn && otherwiseGoesOn) {
            frame.state().join(then);
        } else if (thenGoesOn) {
            frame.continueWith(then);
        }
        return thenGoesOn || otherwiseGoesOn;
    }

    /** Runs one way of a branch, on which its condition holds, or does not. */
    private boolean run(List<Statement> way, @Nullable Expression condition, boolean holds, Frame frame) {
        if (condition == null) {
            return run(way, frame);
        }
        narrowing.on(condition, holds, frame);
        List<Sameness.Within> within = sameness.on(condition, holds, frame);
        boolean goesOn = run(way, frame);
        within.forEach(one -> one.end(frame));
        return goesOn;
    }

    private void loop(Statement.Loop loop, Frame frame) {
        Expression condition = loop.condition();
        Optional<Boolean> runs =
                condition == null ? Optional.empty() : evaluation.operations().truth(condition, frame);
        if (runs.equals(Optional.of(false))) {
            return;
        }
        State never = frame.state().copy();
        frame.state().setLoops(new Loops(loop, never.loops()));
        frame.enter(loop);
        boolean goesOn = run(loop.body(), frame);
        frame.leaveLoop();
        frame.state().setLoops(never.loops());
        if (goesOn) {
            never.filledIn(frame.state());
            if (runs.isEmpty()) {
                frame.state().join(never);
            }
        } else {
            frame.continueWith(never);
        }
    }

    /** What is to be assigned; null if that is done. */
    private @Nullable Value given(Statement.Assignment assignment, Frame frame) {
        Expression expression = Construction.typed(assignment);
        if (expression == null) {
            evaluation.assignments().declare(assignment.target(), assignment.type(), frame);
            return null;
        }
        String operator = assignment.operator();
        if (operator.equals(Statement.INITIAL)
                && expression instanceof Expression.Sequence given
                && assignment.target() instanceof Expression.Name(String member, int start, int _)) {
            evaluation.calls().construction().member(member, evaluation.each(given, frame), start, frame);
            return null;
        }
        Value value = evaluation.of(expression, frame);
        if (operator.equals("each")) {
            value = evaluation
                    .pointers()
                    .each(
                            assignment.type(),
                            value,
                            evaluation.members().each(value, assignment.target(), frame),
                            frame);
        } else if (operator.equals("+=") && value instanceof Value.Callable) {
            evaluation.of(assignment.target(), frame); // one more that is called
        } else if (operator.length() > 1 && operator.endsWith("=") && !operator.equals(":=")) {
            Value more = value;
            value = evaluation
                    .operations()
                    .of(
                            operator.substring(0, operator.length() - 1),
                            List.of(evaluation.of(assignment.target(), frame), more),
                            frame);
            evaluation.assignments().add(assignment.target(), more, value, frame);
        }
        if (!assignment.type().isEmpty()) {
            value = evaluation.operations().typed(value, assignment.type(), frame);
            value = evaluation.pointers().declared(assignment.type(), value, assignment.constant(), frame);
            evaluation.generics().say(value, assignment.type(), frame);
            evaluation.calls().construction().look(assignment.type(), value, assignment.start(), frame);
        }
        return value;
    }

    private void assign(Statement.Assignment assignment, Value value, Frame frame) {
        boolean declares = !assignment.type().isEmpty() || assignment.constant();
        if (declares && assignment.target() instanceof Expression.Name(String name, int _, int _)) {
            frame.state().set(name, Value.OUTSIDE); // a variable of its own, whatever fields are called
        }
        evaluation.assignments().assign(assignment.target(), value, frame);
    }
}
