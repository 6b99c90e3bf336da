package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Types of the text that are made for other types, as {@code Tree<Sha256>}: an object has those in fields of their own, {@code <0>}, and its
 * functions have them under the names that stand for types. Belongs to one thread and one text.
 */
final class Generics {
    private static final int MOST_TYPES = 8;

    private final Program program;
    private final Names names;

    Generics(Program program, Names names) {
        this.program = program;
        this.names = names;
    }

    private static String field(int place) {
        return "<" + place + ">";
    }

    /** What the names for types stand for in functions of an object. */
    static Map<String, Value> bound(Program.TypeOf type, Instance self) {
        if (type.types().isEmpty()) {
            return Map.of();
        }
        Map<String, Value> bound = new HashMap<>();
        for (int i = 0; i < type.types().size(); i++) {
            Value is = self.fields().get(field(i));
            if (is != null && !type.types().get(i).isEmpty()) {
                bound.put(type.types().get(i), is);
            }
        }
        return bound;
    }

    /** Says of a new object what names for types stand for where it is made, and of what is in it what its fields' types say. */
    void made(Instance instance, Frame frame) {
        Program.TypeOf type = program.type(instance.type());
        if (type == null) {
            return;
        }
        for (int i = 0; i < Math.min(MOST_TYPES, type.types().size()); i++) {
            Value is = frame.state().variable(type.types().get(i));
            if (is instanceof Value.Named) {
                instance.set(field(i), is);
            }
        }
        for (Statement member : type.fields()) {
            if (member instanceof Statement.Assignment field
                    && field.type().indexOf('<') > 0
                    && field.target() instanceof Expression.Name(String name, int _, int _)
                    && instance.fields().get(name) instanceof Value.Reference held) {
                say(held, field.type(), frame);
            }
        }
    }

    /** Says of an object of a type of the text which types it is made for, as far as its declared type does. */
    void say(Value value, String declared, Frame frame) {
        int open = declared.indexOf('<');
        Instance instance = open <= 0 ? null : frame.state().instance(value);
        Program.TypeOf type = instance == null ? null : program.type(instance.type());
        if (type == null || type.types().isEmpty()) {
            return;
        }
        List<String> arguments = arguments(declared.substring(open + 1));
        Instance changed = frame.state().mutable(value);
        for (int i = 0;
                changed != null && i < Math.min(arguments.size(), type.types().size());
                i++) {
            Value named = frame.state().variable(arguments.get(i));
            changed.set(field(i), named instanceof Value.Named ? named : new Value.Named(names.path(arguments.get(i))));
        }
    }

    /** What stands between the signs, parted by commas, as far as the sign that ends it. */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>(1);
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length() && arguments.size() < MOST_TYPES; i++) {
            char c = text.charAt(i);
            if (depth == 0 && (c == ',' || c == '>')) {
                arguments.add(text.substring(from, i).strip());
                from = i + 1;
                if (c == '>') {
                    break;
                }
            }
            depth += c == '<' || c == '(' || c == '[' ? 1 : c == '>' || c == ')' || c == ']' ? -1 : 0;
        }
        return arguments;
    }

    /** Whether it stands for a type of the text with the types that it is made for, and for no object of it. */
    static boolean isType(Instance instance) {
        return !instance.fields().isEmpty()
                && instance.fields().keySet().stream().allMatch(name -> name.startsWith("<"));
    }

    /** Says of a new object that it is made for the same types. */
    void like(Value made, Instance type, Frame frame) {
        Instance object = frame.state().mutable(made);
        if (object != null) {
            type.fields().forEach(object::set);
        }
    }

    /** A type of the text with the types that it is made for. */
    Value of(String path, List<Value> types, Frame frame) {
        boolean isOwn = program.type(path) != null;
        Instance made = new Instance(path, Origin.OUTSIDE, -1, null);
        for (int i = 0; i < types.size(); i++) {
            made.set(isOwn ? field(i) : Integer.toString(i), types.get(i));
        }
        return frame.state().add(made);
    }
}
