package dev.assay.detectors.text.jinja;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls and filters come to, and what of it is worth telling. For one template. */
final class Calls {
    private static final Set<String> TAKE_ATTRIBUTES = Set.of(
            "attr",
            "map",
            "select",
            "selectattr",
            "reject",
            "rejectattr",
            "sort",
            "groupby",
            "sum",
            "join",
            "unique",
            "min",
            "max",
            "extract",
            "json_query");
    private static final Set<String> FILL = Set.of("center", "ljust", "rjust", "zfill", "indent", "lipsum");

    private final Uses uses;
    private final Arithmetic arithmetic;

    Calls(Uses uses, Arithmetic arithmetic) {
        this.uses = uses;
        this.arithmetic = arithmetic;
    }

    Value call(Value of, List<Value> arguments, Map<String, Value> named, Token at) {
        String name = of.lastName();
        if (of.path().contains(".") && Names.isCodeCall(name)) {
            uses.tell(Shape.CODE_CALL, of.path(), at.at());
        }
        fill(name, arguments, named, at);
        if (of.path().equals("range")) {
            Long count = arguments.size() == 1
                    ? arguments.getFirst().number()
                    : arguments.size() > 1 ? arguments.get(1).number() : null;
            if (count != null && count >= Arithmetic.MANY) {
                uses.tell(Shape.EXPLOSION, "range(" + count + ")", at.at());
            }
            return new Value(null, count, null, "range", null);
        }
        if (of.path().equals("dict")) {
            return Value.items(named.keySet().stream().sorted().map(Value::text).toList());
        }
        Value receiver = of.receiver();
        Value known = receiver == null ? Value.UNKNOWN : TextMethods.of(name, receiver, arguments);
        return known.equals(Value.UNKNOWN) && !of.path().isEmpty() ? Value.path(of.path() + "()") : known;
    }

    private void fill(String name, List<Value> arguments, Map<String, Value> named, Token at) {
        if (FILL.contains(name)) {
            List<Value> all = new ArrayList<>(arguments);
            all.addAll(named.values());
            if (all.stream().anyMatch(value -> value.number() != null && value.number() >= Arithmetic.MANY)) {
                uses.tell(Shape.EXPLOSION, name + " to a width of millions", at.at());
            }
        }
    }

    Value filter(Value of, List<Value> arguments, Map<String, Value> named, Token token) {
        String name = token.text();
        fill(name, arguments, named, token);
        if (name.equals("attr")) {
            return attr(of, arguments, token);
        }
        if (TAKE_ATTRIBUTES.contains(name)) {
            List<Value> all = new ArrayList<>(arguments);
            all.addAll(named.values());
            for (Value argument : all) {
                attributesIn(argument.text(), of, token);
            }
        }
        if (name.equals("format") && of.text() != null) {
            arithmetic.width(of.text(), token);
        }
        Value known = TextMethods.of(name, of, arguments);
        return known.equals(Value.UNKNOWN) && !of.path().isEmpty() ? Value.path(of.path() + "|" + name) : known;
    }

    private Value attr(Value of, List<Value> arguments, Token at) {
        String attribute = arguments.isEmpty() ? null : arguments.getFirst().text();
        if (attribute == null) {
            uses.tell(Shape.COMPUTED_ATTRIBUTE, of.path() + "|attr", at.at());
            return of;
        }
        uses.attribute(attribute, of, at.at());
        return of.member(attribute);
    }

    private void attributesIn(@Nullable String dotted, Value of, Token at) {
        if (dotted != null && dotted.contains("__")) {
            for (String part : Parts.of(dotted, '.')) {
                uses.attribute(part, of, at.at());
            }
        }
    }
}
