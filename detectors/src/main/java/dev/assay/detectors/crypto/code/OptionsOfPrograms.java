package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;

/**
 * Options of a program's command line, as libraries are told of them: an object has each as a member, which is what it is by default, or
 * any of what may be chosen. Stateless.
 */
final class OptionsOfPrograms {
    private static final String LONG = "--";

    private OptionsOfPrograms() {}

    /** @param otherwise the argument that says what it is by default */
    static Value add(String otherwise, Given given, State state) {
        Value self = given.self() == null ? Value.OUTSIDE : given.self();
        Instance all = state.mutable(self);
        String name = name(given);
        if (all == null || name.isEmpty()) {
            return self;
        }
        List<Value> values = new ArrayList<>(1);
        Value byDefault = given.get(List.of(otherwise), state);
        if (byDefault != null && !(byDefault instanceof Value.Known(Value.Nothing _))) {
            values.add(byDefault);
        }
        Value choices = given.get(List.of("choices", "1.choices"), state);
        Instance list = choices == null ? null : state.instance(choices);
        if (list != null && list.type().isEmpty()) {
            values.addAll(list.fields().values());
        }
        Value value = values.isEmpty() ? Value.OUTSIDE : Value.any(values);
        all.set(name.replace('-', '_'), value);
        all.set(camel(name), value);
        return self;
    }

    /** What the member is called: by a name that is given for that, or the first long one, or the first. */
    private static String name(Given given) {
        if (given.get(List.of("dest")) instanceof Value.Known(String said)) {
            return said;
        }
        String first = "";
        for (Given.One argument : given.arguments()) {
            if (argument.name() != null || !(argument.value() instanceof Value.Known(String text))) {
                break;
            }
            for (String word : Parts.of(text.replace(',', ' '), ' ')) {
                if (word.startsWith(LONG)) {
                    return word.substring(LONG.length());
                }
                first = first.isEmpty() && !word.startsWith("<") ? word.replace("-", "") : first;
            }
        }
        return first;
    }

    private static String camel(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (String part : Parts.of(name, '-')) {
            boolean isFirst = camel.isEmpty() || part.isEmpty();
            camel.append(isFirst ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }
}
