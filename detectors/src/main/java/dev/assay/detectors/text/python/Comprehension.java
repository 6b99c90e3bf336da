package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Token.Kind;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code chr(c) for c in [..]}. The element stands before what says which values it takes, so it is read twice: the second
 * time with each value of the list where that is known, and else with what the values were made of.
 */
final class Comprehension {
    private static final int MOST_ROUNDS = 10_000;

    private final Expressions in;
    private final Source source;
    private final Members members;

    Comprehension(Expressions in, Source source, Members members) {
        this.in = in;
        this.source = source;
        this.members = members;
    }

    /**
     * Reads the clauses.
     *
     * @param element what was read first
     * @param begin the position that the element begins at
     * @return what it makes, as far as that is known
     */
    List<Value> read(Value element, int begin) {
        int taints = element.taints();
        List<String> names = List.of();
        Value over = Value.UNKNOWN;
        int clauses = 0;
        int from = in.peek().from();
        while (in.peek().isName("for") || in.peek().isName("async") || in.peek().isName("if")) {
            boolean condition = in.peek().isName("if");
            in.skip();
            in.takeName("for");
            clauses++;
            if (condition) {
                taints |= in.nested().taints();
                continue;
            }
            names = names();
            in.takeName("in");
            over = in.nested();
            taints |= over.taints();
            Value each = Value.of(over.taints() & Taint.LASTING);
            names.forEach(name -> source.assign(name, each));
        }
        List<Value> made = again(begin, from, names, over);
        for (Value value : made) {
            taints |= value.taints();
        }
        boolean known =
                clauses == 1 && over instanceof Items items && items.items().size() == made.size();
        return known ? made : List.of(Value.of(taints & Taint.LASTING));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        while (in.peek().kind() == Kind.NAME && !in.peek().isName("in")
                || in.peek().is(",")
                || in.peek().is("(")) {
            if (in.peek().kind() == Kind.NAME) {
                names.add(in.peek().text());
            }
            in.skip();
        }
        in.take(")");
        return names;
    }

    private List<Value> again(int begin, int end, List<String> names, Value over) {
        int after = in.position();
        in.moveTo(begin);
        long cost = Calls.EVALUATED * Math.max(end - in.peek().from(), 1);
        List<Value> made = new ArrayList<>();
        for (Value round : over instanceof Items items ? items.items() : List.of(Value.of(over.taints()))) {
            if (made.size() >= MOST_ROUNDS || names.isEmpty() || !source.affords(cost)) {
                break;
            }
            for (int i = 0; i < names.size(); i++) {
                source.assign(names.get(i), names.size() == 1 ? round : members.item(round, new Int(i)));
            }
            in.moveTo(begin);
            made.add(in.expression());
        }
        in.moveTo(after);
        return made;
    }
}
