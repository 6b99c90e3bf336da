package dev.assay.engine.code;

import java.util.ArrayList;
import java.util.List;

/** What a type does that says its parts behind its name, as records do, beside what its constructors say. Stateless. */
final class RecordParser {
    private static final String SELF = "this";

    private RecordParser() {}

    /**
     * Adds the constructor that takes all parts, where a type has others: it sets a field to each. One that is written without
     * parameters does so at its end, unless it is one that calls another.
     */
    static void complete(String name, List<Statement.Parameter> parts, List<Statement> members) {
        int compact = -1;
        boolean others = false;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) instanceof Statement.Function it && it.name().equals(name)) {
                if (it.parameters().size() == parts.size()) {
                    return;
                }
                others = true;
                compact = it.parameters().isEmpty() && !callsAnother(it) ? i : compact;
            }
        }
        if (!others) {
            return;
        }
        Statement.Function written = compact < 0 ? null : (Statement.Function) members.get(compact);
        int at = written == null ? members.getFirst().start() : written.end();
        List<Statement> body = new ArrayList<>(written == null ? List.of() : written.body());
        for (Statement.Parameter part : parts) {
            Expression field = new Expression.Member(new Expression.Name(SELF, at, at), part.name(), at, at);
            Expression value = new Expression.Name(part.name(), at, at);
            body.add(new Statement.Assignment(field, "=", value, "", false, at, at));
        }
        int start = written == null ? at : written.start();
        List<String> modifiers = written == null ? List.of() : written.modifiers();
        Statement.Function all = new Statement.Function(name, parts, body, modifiers, start, at);
        if (written == null) {
            members.add(all);
        } else {
            members.set(compact, all);
        }
    }

    private static boolean callsAnother(Statement.Function constructor) {
        return !constructor.body().isEmpty()
                && constructor.body().getFirst() instanceof Statement.Evaluation first
                && first.expression() instanceof Expression.Call call
                && call.callee() instanceof Expression.Name(String called, int _, int _)
                && called.equals(SELF);
    }
}
