package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a program has anywhere but in comments and in texts that stand for themselves, such as its documentation: of
 * variables, members, functions, types, arguments and imports, and constant texts that are one or a way of several. Belongs to one
 * thread and one text.
 */
final class Mentions {
    /** What stands for a text that begins so. */
    static final String ADDRESS = "http://";

    private static final int MOST_CHARACTERS = 128;

    /** One name. */
    private static final class Mention {
        private boolean isName;
        private boolean isVariable;
        private boolean isModule;
        private boolean isModuleAsText;
        private List<String> modules = List.of(); // which it is a name of here, or of what is in them
        private boolean isWholeModule;
        private boolean isSet; // a member that is set
        private boolean isHandedOn; // by itself
        private boolean isOpen; // named otherwise than to be called with arguments that are all seen
        private int namesGiven;
        private @Nullable Set<String> keywords;

        private boolean isName() {
            return isName || isVariable && !isWholeModule; // of a module what is meant stands behind it
        }
    }

    private final Map<String, Mention> all = new HashMap<>();
    private @Nullable Collection<String> names;
    private @Nullable Expression callee;
    private @Nullable Expression whole; // that a member is of
    private final Set<List<String>> handedOn = new HashSet<>();
    private boolean isLastText;

    Mentions(List<Statement> statements) {
        new Walk(this::statement, this::expression).over(statements);
    }

    private Mention of(String name) {
        Mention known = all.get(name);
        if (known == null) {
            known = new Mention();
            all.put(name, known);
        }
        return known;
    }

    /** Each name. */
    Collection<String> names() {
        if (names == null) {
            Set<String> each = new HashSet<>(2 * all.size());
            all.forEach((name, mention) -> {
                if (mention.isName()) {
                    each.add(name);
                }
            });
            names = each;
        }
        return names;
    }

    boolean has(String name) {
        Mention mention = all.get(name);
        return mention != null && mention.isName();
    }

    /** Whether a member of this name is set. */
    boolean isSet(String name) {
        Mention mention = all.get(name);
        return mention != null && mention.isSet;
    }

    /** Whether something of a module is imported, by the first part of its name. */
    boolean hasModule(String first) {
        Mention mention = all.get(first);
        return mention != null && mention.isModule;
    }

    /** Whether a text may be the name of a module, by its first part, or of something in it. */
    boolean isTold(String first) {
        Mention mention = all.get(first);
        return mention != null && mention.isModuleAsText;
    }

    /**
     * The ways to modules, and to what is in them, that are handed on rather than called: what is in there may be found by its name, and
     * called by another one.
     */
    Set<String> handedOn() {
        Set<String> ways = new HashSet<>();
        for (Mention mention : all.values()) {
            if (mention.isHandedOn) {
                ways.addAll(mention.modules);
            }
        }
        for (List<String> written : handedOn) {
            Mention mention = all.get(written.getFirst());
            for (String module : mention == null ? List.<String>of() : mention.modules) {
                ways.add(module + "." + String.join(".", written.subList(1, written.size())));
            }
        }
        return ways;
    }

    /** Whether a function is given anything but a constant as the name of something, or may be. */
    boolean isGivenNames(String function) {
        Mention mention = all.get(function);
        return mention != null && mention.namesGiven > 0;
    }

    /** Whether a function of this name may be given an argument of one of these names. */
    boolean isGiven(String function, List<String> arguments) {
        Mention mention = all.get(function);
        if (mention == null || mention.isOpen || mention.keywords == null) {
            return mention != null && mention.isOpen;
        }
        for (String argument : arguments) {
            if (mention.keywords.contains(argument)) {
                return true;
            }
        }
        return false;
    }

    private void name(String name) {
        of(name).isName = true;
    }

    /** A name by which something may be handed on. */
    private void open(String name) {
        Mention mention = of(name);
        mention.isName = true;
        mention.isOpen = true;
    }

    private void statement(Statement statement) {
        isLastText = false;
        switch (statement) {
            case Statement.Import imported -> {
                String first = first(imported.module());
                of(first).isModule = true;
                Mention here = of(imported.local());
                here.modules = with(here.modules, way(imported));
                inner(imported.module());
                String member = imported.member();
                if (member == null) {
                    of(imported.local()).isWholeModule = true;
                } else {
                    Mention mention = of(member);
                    mention.isName = true;
                    mention.isOpen |= !member.equals(imported.local());
                    mention.namesGiven++;
                    name(imported.local());
                }
            }
            case Statement.Assignment assignment -> {
                words(assignment.type());
                set(assignment.target());
            }
            case Statement.Function function -> {
                name(function.name());
                parameters(function.parameters());
            }
            case Statement.Type type -> {
                name(type.name());
                type.supertypes().forEach(this::words);
            }
            case Statement.Evaluation evaluation -> isLastText = evaluation.expression() instanceof Expression.Text;
            case Statement.Always _, Statement.Branch _, Statement.Loop _, Statement.Return _, Statement.Throw _ -> {}
        }
    }

    /** What the name of an import stands for: of {@code import a.b} it is {@code a}. */
    private static String way(Statement.Import imported) {
        String module = imported.module();
        String member = imported.member();
        if (member == null) {
            return module.startsWith(imported.local() + ".") ? imported.local() : module;
        }
        return module + "." + member;
    }

