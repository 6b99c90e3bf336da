package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is no call as it is written and is one for rows: properties that are set or worked out, keys, variables. Belongs to one thread and one text. */
final class Properties {
    /** What marks a method that is called where its name stands alone. */
    private static final Set<String> GETTERS =
            Set.of("get", "@property", "@cached_property", "@functools.cached_property");

    private final Program program;
    private final Application application;
    private final Functions functions;
    private final Libraries libraries;

    Properties(Program program, Application application, Functions functions, Libraries libraries) {
        this.program = program;
        this.application = application;
        this.functions = functions;
        this.libraries = libraries;
    }

    /** A property that is set is a call, for rows that know it. */
    void set(Value object, String name, Value value, int offsetBytes, Frame frame) {
        Instance instance = frame.state().instance(object);
        String of = object instanceof Value.Named(String path) ? path : instance == null ? "" : instance.type();
        Given given = new Given(object, List.of(new Given.One(null, value)));
        application.named(name, value, offsetBytes, frame);
        boolean isKnown = application.knowsIn(of)
                && (libraries.apply("set " + of + "." + name, given, offsetBytes, frame) != null
                        || libraries.apply(of + "." + setter(name), given, offsetBytes, frame) != null);
        if (!isKnown && application.hasProperty(name) && !program.isWhollyOwn(of)) {
            libraries.apply("set " + ApiTable.ofUnknown(name), given, offsetBytes, frame);
        }
    }

    /** The method that sets a property, as Java names them. */
    private static String setter(String name) {
        return name.isEmpty() ? "" : "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A value under a key of a map, for rows that know the key whatever the map is for. */
    void key(String name, Value value, int offsetBytes, Frame frame) {
        application.named(name, value, offsetBytes, frame);
        if (application.knows(name)) {
            libraries.apply("key " + name, new Given(null, List.of(new Given.One(null, value))), offsetBytes, frame);
        }
    }

    /** What a property of an object gives that is worked out each time; null if it is none. */
    @Nullable
    Value got(String type, String name, @Nullable Value self, Frame frame) {
        Program.Found found = functions.find(type, name, 0);
        return found == null || found.function().modifiers().stream().noneMatch(GETTERS::contains)
                ? null
                : functions.run(found, self, List.of(), frame);
    }

    /** What a function gives, for rows that know what its name says; not again where a name in it said so. */
    void gives(Value.Callable function, Value value, Frame frame) {
        List<Statement> body = function.body();
        if (!body.isEmpty()
                && application.hasNamed(functions.name(function))
                && !application.hasNamed(body.getFirst().start(), body.getLast().start())) {
            application.named(functions.name(function), value, body.getLast().start(), frame);
        }
    }

    /** A variable of the outermost level that is set, for rows that know it. */
    void let(String name, Value value, int offsetBytes, Frame frame) {
        if (application.knows(name)) {
            application.call("let " + name, new Given(null, List.of(new Given.One(null, value))), offsetBytes, frame);
        }
    }
}
