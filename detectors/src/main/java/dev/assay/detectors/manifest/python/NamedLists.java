package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Operation;
import dev.assay.engine.code.Expression.Text;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.List;

/** The files with lists of requirements that a program names where it works something out. Belongs to one thread. */
final class NamedLists {
    private static final List<String> ENDINGS = List.of(".txt", ".in", ".pip");

    /** Functions that call one another with a part of a path. */
    private static final int MOST_FOLDERS = 4;

    private final Lookup lookup;

    NamedLists(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The lists of requirements whose names are written in what something is worked out of. */
    List<String> of(List<Expression> values) {
        List<String> files = new ArrayList<>();
        values.forEach(each -> collect(each, files));
        return files;
    }

    private void collect(Expression value, List<String> files) {
        if (lookup.enter()) {
            named(value, files);
            lookup.leave();
        }
    }

    private void named(Expression value, List<String> files) {
        String path = path(value);
        if (isList(path)) {
            if (!files.contains(path)) {
                files.add(path);
            }
            return;
        }
        String name = ProgramNames.name(value);
        if (!name.isEmpty()) {
            var _ = lookup.looked(value, "file " + name, () -> {
                lookup.names().values(name).forEach(each -> collect(each, files));
                return true;
            });
        }
        Statement.Function function = value instanceof Call call ? lookup.function(call) : null;
        if (function != null) {
            var _ = lookup.looked(value, "file " + function.name() + "()", () -> {
                collect(function.body(), files);
                return true;
            });
        }
        ProgramNames.within(value).forEach(each -> collect(each, files));
    }

    /** A file's name, and not only an ending that is added to names. */
    private static boolean isList(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0
                && path.charAt(dot - 1) != '/'
                && path.indexOf('\n') < 0
                && ENDINGS.contains(path.substring(dot));
    }

    private void collect(List<Statement> statements, List<String> files) {
        for (Statement each : statements) {
            ProgramNames.of(each).forEach(value -> collect(value, files));
            collect(ProgramNames.within(each), files);
        }
    }

    /** Of {@code join(here, "a", "b.txt")} and {@code here / "a" / "b.txt"} what is written. */
    private static String path(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Operation parts when parts.operator().equals("/") -> joined(parts.operands());
            case Call call
            when Lookup.isNamed(call, "join", "Path", "joinpath") ->
                joined(call.arguments().stream().map(Argument::value).toList());
            default -> "";
        };
    }

    private static String joined(List<Expression> parts) {
        StringBuilder path = new StringBuilder();
        for (Expression each : parts) {
            String part = path(each);
            path.append(path.isEmpty() || part.isEmpty() ? "" : "/").append(part);
        }
        return path.toString();
    }

    /** In which folder a function looks for the file that it is given: what stands in front of its parameter in a path. */
    String folder(Statement.Function function) {
        return folder(function, 0);
    }

    @SuppressWarnings("ReferenceEquality") // a function is told by where it stands
    private String folder(Statement.Function function, int depth) {
        List<Call> calls = new ArrayList<>();
        calls(function.body(), calls);
        for (Call call : depth == MOST_FOLDERS ? List.<Call>of() : calls) {
            List<Expression> before = new ArrayList<>();
            for (Argument each : call.arguments()) {
                boolean isGiven = each.value() instanceof Name name
                        && function.parameters().stream()
                                .anyMatch(parameter -> parameter.name().equals(name.name()));
                Statement.Function called = lookup.function(call);
                if (isGiven && (called != null || Lookup.isNamed(call, "join", "joinpath", "Path"))) {
                    String inside = joined(before);
                    String outside = called == null || called == function ? "" : folder(called, depth + 1);
                    return outside.isEmpty() || inside.isEmpty() ? outside + inside : outside + "/" + inside;
                }
                before.add(each.value());
            }
        }
        return "";
    }

    private void calls(List<Statement> statements, List<Call> calls) {
        for (Statement each : statements) {
            ProgramNames.of(each).forEach(value -> calls(value, calls));
            calls(ProgramNames.within(each), calls);
        }
    }

    private void calls(Expression value, List<Call> calls) {
        if (lookup.enter()) {
            if (value instanceof Call call) {
                calls.add(call);
            }
            ProgramNames.within(value).forEach(each -> calls(each, calls));
            lookup.leave();
        }
    }
}
