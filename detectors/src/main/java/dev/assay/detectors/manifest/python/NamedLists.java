package dev.assay.detectors.manifest.python;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Operation;
import dev.assay.engine.code.Expression.Text;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files with lists of requirements that a program names where it works something out. Belongs to one thread. */
final class NamedLists {
    private static final List<String> ENDINGS = List.of(".txt", ".in", ".pip");

    /** What systems take for a path. */
    private static final int MOST_PATH = 4_096;

    /** Functions that call one another with a part of a path. */
    private static final int MOST_FOLDERS = 4;

    private final Lookup lookup;

    NamedLists(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The lists of requirements whose names are written in what something is worked out of. */
    Set<String> of(List<Expression> values) {
        Set<String> files = new LinkedHashSet<>();
        values.forEach(each -> collect(each, files));
        return files;
    }

    private void collect(Expression value, Set<String> files) {
        if (lookup.enter()) {
            named(value, files);
            lookup.leave();
        } else {
            lookup.tooFar(value);
        }
    }

    private void named(Expression value, Set<String> files) {
        String path = path(value);
        if (isList(path)) {
            files.add(path);
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

    private void collect(List<Statement> statements, Set<String> files) {
        for (Statement each : statements) {
            ProgramNames.of(each).forEach(value -> collect(value, files));
            collect(ProgramNames.within(each), files);
        }
    }

    /** Of {@code join(here, "a", "b.txt")} and {@code here / "a" / "b.txt"} what is written. */
    private static String path(Expression value) {
        return switch (value) {
            case Text text -> text.value().length() > MOST_PATH ? "" : text.value();
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
        Set<String> parameters = new HashSet<>();
        function.parameters().forEach(each -> parameters.add(each.name()));
        for (Call call : depth == MOST_FOLDERS ? List.<Call>of() : calls) {
            Statement.Function called = lookup.function(call);
            List<Expression> before = new ArrayList<>();
            for (Argument each : call.arguments()) {
                boolean isGiven = each.value() instanceof Name name && parameters.contains(name.name());
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
