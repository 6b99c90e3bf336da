package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects of the text's own types, of those that rows know, and what stands for a type itself. Belongs to one thread and one text. */
final class Construction {
    /** Before a type's name, for what stands for the type itself. */
    private static final String OF_TYPE = "= ";

    /** Before a type's name, for the part of an object that is of it. */
    private static final String PART = "+ ";

    private static final Given NONE = new Given(null, List.of());

    private final Evaluation evaluation;
    private final Interpreter interpreter;
    private final Program program;
    private final Names names;
    private final Traits traits;
    private final Application application;
    private final Calls calls;
    private final Left left;
    private final Fields fields;
    private final Enumerations enumerations;
    private final Declared declared;
    private final Set<String> making = new HashSet<>();

    Construction(
            Evaluation evaluation,
            Interpreter interpreter,
            Program program,
            Names names,
            Traits traits,
            Application application,
            Calls calls) {
        this.evaluation = evaluation;
        this.interpreter = interpreter;
        this.program = program;
        this.names = names;
        this.traits = traits;
        this.application = application;
        this.calls = calls;
        this.left = new Left(program);
        this.fields = new Fields(program, traits, this);
        this.enumerations = new Enumerations(evaluation, program, names, traits, this);
        this.declared = new Declared(evaluation, program, names, application, this);
    }

    /** What objects and types hold. */
    Fields fields() {
        return fields;
    }

    /** Types whose objects are constants. */
    Enumerations enumerations() {
        return enumerations;
    }

    /** Objects that nobody is seen making. */
    Declared declared() {
        return declared;
    }

    /** What functions leave in fields. */
    Left left() {
        return left;
    }

    /** What the language's word for making something makes. */
    Value create(Expression.Call call, List<Given.One> arguments, Frame frame) {
        String written = written(call.callee());
        if (written.endsWith("[]")) {
            long bits = !arguments.isEmpty() && arguments.getFirst().value() instanceof Value.Known(Long size)
                    ? 8 * size
                    : -1;
            Origin origin = bits == 0 ? Origin.OUTSIDE : Origin.ZERO; // nothing in it is known by anybody
            return frame.state().add(new Instance(written, origin, bits, null));
        }
        String path = traits.selfNames().contains(written) ? own(frame) : path(call.callee());
        Program.TypeOf type = program.type(path);
        if (type == null && isVariable(call.callee(), frame)) {
            List<Value> all = new ArrayList<>(1);
            for (Value one : Value.each(evaluation.of(call.callee(), frame))) {
                if (one instanceof Value.Named(String named)) {
                    all.add(create(call, named, written, arguments, frame));
                } else if (one instanceof Value.Callable function) {
                    all.add(calls.functions().make(function, path, arguments, frame));
                }
            }
            if (!all.isEmpty()) {
                return Value.any(all);
            }
        }
        return create(call, path, written, arguments, frame);
    }

    /** Makes an object of the type that has this full name. */
    private Value create(Expression.Call call, String path, String written, List<Given.One> arguments, Frame frame) {
        Program.TypeOf type = program.type(path);
        Program.TypeOf own = type == null ? null : program.made(call);
        if (type != null && own != null) {
            return withFunctions(own, type, arguments, frame);
        }
        if (type != null && (call.body().isEmpty() || traits.hasInitializers())) {
            return instance(type, arguments, frame);
        }
        List<Given.One> all = new ArrayList<>(declared.typeArguments(written));
        all.addAll(arguments);
        Given given = new Given(null, all);
        Value result = calls.libraries().applyOrStart("new " + path, given, call, frame);
        if (result == null) {
            calls.libraries().noteCreation(path, given, call.start(), frame);
        }
        calls.libraries().leaveTo(given, frame);
        return result == null ? frame.state().add(new Instance(path, Origin.OUTSIDE, -1, null)) : result;
    }

    /** The type of the object at hand, or the type at hand; empty for none. */
    private static String own(Frame frame) {
        Instance self = frame.self() == null ? null : frame.state().instance(frame.self());
        return self == null ? "" : self.type();
    }

    /** Another object of the type at hand; null if there is none of the text. */
    @Nullable
    Value another(List<Given.One> arguments, Frame frame) {
        Program.TypeOf type = program.type(own(frame));
        return type == null ? null : instance(type, arguments, frame);
    }

