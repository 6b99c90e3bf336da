package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import dev.assay.engine.text.Parts;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which rows a program of JavaScript may mean by what it says: the modules that it imports or requires, and the names that stand for
 * some without that. A method called {@code get} is hardly that of a module which nobody names. Belongs to one text.
 */
final class SaidModules {
    private final Set<String> modules = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> calls = new HashSet<>(); // as far as they say what of: a.b
    private final Set<String> own = new HashSet<>(); // what is declared here, or in another module

    void see(Statement statement) {
        switch (statement) {
            case Statement.Import imported -> {
                modules.add(imported.module());
                own.add(imported.local());
            }
            case Statement.Function function -> own.add(function.name());
            case Statement.Assignment assignment
            when assignment.value() instanceof Expression.Lambda
                    && assignment.target() instanceof Expression.Name(String name, int _, int _) -> own.add(name);
            default -> {}
        }
    }

    void see(Expression expression) {
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> names.add(name);
            case Expression.Member(Expression _, String name, int _, int _) -> names.add(name);
            case Expression.Call call -> see(call);
            case Expression _ -> {}
        }
    }

    private void see(Expression.Call call) {
        switch (call.callee()) {
            case Expression.Name(String name, int _, int _) -> {
                calls.add(name);
                if (isRequire(name)) {
                    call.arguments().forEach(argument -> require(argument.value()));
                }
            }
            case Expression.Member(Expression.Name(String of, int _, int _), String name, int _, int _) ->
                calls.add(of + "." + name);
            case Expression _ -> {}
        }
    }

    /** {@code require}, {@code __webpack_require__}, {@code import}, {@code define}. */
    private static boolean isRequire(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.contains("require") || small.contains("import") || small.equals("define");
    }

    private void require(Expression module) {
        switch (module) {
            case Expression.Text(String name, boolean _, int _, int _) -> modules.add(name);
            case Expression.Sequence(String _, List<Expression> all, int _, int _) -> all.forEach(this::require);
            case Expression _ -> {}
        }
    }

    /** Whether some row of a function of this name may be meant. */
    boolean mayMean(String function, ApiTable table) {
        for (String callee : table.active(function)) {
            if (callee.equals(ApiTable.UNKNOWN) || isSaid(callee, table)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSaid(String callee, ApiTable table) {
        int last = callee.lastIndexOf('.');
        if (modules.stream().anyMatch(module -> isOf(callee, module))) {
            return true;
        }
        String of = callee.substring(0, Math.max(0, last));
        if (table.madeByMethods(of).stream().anyMatch(names::contains)) {
            return true;
        }
        List<String> parts = Parts.of(of, '.');
        if (last < 0) {
            return calls.contains(callee) && !own.contains(callee);
        }
        return parts.size() == 1
                ? calls.contains(callee)
                : parts.stream().allMatch(part -> isType(part) || names.contains(part));
    }

    private static boolean isOf(String callee, String module) {
        return callee.startsWith(module)
                && (callee.length() == module.length()
                        || callee.charAt(module.length()) == '.'
                        || callee.charAt(module.length()) == '/');
    }

    /** What rows call a type need not be said. */
    private static boolean isType(String part) {
        return !part.isEmpty() && Character.isUpperCase(part.charAt(0));
    }
}
