package dev.assay.detectors.crypto.code;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.SharedConstant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the uses of cryptography in one text: goes through what runs when it is loaded, and through each function from where it
 * is called in the text; one that nobody calls there, as somebody outside would call it. Twice, since what one method leaves in
 * a field another one uses. Belongs to one thread.
 */
final class CodeReading {
    /** What makes a function one that other texts cannot call. */
    private static final List<String> OF_THE_TEXT = List.of("static", "private", "fileprivate");

    /** Longer functions hardly give a constant. */
    private static final int MOST_SHARED_STATEMENTS = 2;

    private static final int MOST_SHARED_CALLS = 64;

    private final Source source;
    private final NamesAround.Words words;
    private final ApiTable table;
    private final Program program;
    private final Relevance relevance;
    private final @Nullable Needed needed;
    private final Names names;
    private final OutsideCalls outside;
    private final Traits traits;
    private final SharedConstants constants;
    private final Uses uses = new Uses();
    private final Interpreter interpreter;
    private int sharedCalls;
    private final IntSupplier numbers = new IntSupplier() {
        private int last;

        @Override
        public int getAsInt() {
            return last++;
        }
    };

    CodeReading(
            Source source,
            Language.Reading reading,
            Callers callers,
            NamesAround.Words words,
            Sites.@Nullable Found found,
            Budget budget) {
        this.table = reading.table();
        this.source = source;
        this.traits = reading.traits();
        this.words = words;
        Tellable tellable = new Tellable(callers, table);
        this.constants = new SharedConstants(reading.constants(), tellable);
        this.names = new Names(table, source.module(), traits);
        this.program = new Program(source, names);
        this.outside = new OutsideCalls(names, tellable);
        this.relevance = new Relevance(source.statements(), table, found, traits.hasDefaults());
        this.needed = found == null ? null : new Needed(program, traits, table, reading.constants(), found);
        this.interpreter = new Interpreter(program, names, traits, table, uses, outside, relevance, budget);
    }

    /** The uses in the order in which they were come by. */
    List<Use> read() {
        pass();
        uses.reset();
        outside.begin();
        interpreter.tellWays();
        pass();
        List<Use> all = new ArrayList<>(uses.all());
        lookAround(all);
        return all.stream()
                .filter(use -> use.parameters().keySet().containsAll(use.row().wants()))
                .filter(this::countsWithOthers)
                .toList();
    }

    /** Goes through no more than what runs when the text is loaded. */
    void load() {
        interpreter.evaluation().functions().begin();
        Frame outermost = outermost();
        outermost.state().variables().forEach(interpreter.evaluation().globals()::put);
        share(outermost);
    }

    private Frame outermost() {
        Frame outermost = new Frame(new State(numbers, interpreter.steps(), names::isElsewhere), null, 0);
        interpreter.run(program.outermost(), outermost);
        return outermost;
    }

    /** Notes the constants of the module and of its types. */
    private void share(Frame outermost) {
        State state = outermost.state();
        interpreter.evaluation().globals().forEach((name, value) -> constants.add(names.outward(name), value, state));
        Members.fields(outermost.result(), outermost).forEach((name, value) -> constants.add(name, value, state));
        for (Program.TypeOf type : program.types()) {
            Value shared = interpreter.evaluation().calls().construction().shared(type, outermost);
            Instance instance = state.instance(shared);
            if (instance != null) {
                instance.fields().forEach((name, value) -> constants.add(type.path() + "." + name, value, state));
                if (names.isOfProject(type.path())) {
                    share(type, instance, outermost);
                }
                if (type.path().indexOf('.') > 0) { // of a module or a namespace
                    shareObjects(type, outermost);
                }
            }
        }
        if (traits.hasFolders()) {
            shareFunctions(outermost);
        }
    }

