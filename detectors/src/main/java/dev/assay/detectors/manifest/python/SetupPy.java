package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.detectors.manifest.python.KeyedValues.Keyed;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Expression.Argument;
import dev.assay.engine.code.Expression.Call;
import dev.assay.engine.code.Expression.Constant;
import dev.assay.engine.code.Expression.Index;
import dev.assay.engine.code.Expression.Member;
import dev.assay.engine.code.Expression.Name;
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
    private static final int MOST_GAPS = 20;

    private final Dependencies out;
    private final ProgramNames names;
    private final Lookup lookup;
    private final WrittenTexts texts;
    private final KeyedValues keyed;
    private final NamedLists lists;
    private final List<Call> setups = new ArrayList<>(1);
    private final Set<String> told = new HashSet<>();
    private final Set<Integer> gaps = new HashSet<>();
    private Scope scope = Scope.RUNTIME;
    private final Set<Expression> within =
            Collections.newSetFromMap(new IdentityHashMap<>()); // lists that are being told

    private SetupPy(List<Statement> program, Dependencies out) {
        this.out = out;
        this.names = new ProgramNames(program, call -> {
            if (isSetup(call.callee())) {
                setups.add(call);
            }
        });
        this.lookup = new Lookup(names, this::gap);
        this.texts = new WrittenTexts(lookup);
        this.keyed = new KeyedValues(lookup);
        this.lists = new NamedLists(lookup);
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
        if (!keyed.mapping(value, all)) {
            gap(value);
        }
        all.forEach(each -> setting(each.key(), each.value()));
    }

    private void extras(Expression value) {
        List<Keyed> all = new ArrayList<>();
        scope = Scope.OPTIONAL;
        if (!keyed.mapping(value, all)) {
            computed(value);
        }
        for (Keyed each : all) {
            scope = each.key().startsWith(":") ? Scope.RUNTIME : Scope.OPTIONAL; // a condition, and no name of an extra
            list(each.value());
        }
    }

    private void list(Expression value) {
        if (!lookup.enter()) {
            gap(value);
            return;
        }
        if (within.add(value)) { // else it is a part of itself, as extras["all"] of all extras
            listed(value);
            within.remove(value);
        }
        lookup.leave();
    }

    private void listed(Expression value) {
        switch (value) {
            case Text text -> lines(text.value(), text);
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
        var _ = lookup.looked(value, name, () -> {
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
        var _ = keyed.mapping(of, all);
        List<Expression> found = all.stream()
                .filter(each -> each.key().equals(key))
                .map(Keyed::value)
                .toList();
        var _ = lookup.looked(of, ProgramNames.name(of) + "[" + key, () -> {
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
        Statement.Function function = lookup.function(call);
        if (call.callee() instanceof Member member) {
            boolean splits = member.name().equals("split")
                    || member.name().equals("splitlines")
                    || member.name().equals("strip")
                    || member.name().equals("copy");
            String text = splits ? texts.text(member.of()) : null;
            if (text != null) {
                lines(text, call);
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
        boolean gathers =
                Lookup.isNamed(call, "list", "tuple", "set", "sorted", "sum", "chain", "from_iterable", "frozenset");
        if (gathers && !call.arguments().isEmpty()) {
            call.arguments().forEach(each -> list(each.value()));
        } else if (gathers) {
            return;
        } else if (function != null && !names.returned(function).isEmpty()) {
            returned(call, function);
        } else {
            computed(call);
        }
    }

    /** All that is under keys; or, of lists, a copy. */
    private void values(Expression of, Call call) {
        List<Keyed> all = new ArrayList<>();
        boolean isKnown = keyed.mapping(of, all);
        all.forEach(each -> list(each.value()));
        if (!isKnown && !names.values(ProgramNames.name(of)).isEmpty()) {
            name(of);
        } else if (!isKnown) {
            computed(call);
        }
    }

    /** A function that reads a file gives back what is in the file that it is asked for, or whose name is in it. */
    private void returned(Call call, Statement.Function function) {
        Set<String> files =
                lists.of(call.arguments().stream().map(Argument::value).toList());
        if (!files.isEmpty()) {
            String folder = lists.folder(function);
            tell(files, folder.isEmpty() ? "" : folder + "/", call);
            return;
        }
        var _ = lookup.looked(call, function.name() + "()", () -> {
            names.returned(function).forEach(this::list);
            return true;
        });
    }

    /** One of a list: a requirement, or several behind a star. */
    private void element(Expression value) {
        if (lookup.enter()) {
            one(value);
            lookup.leave();
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
        String text = texts.text(value);
        if (text != null) {
            lines(text, value);
            return;
        }
        String begins = WrittenTexts.beginning(value);
        int end = PythonRequirement.nameEnd(begins, 0);
        boolean isNamed = end > 0 && end < begins.length() && "<>=!~[ ;(".indexOf(begins.charAt(end)) >= 0;
        if (isNamed && Character.isLetterOrDigit(begins.charAt(end - 1))) {
            lines(begins.substring(0, end), value); // which version is worked out
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

    private void lines(String text, Expression at) {
        if (!lookup.affordsText(text.length())) {
            gap(at);
            return;
        }
        for (String line : Parts.of(text, '\n')) {
            int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
            String requirement = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (requirement.isEmpty() || !told.add(scope + " " + requirement)) {
                continue;
            }
            PythonRequirement.tell(requirement, scope, at.start(), out);
        }
    }

    /** What is worked out: a list that a file has, or nobody knows what. */
    private void computed(Expression value) {
        tell(lists.of(List.of(value)), "", value);
    }

    private void tell(Set<String> files, String folder, Expression value) {
        if (files.isEmpty()) {
            gap(value);
        }
        for (String each : files) {
            String file = folder + each;
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
}
