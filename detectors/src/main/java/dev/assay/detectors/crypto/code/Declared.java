package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects that nobody is seen making: of variables and parameters that are only declared. Belongs to one thread and one text. */
final class Declared {
    /** Before a type's name, for the object of it that comes from outside. */
    private static final String GIVEN = "? ";

    /** Of more types that inherit from one it is not followed which one an object is of. */
    private static final int MOST_KINDS = 6;

    private static final Set<String> BYTES = Set.of("byte", "uint8");

    private final Evaluation evaluation;
    private final Program program;
    private final Names names;
    private final Application application;
    private final Construction construction;

    Declared(Evaluation evaluation, Program program, Names names, Application application, Construction construction) {
        this.evaluation = evaluation;
        this.program = program;
        this.names = names;
        this.application = application;
        this.construction = construction;
    }

    /**
     * What a variable holds that is only declared: an array, where the language makes an object in place, that object, or nothing that
     * is known.
     */
    Value variable(String type, int offsetBytes, Frame frame) {
        Value array = array(type, frame);
        if (array != null) {
            return array;
        }
        if (evaluation.types().isArray(type)) {
            return evaluation.pointers().declared(type, null, false, frame);
        }
        if (evaluation.types().isInPlace(type)) {
            String path = names.path(evaluation.types().type(type));
            Program.TypeOf own = program.type(path);
            if (own != null) {
                return construction.instance(own, List.of(), frame);
            }
            Value made = application.call("new " + path, new Given(null, typeArguments(type)), offsetBytes, frame);
            if (made != null) {
                return made;
            }
        }
        return some(type, frame);
    }

    /** An array of bytes whose elements are zero and whose size its type says, as {@code [16]byte} does; null if it is no such type. */
    @Nullable
    Value array(String type, Frame frame) {
        int close = type.indexOf(']');
        boolean isArray = close > 1
                && type.charAt(0) == '['
                && BYTES.contains(type.substring(close + 1).strip());
        if (!isArray) {
            return null;
        }
        Value size = Numbers.of(type.substring(1, close).strip());
        long bits = size instanceof Value.Known(Long bytes) ? 8 * bytes : -1;
        return frame.state().add(new Instance(type, Origin.ZERO, bits, null));
    }

    /** What a type is made with, as named arguments {@code <0>}, {@code <1>}, and what that is made with, {@code <0.0>}. */
    List<Given.One> typeArguments(String type) {
        List<Given.One> arguments = new ArrayList<>(1);
        List<String> types = evaluation.types().typeArguments(type);
        for (int i = 0; i < types.size(); i++) {
            arguments.add(new Given.One("<" + i + ">", named(types.get(i))));
            List<String> within = evaluation.types().typeArguments(types.get(i));
            for (int j = 0; j < within.size(); j++) {
                arguments.add(new Given.One("<" + i + "." + j + ">", named(within.get(j))));
            }
        }
        return arguments;
    }

    private Value named(String type) {
        return new Value.Named(names.path(evaluation.types().type(type)));
    }

    /** Some object of a declared type: of the text's own, and of one that rows know, calls on it mean something. */
    Value some(String written, Frame frame) {
        String type = evaluation.types().owned(written);
        String path = names.path(evaluation.types().type(isOfTypes(type) ? Program.bare(type) : type));
        Program.TypeOf own = program.type(path);
        if (own != null) {
            return own.types().isEmpty() || type.indexOf('<') < 0 ? any(own, frame) : madeFor(type, own, frame);
        }
        boolean known = application.knows(path) && !names.isImplicit(path); // a text is a value, and no object
        return known ? frame.state().add(Instance.given(path)) : Value.OUTSIDE;
    }

    /** Whether it is made of types in brackets, as in Scala, and no array. */
    private boolean isOfTypes(String type) {
        int open = type.indexOf('[');
        return open > 0
                && type.endsWith("]")
                && Character.isUpperCase(type.charAt(open + 1))
                && !evaluation.pointers().are();
    }

    /** Some object of a type that is made for others; the same one for the same. */
    private Value madeFor(String type, Program.TypeOf own, Frame frame) {
        Value known = frame.state().type(GIVEN + type);
        Value any = known == null ? any(own, frame) : known;
        Instance instance = known == null ? frame.state().instance(any) : null;
        if (instance == null) {
            return any;
        }
        Value made = frame.state().add(instance.copy());
        evaluation.generics().say(made, type, frame);
        frame.state().setType(GIVEN + type, made);
        return made;
    }

    /** A constant of an enumeration, or an object of a type of the text or of what inherits from it: any of them. */
    private Value any(Program.TypeOf type, Frame frame) {
        List<Value> constants = construction.enumerations().constants(type, frame);
        constants = constants.isEmpty() ? construction.enumerations().plain(type, frame) : constants;
        if (!constants.isEmpty()) {
            return Value.any(constants);
        }
        List<Program.TypeOf> kinds = program.kinds(type);
        if (kinds.isEmpty() || kinds.size() > MOST_KINDS) {
            return fromOutside(type, frame);
        }
        List<Value> all = new ArrayList<>(kinds.size() + 1);
        if (kinds.size() == 1 && program.leftOpen(type).isEmpty()) {
            all.add(fromOutside(type, frame)); // it may be one that nothing is left open in
        }
        for (Program.TypeOf kind : kinds) {
            all.add(fromOutside(kind, frame));
        }
        return Value.any(all);
    }

    /** An object of the text's own type of which it is not seen who made it; the same one each time. */
    Value fromOutside(Program.TypeOf type, Frame frame) {
        String given = GIVEN + type.path();
        Value known = frame.state().type(given);
        if (known != null) {
            return known;
        }
        Value self = construction.blank(type, frame);
        frame.state().setType(given, self);
        openParts(self, type, frame);
        Instance instance = frame.state().mutable(self);
        if (instance != null) {
            instance.give();
            construction.left().restore(instance, of -> fromOutside(of, frame), frame.state());
        }
        return self;
    }

    /** What is given for a part of it may be anything that its type has, beside what it is where nobody gives it. */
    private void openParts(Value self, Program.TypeOf type, Frame frame) {
        for (Statement member : type.fields()) {
            Instance instance = frame.state().instance(self);
            Value own = instance != null
                            && Program.isPart(member)
                            && member instanceof Statement.Assignment part
                            && part.target() instanceof Expression.Name(String name, int _, int _)
                    ? instance.fields().get(name)
                    : null;
            if (own == null || !(member instanceof Statement.Assignment part)) {
                continue;
            }
            Program.TypeOf of = program.type(names.path(evaluation.types().type(part.type())));
            Value any = of == null ? Value.OUTSIDE : any(of, frame);
            Instance changed = any instanceof Value.OneOf ? frame.state().mutable(self) : null;
            if (changed != null && part.target() instanceof Expression.Name(String name, int _, int _)) {
                boolean isAmong = own instanceof Value.Named(String path)
                        && Value.each(any).stream().anyMatch(one -> isOf(path, one, frame));
                changed.set(name, isAmong ? any : Value.either(own, any));
            }
        }
    }

    private static boolean isOf(String type, Value value, Frame frame) {
        Instance instance = frame.state().instance(value);
        return instance != null && instance.type().equals(type);
    }
}