    private static List<String> with(List<String> some, String another) {
        List<String> all = new ArrayList<>(some);
        all.add(another);
        return all;
    }

    /** What gets a value: a variable, whatever else has its name, and members. */
    private void set(Expression target) {
        if (target instanceof Expression.Name(String name, int _, int _)) {
            name(name);
        } else {
            new Walk(_ -> {}, this::member).over(target);
        }
    }

    private void member(Expression expression) {
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> name(name);
            case Expression.Member(Expression _, String name, int _, int _) -> of(name).isSet = true;
            default -> {}
        }
    }

    private void parameters(List<Statement.Parameter> parameters) {
        for (Statement.Parameter parameter : parameters) {
            name(parameter.name());
            words(parameter.type());
            if (parameter.value() != null) {
                new Walk(this::statement, this::expression).over(parameter.value());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // what is called is shown next
    private void expression(Expression expression) {
        boolean isCalled = expression == callee;
        boolean isOfMember = expression == whole;
        callee = null;
        whole = null;
        switch (expression) {
            case Expression.Name(String name, int _, int _) -> {
                Mention mention = of(name);
                mention.isVariable = true;
                mention.isOpen |= !isCalled;
                mention.isHandedOn |= !isCalled && !isOfMember;
                mention.namesGiven++;
            }
            case Expression.Member(Expression of, String name, int _, int _) -> {
                whole = of; // is not handed on itself
                if (!isCalled && !isOfMember) {
                    handOn(expression);
                }
                Mention mention = of(name);
                mention.isName = true;
                mention.isOpen |= !isCalled;
                mention.namesGiven++;
            }
            case Expression.Text(String text, boolean _, int _, int _) -> text(text);
            case Expression.Call call -> {
                callee = call.callee();
                call(call);
            }
            case Expression.Lambda lambda -> parameters(lambda.parameters());
            case Expression.Sequence sequence -> words(sequence.type());
            case Expression.Mapping mapping -> words(mapping.type());
            case Expression.Operation operation -> {
                if (operation.operator().length() > 2) {
                    words(operation.operator()); // a cast
                }
                if (operation.operator().endsWith("=") && !operation.operands().isEmpty()) {
                    set(operation.operands().getFirst());
                }
            }
            case Expression.Constant _, Expression.Index _, Expression.Numeral _, Expression.Other _ -> {}
        }
    }

    private void handOn(Expression way) {
        List<String> names = new ArrayList<>(4);
        Expression at = way;
        while (at instanceof Expression.Member(Expression of, String name, int _, int _)) {
            names.add(name);
            at = of;
        }
        if (at instanceof Expression.Name(String name, int _, int _)) {
            names.add(name);
            handedOn.add(names.reversed());
        }
    }

    private void call(Expression.Call call) {
        List<Expression.Argument> arguments = call.arguments();
        String function = switch (call.callee()) {
            case Expression.Name(String name, int _, int _) -> name;
            case Expression.Member(Expression _, String name, int _, int _) -> name;
            default -> null;
        };
        for (Expression.Argument argument : arguments) {
            String name = argument.name();
            if (name != null) {
                name(name);
            }
            if (function != null && (name != null || argument.spread())) {
                Mention mention = of(function);
                if (argument.spread()) {
                    mention.isOpen = true;
                } else {
                    Set<String> keywords = mention.keywords == null ? new HashSet<>(4) : mention.keywords;
                    keywords.add(name);
                    mention.keywords = keywords;
                }
            }
        }
        if (call.callee() instanceof Expression.Name(String name, int _, int _)
                && arguments.size() > 1
                && arguments.get(1).value() instanceof Expression.Text) {
            of(name).namesGiven--;
        }
    }

    /** A function may be told a name, or the way to a module. */
    private void text(String text) {
        if (isLastText) {
            isLastText = false;
            return;
        }
        if (text.startsWith(ADDRESS)) {
            name(ADDRESS);
        }
        int space = text.indexOf(' ');
        if (space > 0 && space < MOST_CHARACTERS) {
            open(text.substring(0, space)); // of a command, the program
        }
        if (text.length() <= MOST_CHARACTERS) {
            open(text); // a key may be any text
            if (isWay(text)) {
                module(text);
                way(text);
            } else if (text.indexOf(' ') < 0) { // something may be put in
                module(text);
                words(text);
            }
        }
    }

    private void module(String way) {
        of(first(way)).isModuleAsText = true;
    }

    private static boolean isWay(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '.' && c != '-' && c != ' ') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String first(String way) {
        int dot = way.indexOf('.');
        return dot < 0 ? way : way.substring(0, dot);
    }

    private void way(String way) {
        open(way);
        open(first(way));
        inner(way);
    }

    /** What stands behind its first part. */
    private void inner(String way) {
        for (int dot = way.indexOf('.'); dot >= 0; ) {
            int next = way.indexOf('.', dot + 1);
            open(way.substring(dot + 1, next < 0 ? way.length() : next));
            dot = next;
        }
    }

    /** The names in a type as it is written. */
    private void words(String type) {
        int from = 0;
        for (int i = 0; i <= type.length(); i++) {
            if (i == type.length() || !Character.isJavaIdentifierPart(type.charAt(i))) {
                if (i > from) {
                    open(type.substring(from, i));
                }
                from = i + 1;
            }
        }
    }
}