    /** Notes what objects of a type have of themselves: each constant of an enumeration, or one of which nobody says anything. */
    private void shareObjects(Program.TypeOf type, Frame frame) {
        Construction construction = interpreter.evaluation().calls().construction();
        List<Value> objects = construction.enumerations().constants(type, frame);
        SortedMap<String, Value> members = new TreeMap<>();
        for (Value one : objects.isEmpty() ? List.of(construction.declared().fromOutside(type, frame)) : objects) {
            Instance instance = frame.state().instance(one);
            if (instance != null) {
                instance.fields().forEach((name, value) -> members.merge(name, value, Value::either));
            }
        }
        for (Value one : objects) {
            given(type, one, frame).forEach((name, value) -> members.merge(name, value, Value::either));
        }
        members.forEach((name, value) -> constants.add(type.path() + "." + name, value, frame.state()));
    }

    /** Notes what functions give that take nothing, where others name them without a module. */
    private void shareFunctions(Frame frame) {
        Functions functions = interpreter.evaluation().functions();
        program.functions().forEach((name, all) -> {
            for (Statement.Function function : all) {
                boolean isShort =
                        function.parameters().isEmpty() && function.body().size() <= MOST_SHARED_STATEMENTS;
                if (isShort && sharedCalls++ < MOST_SHARED_CALLS) {
                    constants.add(names.outward(name), functions.run(function, null, List.of(), frame), frame.state());
                }
            }
        });
    }

    /** Notes what functions of a type give that take nothing, and those of the constants that it holds. */
    private void share(Program.TypeOf type, Instance shared, Frame frame) {
        share(type.path(), type, null, frame);
        shared.fields().forEach((name, value) -> {
            Instance constant = frame.state().instance(value);
            Program.TypeOf of = constant == null ? null : program.type(constant.type());
            if (of != null) {
                share(type.path() + "." + name, of, value, frame);
            }
        });
    }

    private void share(String name, Program.TypeOf type, @Nullable Value self, Frame frame) {
        given(type, self, frame)
                .forEach((function, value) -> constants.add(name + "." + function, value, frame.state()));
    }

    /** What functions give that take nothing, of an object or of the type itself, by their names. */
    private Map<String, Value> given(Program.TypeOf type, @Nullable Value self, Frame frame) {
        Functions functions = interpreter.evaluation().functions();
        Map<String, Value> given = new LinkedHashMap<>();
        for (List<Statement.Function> all : type.functions().values()) {
            for (Statement.Function function : all) {
                Program.Found found = new Program.Found(type, function);
                boolean isShort =
                        function.parameters().isEmpty() && function.body().size() <= MOST_SHARED_STATEMENTS;
                if (isShort && found.isStatic() == (self == null) && sharedCalls++ < MOST_SHARED_CALLS) {
                    given.put(function.name(), functions.run(found, self, List.of(), frame));
                }
            }
        }
        return given;
    }

    /** Constants that programs in other texts may name; once it was read, or loaded. */
    List<SharedConstant> sharedConstants() {
        return constants.all();
    }

    /** What one place leaves out another one may see to; whether it is a use all the same. */
    private boolean countsWithOthers(Use use) {
        boolean[] counts = {true};
        use.row().elsewhere().forEach((parameter, names) -> {
            if (names.stream().anyMatch(relevance::isCalled)) {
                use.settle(parameter, Use.UNKNOWN);
                counts[0] &= !use.row().needs().contains(parameter);
            }
        });
        return counts[0];
    }

