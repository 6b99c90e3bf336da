package dev.assay.detectors.text.jinja;

import dev.assay.detectors.text.Previews;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.report.GapKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes facts of what a template does, each at its first place, and keeps what its variables hold. For one template. */
final class Uses {
    static final String LANGUAGE = "jinja";

    private static final int MOST = 200;
    private static final int MOST_VARIABLES = 2_000;

    private final Sink out;
    private final Previews previews;
    private final Set<String> told = new HashSet<>();
    private final Map<String, Value> variables = new HashMap<>();
    private byte[] bytes = new byte[0];
    private int begin;
    private int end;
    private long position;

    Uses(Sink out, Previews previews) {
        this.out = out;
        this.previews = previews;
    }

    /** Where the next tag lies: in these bytes, of which the first is at a position of the template. */
    void at(byte[] block, int tagBegin, int tagEnd, long blockPosition) {
        bytes = block;
        begin = tagBegin;
        end = tagEnd;
        position = blockPosition;
    }

    void tell(Shape shape, String name, int at) {
        if (told.size() > MOST || !told.add(shape + " " + name)) {
            return;
        }
        if (told.size() > MOST) {
            out.gap(GapKind.LIMIT, position + at, "more than " + MOST + " suspicious places in one template", -1);
            return;
        }
        out.fact(new CodeUse(
                LANGUAGE,
                shape.id(),
                previews.of(name),
                CodeUse.When.LOAD,
                previews.of(Arrays.copyOfRange(bytes, begin, end), 0, end - begin),
                position + at));
    }

    /** An attribute that is taken, however it is written. */
    void attribute(String name, Value of, int at) {
        String path = of.member(name).path();
        if (Names.isEscape(name) && !name.equals("mro")
                || name.equals("mro") && of.path().contains("__class__")) {
            tell(Shape.ESCAPE, path, at);
        } else if (Names.isSpecial(name)) {
            tell(Shape.SPECIAL_ATTRIBUTE, path, at);
        } else if (Names.isOfApplication(of.path()) && !variables.containsKey(of.path())) {
            tell(Shape.APPLICATION_OBJECT, path, at);
        }
    }

    Value variable(String name) {
        Value value = variables.get(name);
        return value == null || value.equals(Value.UNKNOWN) ? Value.path(name) : value;
    }

    void assign(String name, Value value) {
        if (variables.size() < MOST_VARIABLES || variables.containsKey(name)) {
            variables.put(name, value);
        }
    }
}
