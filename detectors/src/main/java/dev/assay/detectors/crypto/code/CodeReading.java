package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Finds the uses of cryptography in one text: goes through what runs when it is loaded, and through each function from where it
 * is called in the text; one that nobody calls there, as somebody outside would call it. Twice, since what one method leaves in
 * a field another one uses. Belongs to one thread.
 */
final class CodeReading {
    private final Source source;
    private final Program program;
    private final Traits traits;
    private final Uses uses = new Uses();
    private final Interpreter interpreter;
    private final IntSupplier numbers = new IntSupplier() {
        private int last;

        @Override
        public int getAsInt() {
            return last++;
        }
    };

    /** What fields of each type are set to anywhere. */
    private final Map<String, Map<String, Value>> left = new HashMap<>();

    CodeReading(Source source, ApiTable table, Traits traits, Budget budget) {
        this.source = source;
        this.traits = traits;
        Names names = new Names(table, source.module(), traits.implicitModules());
        this.program = new Program(source, names);
        this.interpreter = new Interpreter(program, names, traits, table, uses, budget);
    }

    /** The uses in the order in which they were come by. */
    Collection<Use> read() {
        Set<String> calledNames = new CalledNames().of(source.statements());
        pass(calledNames);
        uses.clear();
        pass(calledNames);
        return uses.all();
    }

    /** Whether not every call could be followed. */
    boolean isExhausted() {
        return interpreter.isExhausted();
    }

    private void pass(Set<String> calledNames) {
        Calls calls = interpreter.evaluation().calls();
        Frame outermost = new Frame(new State(numbers), null, 0);
        interpreter.run(program.outermost(), outermost);
        interpreter.evaluation().globals().putAll(outermost.state().variables());
        Set<Statement.Function> done = new HashSet<>();
        for (boolean called : new boolean[] {false, true}) {
            program.functions().forEach((name, functions) -> {
                for (Statement.Function function : functions) {
                    if (calledNames.contains(name) == called
                            && !(called && calls.wasCalled(function))
                            && done.add(function)) {
                        Frame frame = new Frame(outermost.state().copy(), null, 0);
                        calls.runFromOutside(function, null, name, frame);
                    }
                }
            });
            for (Program.TypeOf type : program.types()) {
                ofType(type, calledNames, called, done, outermost.state());
            }
        }
    }

    private void ofType(
            Program.TypeOf type, Set<String> calledNames, boolean called, Set<Statement.Function> done, State around) {
        Calls calls = interpreter.evaluation().calls();
        Frame frame = new Frame(around.copy(), null, 0);
        Value self = calls.blank(type, frame);
        calls.shared(type, frame);
        Instance instance = frame.state().instance(self);
        if (instance == null) {
            return;
        }
        left.getOrDefault(type.path(), Map.of())
                .forEach((name, value) -> instance.fields().merge(name, value, Value::either));
        type.functions().forEach((name, functions) -> {
            for (Statement.Function function : functions) {
                if (calledNames.contains(name) == called
                        && !(called && calls.wasCalled(function))
                        && done.add(function)) {
                    Frame own = new Frame(frame.state().copy(), null, 0);
                    calls.runFromOutside(function, self, type.path() + "." + name, own);
                    Instance after = own.state().instance(self);
                    if (after != null) {
                        remember(type.path(), after);
                    }
                }
            }
        });
    }

    /** Constants only: objects belong to the state that they are in. */
    private void remember(String path, Instance after) {
        Map<String, Value> fields = left.computeIfAbsent(path, _ -> new HashMap<>());
        after.fields().forEach((name, value) -> {
            if (!(value instanceof Value.Reference) && !(value instanceof Value.OneOf)) {
                fields.merge(name, value, Value::either);
            }
        });
    }
}
