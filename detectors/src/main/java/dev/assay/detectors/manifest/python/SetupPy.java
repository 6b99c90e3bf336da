package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Constant;
import dev.assay.engine.code.Expression.Index;
import dev.assay.engine.code.Expression.Mapping;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
import dev.assay.engine.code.Expression.Numeral;
import dev.assay.engine.code.Expression.Operation;
import dev.assay.engine.code.Expression.Sequence;
import dev.assay.engine.code.Expression.Text;
import dev.assay.engine.code.Parser;
import dev.assay.engine.code.Profile;
import dev.assay.engine.code.Source;
import dev.assay.engine.code.Statement;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code setup.py} of setuptools: what the calls of {@code setup} are given, as far as it is written in the program. Nothing is run: lists, their
 * sums, names and functions of the same file are looked up; a list that is read from a file of a name is that file; of a requirement that is put together
 * the name is told if that is written. Whatever is worked out otherwise is a gap. Belongs to one thread.
 */
final class SetupPy {
    private static final Map<String, Scope> LISTS = Map.of(
            "install_requires", Scope.RUNTIME,
            "setup_requires", Scope.BUILD,
            "tests_require", Scope.TEST);

    /** Of setuptools and what others call as well. */
    private static final Set<String> SETUPS =
            Set.of("setuptools.setup", "core.setup", "distutils.core.setup", "skbuild.setup", "distutils.setup");

    private static final String EXTRAS = "extras_require";
    private static final List<String> LIST_ENDINGS = List.of(".txt", ".in", ".pip");

    /** Looked-up expressions; programs that people write need some thousand. */
    private static final int MOST_WORK = 1_000_000;

    /** Names that stand for names that stand for names. */
    private static final int MOST_ON_THE_WAY = 30;

    /** Functions that call one another with a part of a path. */
    private static final int MOST_FOLDERS = 4;

    /** What is built of what; it is gone through by recursion. */
    private static final int MOST_DEPTH = 500;

    private static final int MOST_TEXT = 100_000;
    private static final int MOST_GAPS = 20;

    private final Dependencies out;
    private final ProgramNames names;
    private final List<Call> setups = new ArrayList<>(1);
    private final Set<String> told = new HashSet<>();
    private final Set<Integer> gaps = new HashSet<>();
    private final Set<String> lookedUp = new HashSet<>(); // by the way to where we are
    private Scope scope = Scope.RUNTIME;
    private final Set<Expression> within =
            Collections.newSetFromMap(new IdentityHashMap<>()); // lists that are being told
    private int work;
    private int depth;