    /** Names say what a digest is for where the program does not, that a token of chance is no secret, and where secrets are made. */
    private void lookAround(List<Use> all) {
        NamesAround names = null;
        DigestedPasswords passwords = null;
        SecretsMade secrets = null;
        for (Iterator<Use> each = all.iterator(); each.hasNext(); ) {
            Use use = each.next();
            if (use.row().isForSecrets()) {
                secrets = secrets == null ? new SecretsMade(source.statements(), table::isSecret) : secrets;
                if (!secrets.isAround(use.offsetBytes())) {
                    each.remove();
                }
                continue;
            }
            boolean isHash =
                    use.row().purpose().equals("hash") && !use.parameters().containsKey("usage");
            if (isHash || use.row().isNamed()) {
                names = names == null ? new NamesAround(source.statements(), words) : names;
                String usage = names.usage(use.offsetBytes());
                boolean isMark = usage.equals(NamesAround.MARK);
                boolean isOther = usage.equals(NamesAround.OTHER);
                if (isHash && !usage.isEmpty() && !isOther) {
                    use.add(Ways.ALL, "usage", List.of(isMark ? NamesAround.LOOKUP : usage));
                } else if (!isHash && (isMark || isOther)) {
                    each.remove();
                } else if (isHash) {
                    passwords = passwords == null
                            ? new DigestedPasswords(source.statements(), words, slow(all))
                            : passwords;
                    if (passwords.isOfPassword(use.offsetBytes())) {
                        use.add(Ways.ALL, "usage", List.of(DigestedPasswords.PASSWORD));
                        if (passwords.isAlone(use.offsetBytes())) {
                            use.add(Ways.ALL, "salt", List.of("none"));
                        } else if (passwords.isSaltedAlike(use.offsetBytes())) {
                            use.add(Ways.ALL, "salt", List.of("static"));
                        }
                    }
                }
            }
        }
    }

    /** Where passwords are kept, or keys made of them, as it should be. */
    private static Set<Integer> slow(List<Use> all) {
        return all.stream()
                .filter(use -> use.row().purpose().equals("password-hash")
                        || use.row().purpose().equals("kdf"))
                .map(Use::offsetBytes)
                .collect(Collectors.toSet());
    }

    /** Calls of functions that are elsewhere; once it was read. */
    Collection<ConstantCall> outsideCalls() {
        return outside.all();
    }

    /** Whether not every call could be followed. */
    boolean isExhausted() {
        return interpreter.isExhausted();
    }