    private boolean isVariable(Expression callee, Frame frame) {
        return switch (callee) {
            case Expression.Name(String name, int _, int _) ->
                frame.state().variable(name) != null
                        || evaluation.globals().containsKey(name)
                        || program.functions().containsKey(name);
            case Expression.Member(Expression of, String _, int _, int _) -> isVariable(of, frame);
            case Expression.Call _ -> true;
            case Expression _ -> false;
        };
    }

    /** The full name of a type. */
    String path(Expression type) {
        return names.path(evaluation.types().type(written(type)));
    }

    /** What something is set to; of what is made without saying of which type, as {@code new(a)}, that is of its own type. */
    static @Nullable Expression typed(Statement.Assignment assignment) {
        if (assignment.value() instanceof Expression.Call call
                && call.creates()
                && call.callee() instanceof Expression.Name(String name, int start, int end)
                && name.isEmpty()
                && !assignment.type().isEmpty()) {
            Expression type = new Expression.Name(Program.bare(assignment.type()), start, end);
            return new Expression.Call(type, call.arguments(), true, call.body(), call.start(), call.end());
        }
        return assignment.value();
    }

    /** Looks at what is said to be of a type: it may be a function in place of an object. */
    void look(String type, Value value, int offsetBytes, Frame frame) {
        evaluation.overrides().look(names.path(evaluation.types().type(type)), value, offsetBytes, frame);
    }

    /** Looks at what an object of a type is made of: it may be a function. */
    void look(String path, Given given, int offsetBytes, Frame frame) {
        if (given.arguments().size() == 1) {
            evaluation.overrides().look(path, given.arguments().getFirst().value(), offsetBytes, frame);
        }
    }