    private SetupPy(List<Statement> program, Dependencies out) {
        this.out = out;
        this.names = new ProgramNames(program, call -> {
            if (isSetup(call.callee())) {
                setups.add(call);
            }
        });
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        byte[] text = Arrays.copyOf(document.bytes(), document.length());
        Source source = Parser.parse(text, Profile.of("python"), document.budget());
        SetupPy reading = new SetupPy(source.statements(), out);
        reading.setups.forEach(call -> reading.given(call.arguments()));
        if (!source.gaps().isEmpty()) {
            Source.GivenUp first = source.gaps().getFirst();
            out.gap(GapKind.MALFORMED, first.start(), first.reason());
        }
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            // a conflict of a merge is the one thing that no line of a program may be
        }
    }

    private static boolean isSetup(Expression callee) {
        String name = ProgramNames.name(callee);
        return name.equals("setup") || SETUPS.contains(name);
    }

    private void given(List<Argument> arguments) {
        for (Argument each : arguments) {
            if (each.spread()) {
                settings(each.value());
            } else if (each.name() != null) {
                setting(each.name(), each.value());
            }
        }
    }

    private void setting(String key, Expression value) {
        Scope of = LISTS.get(key);
        if (of != null) {
            scope = of;
            list(value);
        } else if (key.equals(EXTRAS)) {
            extras(value);
        }
    }

    /** {@code setup(**settings)}. */
    private void settings(Expression value) {
        List<Keyed> all = new ArrayList<>();
        if (!mapping(value, all)) {
            gap(value);
        }
        all.forEach(each -> setting(each.key(), each.value()));
    }

    private void extras(Expression value) {
        List<Keyed> all = new ArrayList<>();
        scope = Scope.OPTIONAL;
        if (!mapping(value, all)) {
            computed(value);
        }
        for (Keyed each : all) {
            scope = each.key().startsWith(":") ? Scope.RUNTIME : Scope.OPTIONAL; // a condition, and no name of an extra
            list(each.value());
        }
    }

    private record Keyed(String key, Expression value) {}

    /** Collects what is under keys; false if that is not all that there is. */
    private boolean mapping(Expression value, List<Keyed> out) {
        if (!enter()) {
            return false;
        }
        boolean isKnown = keyed(value, out);
        leave();
        return isKnown;
    }

    private boolean keyed(Expression value, List<Keyed> out) {
        return switch (value) {
            case Mapping mapping -> {
                mapping.entries().forEach(each -> entry(each.key(), each.value(), out));
                yield true;
            }
            case Name _, Member _ -> {
                String name = ProgramNames.name(value);
                yield looked(value, name, () -> {
                    List<Expression> all = names.values(name);
                    boolean isKnown = !all.isEmpty();
                    for (Expression each : all) {
                        isKnown &= mapping(each, out);
                    }
                    names.entries(name).forEach(each -> entry(each.key(), each.value(), out));
                    return isKnown;
                });
            }
            case Call call
            when isNamed(call, "dict") -> {
                boolean isKnown = true;
                for (Argument each : call.arguments()) {
                    if (each.name() == null) {
                        isKnown &= mapping(each.value(), out);
                    } else {
                        out.add(new Keyed(each.name(), each.value()));
                    }
                }
                yield isKnown;
            }
            case Call call -> {
                Statement.Function function = function(call);
                yield function != null
                        && looked(call, function.name() + "()", () -> {
                            boolean isKnown = true;
                            for (Expression each : ProgramNames.returned(function)) {
                                isKnown &= mapping(each, out);
                            }
                            return isKnown;
                        });
            }
            case Operation operation
            when operation.operator().equals("|") -> {
                boolean isKnown = true;
                for (Expression each : operation.operands()) {
                    isKnown &= mapping(each, out);
                }
                yield isKnown;
            }
            case Constant constant -> constant.of() == Constant.Of.NOTHING;
            default -> false;
        };
    }

    private void entry(Expression key, Expression value, List<Keyed> out) {
        if (key instanceof Text text && !text.value().isEmpty()) {
            out.add(new Keyed(text.value(), value));
        } else if (!(key instanceof Text) || !mapping(value, out)) { // without a key another one is taken over
            out.add(new Keyed("?", value));
        }
    }

    /** Whether there is time and depth left for one more look; {@link #leave} must follow if so. */
    private boolean enter() {
        if (++work > MOST_WORK || depth == MOST_DEPTH) {
            return false;
        }
        depth++;
        return true;
    }

    private void leave() {
        depth--;
    }

    private interface Look {
        boolean look();
    }

    /** Looks up what a name stands for, once on each way, as it may be given a part of itself; what is far away is not known. */
    private boolean looked(Expression at, String name, Look look) {
        if (lookedUp.size() == MOST_ON_THE_WAY) {
            gap(at);
            return true;
        }
        if (!lookedUp.add(name)) {
            return true;
        }
        boolean isKnown = look.look();
        lookedUp.remove(name);
        return isKnown;
    }

    private void list(Expression value) {
        if (!enter()) {
            gap(value);
            return;
        }
        if (within.add(value)) { // else it is a part of itself, as extras["all"] of all extras
            listed(value);
            within.remove(value);
        }
        leave();
    }

    private void listed(Expression value) {
        switch (value) {
            case Text text -> lines(text.value(), text.start());
            case Sequence sequence -> sequence.elements().forEach(this::element);
            case Constant constant when constant.of() == Constant.Of.NOTHING -> {}
            case Name _, Member _ -> name(value);
            case Index index -> indexed(index);
            case Operation operation -> operation(operation);
            case Call call -> call(call);
            default -> computed(value);
        }
    }

    private void name(Expression value) {
        String name = ProgramNames.name(value);
        List<Expression> all = names.values(name);
        if (all.isEmpty()) {
            computed(value);
        }
        var _ = looked(value, name, () -> {
            all.forEach(this::list);
            return true;
        });
    }

    private void indexed(Index index) {
        boolean isTold =
                index.at().size() == 1 && index.at().getFirst() instanceof Text key && under(index.of(), key.value());
        if (!isTold) {
            computed(index);
        }
    }

    /** What a name has under a key, as {@code extras["all"]}. */
    private boolean under(Expression of, String key) {
        List<Keyed> all = new ArrayList<>();
        var _ = mapping(of, all);
        List<Expression> found = all.stream()
                .filter(each -> each.key().equals(key))
                .map(Keyed::value)
                .toList();
        var _ = looked(of, ProgramNames.name(of) + "[" + key, () -> {
            found.forEach(this::list);
            return true;
        });
        return !found.isEmpty();
    }

    private void operation(Operation operation) {
        switch (operation.operator()) {
            case "+", "or", "and", "||", "&&", "|" -> {
                if (operation.operands().stream().anyMatch(Text.class::isInstance)) {
                    element(operation);
                } else {
                    operation.operands().forEach(this::list);
                }
            }
            case "?:" -> operation.operands().stream().skip(1).forEach(this::list);
            default -> computed(operation);
        }
    }

    private void call(Call call) {
        Statement.Function function = function(call);
        if (call.callee() instanceof Member member) {
            boolean splits = member.name().equals("split")
                    || member.name().equals("splitlines")
                    || member.name().equals("strip")
                    || member.name().equals("copy");
            String text = splits ? text(member.of()) : null;
            if (text != null) {
                lines(text, call.start());
                return;
            }
            if (splits && !(member.of() instanceof Text) || member.name().equals("values")) {
                values(member.of(), call);
                return;
            }
            if (member.name().equals("get")
                    && !call.arguments().isEmpty()
                    && call.arguments().getFirst().value() instanceof Text key
                    && under(member.of(), key.value())) {
                return;
            }
        }
        boolean gathers = isNamed(call, "list", "tuple", "set", "sorted", "sum", "chain", "from_iterable", "frozenset");
        if (gathers && !call.arguments().isEmpty()) {
            call.arguments().forEach(each -> list(each.value()));
        } else if (gathers) {
            return;
        } else if (function != null && !ProgramNames.returned(function).isEmpty()) {
            returned(call, function);
        } else {
            computed(call);
        }
    }

    /** All that is under keys; or, of lists, a copy. */
    private void values(Expression of, Call call) {
        List<Keyed> all = new ArrayList<>();
        boolean isKnown = mapping(of, all);
        all.forEach(each -> list(each.value()));
        if (!isKnown && !names.values(ProgramNames.name(of)).isEmpty()) {
            name(of);
        } else if (!isKnown) {
            computed(call);
        }
    }

    /** A function that reads a file gives back what is in the file that it is asked for, or whose name is in it. */
    private void returned(Call call, Statement.Function function) {
        List<String> files = new ArrayList<>();
        call.arguments().forEach(each -> files(each.value(), files));
        if (!files.isEmpty()) {
            String folder = folder(function, 0);
            tell(
                    folder.isEmpty()
                            ? files
                            : files.stream().map(each -> folder + "/" + each).toList(),
                    call);
            return;
        }
        var _ = looked(call, function.name() + "()", () -> {
            ProgramNames.returned(function).forEach(this::list);
            return true;
        });
    }

    /** In which folder a function looks for the file that it is given: what stands in front of its parameter in a path. */
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
                Statement.Function called = function(call);
                if (isGiven && (called != null || isNamed(call, "join", "joinpath", "Path"))) {
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
        if (enter()) {
            if (value instanceof Call call) {
                calls.add(call);
            }
            ProgramNames.within(value).forEach(each -> calls(each, calls));
            leave();
        }
    }

    private Statement.@Nullable Function function(Call call) {
        return call.callee() instanceof Name name ? names.function(name.name()) : null;
    }

    private static boolean isNamed(Call call, String... wanted) {
        String name = call.callee() instanceof Name plain
                ? plain.name()
                : call.callee() instanceof Member member ? member.name() : "";
        return List.of(wanted).contains(name);
    }

    /** One of a list: a requirement, or several behind a star. */
    private void element(Expression value) {
        if (enter()) {
            one(value);
            leave();
        } else {
            gap(value);
        }
    }

    private void one(Expression value) {
        if (value instanceof Operation star
                && star.operator().equals("*")
                && star.operands().size() == 1) {
            list(star.operands().getFirst());
            return;
        }
        if (value instanceof Operation choice && choice.operator().equals("?:")) {
            choice.operands().stream().skip(1).forEach(this::element);
            return;
        }
        String text = text(value);
        if (text != null) {
            lines(text, value.start());
            return;
        }
        String begins = beginning(value);
        int end = PythonRequirement.nameEnd(begins, 0);
        boolean isNamed = end > 0 && end < begins.length() && "<>=!~[ ;(".indexOf(begins.charAt(end)) >= 0;
        if (isNamed && Character.isLetterOrDigit(begins.charAt(end - 1))) {
            lines(begins.substring(0, end), value.start()); // which version is worked out
        } else if (value instanceof Sequence
                || value instanceof Name
                || value instanceof Member
                || value instanceof Index
                || value instanceof Call) {
            list(value);
        } else {
            computed(value);
        }
    }

    /** The text that something stands for, if that is written; null if it is not. */
    private @Nullable String text(Expression value) {
        if (!enter()) {
            return null;
        }
        String text = written(value);
        leave();
        return text;
    }

    private @Nullable String written(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Numeral numeral -> numeral.text();
            case Name _, Member _ -> {
                String name = ProgramNames.name(value);
                List<Expression> all = names.values(name);
                String[] found = new String[1];
                if (all.size() == 1) {
                    var _ = looked(value, name, () -> {
                        found[0] = text(all.getFirst());
                        return true;
                    });
                }
                yield found[0];
            }
            case Operation sum
            when sum.operator().equals("+") -> {
                StringBuilder whole = new StringBuilder();
                for (Expression each : sum.operands()) {
                    String part = text(each);
                    if (part == null || whole.length() > MOST_TEXT) {
                        yield null;
                    }
                    whole.append(part);
                }
                yield whole.toString();
            }
            case Operation filled
            when filled.operator().equals("%") && filled.operands().size() == 2 -> {
                String form = text(filled.operands().getFirst());
                String put = text(filled.operands().getLast());
                yield form != null && put != null && isForOne(form) ? form.replace("%s", put) : null;
            }
            default -> null;
        };
    }

    /** With what a text begins that is put together. */
    private String beginning(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Operation operation -> {
                String first = beginning(operation.operands().getFirst());
                int sign = first.indexOf('%');
                yield operation.operator().equals("%") && sign >= 0 ? first.substring(0, sign) : first;
            }
            case Call call
            when call.callee() instanceof Member member && member.name().equals("format") -> {
                String first = beginning(member.of());
                int sign = first.indexOf('{');
                yield sign < 0 ? first : first.substring(0, sign);
            }
            default -> "";
        };
    }

    private void lines(String text, long at) {
        for (String line : Parts.of(text, '\n')) {
            int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
            String requirement = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (requirement.isEmpty() || !told.add(scope + " " + requirement)) {
                continue;
            }
            PythonRequirement.tell(requirement, scope, at, out);
        }
    }

    /** What is worked out: a list that a file has, or nobody knows what. */
    private void computed(Expression value) {
        List<String> files = new ArrayList<>();
        files(value, files);
        tell(files, value);
    }

    private void tell(List<String> files, Expression value) {
        if (files.isEmpty()) {
            gap(value);
        }
        for (String file : files) {
            if (told.add("file " + file)) {
                out.fact(new FileReference(Requirements.LOADER, Parts.first(file, 1_000), "", value.start()));
            }
        }
    }

    private void gap(Expression value) {
        if (gaps.size() < MOST_GAPS && gaps.add(value.start())) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    value.start(),
                    "asks for packages by a program, which is not run: which they are is not known");
        }
    }

    /** The lists of requirements whose names are written in what something is worked out of. */
    private void files(Expression value, List<String> files) {
        if (enter()) {
            named(value, files);
            leave();
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
            var _ = looked(value, "file " + name, () -> {
                names.values(name).forEach(each -> files(each, files));
                return true;
            });
        }
        Statement.Function function = value instanceof Call call ? function(call) : null;
        if (function != null) {
            var _ = looked(value, "file " + function.name() + "()", () -> {
                files(function.body(), files);
                return true;
            });
        }
        ProgramNames.within(value).forEach(each -> files(each, files));
    }

    /** A file's name, and not only an ending that is added to names. */
    private static boolean isList(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0
                && path.charAt(dot - 1) != '/'
                && path.indexOf('\n') < 0
                && LIST_ENDINGS.contains(path.substring(dot));
    }

    private void files(List<Statement> statements, List<String> files) {
        for (Statement each : statements) {
            ProgramNames.of(each).forEach(value -> files(value, files));
            files(ProgramNames.within(each), files);
        }
    }

    /** Of {@code join(here, "a", "b.txt")} and {@code here / "a" / "b.txt"} what is written. */
    private static String path(Expression value) {
        return switch (value) {
            case Text text -> text.value();
            case Operation parts when parts.operator().equals("/") -> joined(parts.operands());
            case Call call
            when isNamed(call, "join", "Path", "joinpath") ->
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

    /** Whether one text is to be put in, and nothing else. */
    private static boolean isForOne(String form) {
        int at = form.indexOf('%');
        return at >= 0 && at == form.indexOf("%s") && at == form.lastIndexOf('%');
    }
}
