package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;

/** What stands in braces behind a call: members of the object that it makes, a block that somebody runs. Belongs to one thread and one text. */
final class CallBodies {
    private final Evaluation evaluation;
    private final Program program;
    private final Traits traits;
    private final Functions functions;
    private final Construction construction;

    CallBodies(Evaluation evaluation, Program program, Traits traits, Functions functions, Construction construction) {
        this.evaluation = evaluation;
        this.program = program;
        this.traits = traits;
        this.functions = functions;
        this.construction = construction;
    }

    /** What the members of a new object are set to where it is made. */
    private void initialize(Value object, Expression.Call call, Frame frame) {
        for (Statement member : call.body()) {
            if (member instanceof Statement.Assignment assignment
                    && assignment.target() instanceof Expression.Name(String name, int start, int _)
                    && assignment.value() != null) {
                Value value = evaluation.of(assignment.value(), frame);
                evaluation.assignments().member(object, name, value, start, frame);
            } else if (member instanceof Statement.Assignment assignment
                    && assignment.target() instanceof Expression.Index(Expression _, List<Expression> at, int _, int _)
                    && assignment.value() != null) {
                Value key = evaluation.of(at.getFirst(), frame);
                Value value = evaluation.of(assignment.value(), frame);
                evaluation.escapes(value, frame);
                Instance map = frame.state().mutable(object);
                if (map != null) {
                    map.set(Members.key(key), value);
                }
            }
        }
    }

    /** The members of an object of no name, or a block behind a call, which somebody may run. */
    void run(Expression.Call call, Value result, Frame frame) {
        if (call.body().isEmpty()) {
            return;
        }
        if (call.creates() && traits.hasInitializers()) {
            initialize(result, call, frame);
            return;
        }
        if (program.made(call) == null) { // it has no type of its own, whose functions are gone through
            Value.Callable body = new Value.Callable(
                    "", List.of(), call.body(), frame.self(), frame.state().variables());
            functions.runFromOutside(body, "", frame);
        }
        if (call.creates()) {
            List<Statement.Function> members = new ArrayList<>();
            for (Statement member : call.body()) {
                if (member instanceof Statement.Function function) {
                    members.add(function);
                }
            }
            evaluation.overrides().look(List.of(construction.path(call.callee())), members, frame);
        }
    }
}