    /** A name as it is written, with its dots. */
    private static String written(Expression expression) {
        return switch (expression) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression of, String name, int _, int _) -> written(of) + "." + name;
            case Expression _ -> "";
        };
    }

    /** Makes an object of a type of the text: sets its fields, runs its constructor. */
    Value instance(Program.TypeOf type, List<Given.One> arguments, Frame frame) {
        Value constant = enumerations.constantFor(type, arguments, frame);
        if (constant != null) {
            return constant;
        }
        boolean isMemberwise = constructor(type, arguments.size()) == null;
        Value self = blank(type, isMemberwise ? new Given(null, arguments) : NONE, frame);
        initialize(self, arguments, frame);
        return self;
    }

    /** Makes an object that has functions of its own, which see the variables around them and the members of the object at hand. */
    private Value withFunctions(Program.TypeOf own, Program.TypeOf above, List<Given.One> arguments, Frame frame) {
        Statement.Function constructor = constructor(above, arguments.size());
        Value self = frame.state().add(new Instance(own.path(), Origin.OUTSIDE, -1, null));
        Given given = constructor == null ? new Given(null, arguments) : NONE;
        fill(self, own, above.path(), given, frame); // within a constant of an enumeration, there are no others
        if (constructor != null) {
            calls.functions().run(constructor, self, arguments, frame);
        }
        Instance made = frame.state().mutable(self);
        Instance around = frame.self() == null ? null : frame.state().instance(frame.self());
        if (made != null) {
            frame.state().variables().forEach((name, value) -> lend(made, name, value));
            if (around != null) {
                around.fields().forEach((name, value) -> lend(made, name, value));
            }
        }
        return self;
    }

    private static void lend(Instance to, String name, Value value) {
        if (!to.fields().containsKey(name)) {
            to.set(name, value);
        }
    }

    /** Runs the constructor of an object. */
    void initialize(Value self, List<Given.One> arguments, Frame frame) {
        Instance instance = frame.state().instance(self);
        Program.TypeOf type = instance == null ? null : program.type(instance.type());
        Statement.Function constructor = type == null ? null : constructor(type, arguments.size());
        if (constructor != null) {
            calls.functions().run(constructor, self, arguments, frame);
        }
    }

    /** An object whose fields are set and whose constructor did not run. */
    Value blank(Program.TypeOf type, Frame frame) {
        return blank(type, NONE, frame);
    }

    /** The same; fields that it is given, in their order or by their names, are what it is given. */
    private Value blank(Program.TypeOf type, Given given, Frame frame) {
        Value self = frame.state().add(new Instance(type.path(), Origin.OUTSIDE, -1, null));
        fill(self, type, type.path(), given, frame);
        return self;
    }

    /** Sets the fields of an object. */
    private void fill(Value self, Program.TypeOf type, String what, Given given, Frame frame) {
        fill(self, type, program.fields(type), what, given, frame);
    }

    private void fill(Value self, Program.TypeOf type, List<Statement> all, String what, Given given, Frame frame) {
        if (!making.add(what)) {
            return; // it has a field of its own type
        }
        Variables before = frame.state().enter(new Variables());
        Frame within = new Frame(frame.state(), self, frame.depth());
        boolean isOfType = what.startsWith(OF_TYPE);
        if (frame.state().instance(self) != null) {
            int position = 0;
            Set<String> made = evaluation.pointers().are() ? madeByConstructors(type) : Set.of();
            for (Statement field : all) {
                if (!isOfType && enumerations.isConstant(type, field)) {
                    continue; // of an enumeration, and none of its constants has others
                }
                if (field instanceof Statement.Assignment assignment
                        && !assignment.operator().equals(Statement.INITIAL)
                        && assignment.target() instanceof Expression.Name(String name, int _, int _)) {
                    Value one = given.get(List.of(Integer.toString(position++), name));
                    Instance instance = one == null ? null : frame.state().mutable(self);
                    if (one != null && instance != null) {
                        instance.set(name, one);
                    } else if (isOfType && instance == null && enumerations.isEnumeration(type)) {
                        enumerations.make(type, name, assignment, self, within);
                    } else if (!made.contains(name)) {
                        initial(name, assignment, self, within);
                    }
                } else {
                    interpreter.run(List.of(field), within);
                }
            }
        }
        frame.continueWith(within.state());
        frame.state().enter(before);
        making.remove(what);
    }

    /** Makes a member of the object at hand, or the part of it that it inherits, of what stands before its constructor's body. */
    void member(String name, List<Given.One> given, int offsetBytes, Frame frame) {
        Value self = frame.self();
        Instance instance = self == null ? null : frame.state().instance(self);
        Program.TypeOf type = instance == null ? null : program.type(instance.type());
        String written = type == null ? null : program.typeOf(type, name);
        if (self == null || written == null) {
            Program.TypeOf part = program.type(names.path(Program.bare(name)));
            if (self != null && type != null && part != null && program.is(type.path(), part.path())) {
                initializePart(self, part, given, frame);
            } else if (self != null) {
                initializeAbove(self, given, frame);
            }
            return;
        }
        Value only = given.size() == 1 ? given.getFirst().value() : Value.OUTSIDE;
        Value made = null;
        if (evaluation.types().isInPlace(written) && !written.isEmpty()) {
            String path = names.path(evaluation.types().type(written));
            Program.TypeOf own = program.type(path);
            boolean isCopied = own != null && only instanceof Value.Reference;
            List<Given.One> all = new ArrayList<>(declared.typeArguments(written));
            all.addAll(given);
            made = isCopied
                    ? only
                    : own != null
                            ? instance(own, given, frame)
                            : application.call("new " + path, new Given(null, all), offsetBytes, frame);
        }
        Instance changed = frame.state().mutable(self);
        if (changed != null) {
            changed.set(name, made == null ? evaluation.pointers().declared(written, only, false, frame) : made);
        }
    }

    /** The members that constructors of a type make by themselves. */
    private static Set<String> madeByConstructors(Program.TypeOf type) {
        Set<String> made = new HashSet<>();
        String own = type.path().substring(type.path().lastIndexOf('.') + 1);
        for (Statement.Function constructor : type.functions(own)) {
            for (Statement statement : constructor.body()) {
                if (!(statement instanceof Statement.Assignment assignment
                        && assignment.operator().equals(Statement.INITIAL))) {
                    break;
                }
                if (assignment.target() instanceof Expression.Name(String name, int _, int _)) {
                    made.add(name);
                }
            }
        }
        return made;
    }

    /** One that is only declared is not set, but some object where its type is one that rows know. */
    private void initial(String name, Statement.Assignment field, Value self, Frame frame) {
        Expression value = typed(field);
        Value initial = value != null
                ? evaluation.pointers().declared(field.type(), evaluation.of(value, frame), field.constant(), frame)
                : field.type().isEmpty() ? null : declared.variable(field.type(), field.start(), frame);
        if (initial != null && !field.type().isEmpty()) {
            look(field.type(), initial, field.start(), frame);
        }
        Instance instance = frame.state().mutable(self);
        if (initial != null && instance != null && !initial.equals(Value.OUTSIDE)) {
            instance.set(name, initial);
        }
    }

    /** Applies what rows know of types that inherit from one of a library: what they set of their own are arguments by their names. */
    void inherits(Program.TypeOf type, Frame frame) {
        for (String above : type.supertypes()) {
            String callee = ApiTable.INHERITS + above;
            Instance own =
                    application.rows(callee).isEmpty() ? null : frame.state().instance(shared(type, frame));
            if (own != null && !type.fields().isEmpty()) {
                List<Given.One> set = new ArrayList<>();
                own.fields().forEach((name, value) -> set.add(new Given.One(name, value)));
                application.call(
                        callee, new Given(null, set), type.fields().getFirst().start(), frame);
            }
        }
    }

    /** Runs the constructor of the type that an object's own one inherits from. */
    void initializeAbove(Value self, List<Given.One> arguments, Frame frame) {
        Instance instance = frame.state().instance(self);
        Program.TypeOf type = instance == null ? null : program.type(instance.type());
        Program.TypeOf above = type == null ? null : program.above(type);
        Statement.Function constructor = above == null ? null : constructor(above, arguments.size());
        if (constructor != null) {
            calls.functions().run(constructor, self, arguments, frame);
        }
    }

    /** Whether it is a library that makes objects of a type, and the text only adds functions to it. */
    boolean isOnlyAddedTo(Program.TypeOf type, int arguments) {
        return constructor(type, arguments) == null
                && !application.rows("new " + type.path()).isEmpty();
    }

    /** Makes the part of an object that is of a type from which its own one inherits. */
    private void initializePart(Value self, Program.TypeOf part, List<Given.One> arguments, Frame frame) {
        Statement.Function constructor = constructor(part, arguments.size());
        if (constructor == null) {
            fill(self, part, program.fields(part), PART + part.path(), new Given(null, arguments), frame);
        } else {
            calls.functions().run(constructor, self, arguments, frame);
        }
    }

    private Statement.@Nullable Function constructor(Program.TypeOf type, int arguments) {
        Program.TypeOf at = type;
        for (int i = 0; at != null && i < Program.MOST_SUPERTYPES; i++) {
            Statement.Function constructor = ownConstructor(at, arguments);
            if (constructor != null || !traits.hasInheritedConstructors()) {
                return constructor;
            }
            at = program.above(at);
        }
        return null;
    }

    private Statement.@Nullable Function ownConstructor(Program.TypeOf type, int arguments) {
        String own = type.path().substring(type.path().lastIndexOf('.') + 1);
        List<Statement.Function> all = new ArrayList<>(type.functions(own));
        for (String name : traits.constructors()) {
            all.addAll(type.functions(name));
        }
        return Program.fitting(all, arguments + (traits.hasExplicitSelf() ? 1 : 0));
    }

    /** A structure's literal is a call with its fields as arguments. */
    Value made(Instance instance, int offsetBytes, Frame frame) {
        List<Given.One> fields = new ArrayList<>();
        instance.fields().forEach((name, value) -> fields.add(new Given.One(name, value)));
        Value result = instance.type().isEmpty()
                ? null
                : calls.libraries().apply("new " + instance.type(), new Given(null, fields), offsetBytes, frame);
        return result == null ? frame.state().add(instance) : result;
    }

    /** What stands for a type itself: the object at hand of functions that are of no object. */
    Value shared(Program.TypeOf type, Frame frame) {
        Value known = frame.state().type(type.path());
        if (known != null) {
            return known;
        }
        Value made = frame.state().add(new Instance(type.path(), Origin.OUTSIDE, -1, null));
        frame.state().setType(type.path(), made); // what sets a field may call what reads one that was set before
        fill(made, type, OF_TYPE + type.path(), NONE, frame);
        Instance instance = frame.state().instance(made);
        if (instance != null) {
            left.fill(instance, frame.state());
        }
        return made;
    }
}