    private void pass() {
        Functions functions = interpreter.evaluation().functions();
        functions.begin();
        Frame outermost = outermost();
        interpreter.keep(outermost);
        outermost.state().variables().forEach(interpreter.evaluation().globals()::put);
        Set<Statement.Function> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int rank = 0; rank <= Relevance.SURE; rank++) {
            int now = rank;
            program.functions().forEach((name, all) -> {
                for (Statement.Function function : all) {
                    if (relevance.rank(name) == now
                            && isNeeded(function)
                            && !(now > 0 && functions.wasCalled(function))
                            && done.add(function)) {
                        Frame frame = new Frame(outermost.state().withoutVariables(), null, 0);
                        interpreter.steps().begin();
                        functions.runFromOutside(Closures.of(function, null), names.outward(name), frame);
                        interpreter.evaluation().calls().construction().left().keep(frame.state());
                    }
                }
            });
            for (Program.TypeOf type : program.types()) {
                if (needed == null || needed.is(type)) {
                    ofType(type, now, done, outermost.state());
                }
            }
        }
        functions.runPending();
        uses.withOnlyOpen(() -> calledByOthersToo(done, outermost.state()));
        share(outermost);
    }

    /** Functions of the module that the text calls itself, and that others may call as well. */
    private void calledByOthersToo(Set<Statement.Function> done, State around) {
        Functions functions = interpreter.evaluation().functions();
        program.functions().forEach((name, all) -> {
            for (Statement.Function function : all) {
                boolean isOpen = relevance.isRelevant(name)
                        && !function.parameters().isEmpty()
                        && Collections.disjoint(function.modifiers(), OF_THE_TEXT);
                if (isOpen && isNeeded(function) && functions.wasCalled(function) && done.add(function)) {
                    Frame frame = new Frame(around.withoutVariables(), null, 0);
                    interpreter.steps().begin();
                    functions.runAlsoFromOutside(Closures.of(function, null), names.outward(name), frame);
                }
            }
        });
    }

    /** Functions that a type inherits, which may call what it has in place of something else. */
    private void inherited(Program.TypeOf type, Value self, Frame frame) {
        Functions functions = interpreter.evaluation().functions();
        Program.TypeOf above = program.above(type);
        if (above != null
                && !interpreter
                        .evaluation()
                        .calls()
                        .construction()
                        .enumerations()
                        .constants(above, frame)
                        .isEmpty()) {
            return; // gone through for each constant
        }
        for (int i = 0; above != null && i < Program.MOST_SUPERTYPES; i++) {
            boolean hasOwnFields = !Collections.disjoint(type.declared(), above.declared());
            for (Map.Entry<String, List<Statement.Function>> each :
                    above.functions().entrySet()) {
                for (Statement.Function function : each.getValue()) {
                    boolean isConstructor = traits.constructors().contains(each.getKey());
                    if ((isConstructor || relevance.isRelevant(each.getKey()))
                            && isNeeded(function)
                            && !type.functions().containsKey(each.getKey())
                            && (hasOwnFields
                                    || relevance.calls(
                                            each.getKey(), type.functions().keySet())
                                    || namesWhatIsOf(type, function))) {
                        Frame own = new Frame(frame.state().withoutVariables(), null, 0);
                        interpreter.steps().begin();
                        functions.runFromOutside(Closures.of(function, self), "", own);
                        if (isConstructor) { // what it makes of what its own type says, other functions look at
                            interpreter
                                    .evaluation()
                                    .calls()
                                    .construction()
                                    .left()
                                    .keep(own.state());
                        }
                    }
                }
            }
            above = program.above(above);
        }
    }

    /** Whether a function names a member that a type has which inherits the function. */
    private static boolean namesWhatIsOf(Program.TypeOf type, Statement.Function function) {
        boolean[] names = {false};
        new Walk(_ -> {}, expression -> {
                    String name = switch (expression) {
                        case Expression.Name(String bare, int _, int _) -> bare;
                        case Expression.Member(Expression _, String member, int _, int _) -> member;
                        case Expression _ -> "";
                    };
                    names[0] |= type.declares(name) || type.functions().containsKey(name);
                })
                .over(function.body());
        return names[0];
    }

    private boolean isNeeded(Statement.Function function) {
        return needed == null || needed.is(function);
    }

    private void ofType(Program.TypeOf type, int now, Set<Statement.Function> done, State around) {
        Functions functions = interpreter.evaluation().functions();
        Construction construction = interpreter.evaluation().calls().construction();
        Frame frame = new Frame(around.withoutVariables(), null, 0);
        Value self = construction.declared().fromOutside(type, frame);
        Value shared = construction.shared(type, frame);
        if (now == 0) {
            construction.inherits(type, frame);
            inherited(type, self, frame);
        }
        Set<String> left = program.leftOpen(type);
        type.functions()
                .values()
                .forEach(all -> interpreter.evaluation().overrides().look(type.supertypes(), all, frame));
        List<Value> constants = construction.enumerations().constants(type, frame);
        boolean isAbove = program.isInherited(type);
        type.functions().forEach((name, all) -> {
            int rank = isAbove && type.path().endsWith("." + name) ? Relevance.SURE : relevance.rank(name);
            List<Value> selves = constants.isEmpty() || !relevance.isRelevant(name) ? List.of(self) : constants;
            for (Statement.Function function : all) {
                if (rank == now
                        && isNeeded(function)
                        && !(now > 0 && functions.wasCalled(function))
                        && !(!left.isEmpty()
                                && constants.isEmpty()
                                && relevance.calls(name, left)) // gone through for each type that has these
                        && done.add(function)) {
                    Program.Found found = new Program.Found(type, function);
                    for (Value one : found.isStatic() ? List.of(self) : selves) {
                        Frame own = new Frame(frame.state().withoutVariables(), null, 0);
                        Value at = functions.at(found, one, shared);
                        interpreter.steps().begin();
                        functions.runFromOutside(
                                interpreter.evaluation().closures().bound(function, at),
                                traits.constructors().contains(name) ? type.path() : type.path() + "." + name,
                                own);
                        construction.left().keep(own.state());
                    }
                }
            }
        });
    }
}
