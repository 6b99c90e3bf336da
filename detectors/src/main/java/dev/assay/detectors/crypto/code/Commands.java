package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands of shells: what they are called with are words, some of which name what the command is to do, and some commands run others.
 * Programs of other languages have commands run as well.
 * Belongs to one thread and one text.
 */
final class Commands {
    /** Commands that run commands that run commands. */
    private static final int MOST_WITHIN = 8;

    /** Shorter words are more than names of programs. */
    private static final int LONG_NAME = 4;

    private final Application application;
    private final Program program;
    private final Functions functions;

    /** Calls what is outside of the text. */
    interface Library {
        Value call(String callee, Given given, Expression.Call call, Frame frame);
    }

    Commands(Application application, Program program, Functions functions) {
        this.application = application;
        this.program = program;
        this.functions = functions;
    }

    /** Words for what stands for several: a list's elements, what spaces part. */
    static void spread(Value value, List<Given.One> words, Frame frame) {
        Instance instance = frame.state().instance(value);
        if (value instanceof Value.Known(String text)) {
            words.addAll(CommandLine.split(text));
        } else if (instance == null || instance.fields().isEmpty()) {
            words.add(new Given.One(null, value));
        } else {
            for (int i = 0; i < instance.fields().size(); i++) {
                Value element = instance.fields().get(Integer.toString(i));
                if (element != null) {
                    words.add(new Given.One(null, element));
                }
            }
        }
    }

    /** Runs a command that words name, the program's name among them. */
    Value run(List<Given.One> words, Expression.Call call, Library library, Frame frame) {
        List<Given.One> all = words;
        Value result = Value.OUTSIDE;
        for (int i = 0; i < MOST_WITHIN && !all.isEmpty(); i++) {
            String name = CommandLine.program(all.getFirst().value());
            List<Given.One> given = all.subList(1, all.size());
            Statement.Function function =
                    Program.fitting(program.functions().getOrDefault(name, List.of()), given.size());
            if (function != null) {
                return functions.run(function, null, given, frame);
            }
            result = run(name, given, call, library, frame);
            Gives runs = runs(name);
            if (runs == null) {
                return result;
            }
            all = CommandLine.within(runs.of().getFirst(), given, this::isProgram);
        }
        return result;
    }

    /** What a program gives that another one has run; null if the function runs none, or no row knows the program. */
    @Nullable
    Value started(String callee, Given given, Expression.Call call, Evaluation evaluation, Frame frame) {
        Gives runs = runs(callee);
        if (runs == null) {
            return null;
        }
        int from = Integer.parseInt(runs.of().getFirst()); // so many arguments stand in front of it
        List<Given.One> words = new ArrayList<>();
        int position = 0;
        for (Given.One argument : given.arguments()) {
            if (argument.name() == null && position >= from) {
                Expression written =
                        given.arguments().size() == call.arguments().size()
                                ? call.arguments().get(position).value()
                                : null;
                String line = written instanceof Expression.Operation && argument.value() instanceof Value.Data
                        ? line(written, evaluation, frame)
                        : "";
                spread(line.isEmpty() ? argument.value() : Value.of(line), words, frame);
            }
            position++;
        }
        String name =
                words.isEmpty() ? "" : CommandLine.program(words.getFirst().value());
        if (!application.knows(name)) {
            return null;
        }
        Said said = said(name, words.subList(1, words.size()));
        return application.call(said.callee(), said.given(), call.start(), frame);
    }

    /** A command that is put together, with a sign for each part that is not known; empty for none. */
    private static String line(Expression written, Evaluation evaluation, Frame frame) {
        if (written instanceof Expression.Operation(String operator, List<Expression> parts, int _, int _)
                && operator.equals("+")) {
            StringBuilder line = new StringBuilder();
            parts.forEach(part -> line.append(line(part, evaluation, frame)));
            return line.toString();
        }
        return evaluation.of(written, frame) instanceof Value.Known(Object text)
                ? text.toString()
                : String.valueOf(CommandLine.UNKNOWN);
    }

    private boolean isProgram(String name) {
        return !name.isEmpty()
                && (application.knows(name) || program.functions().containsKey(name));
    }

    private @Nullable Gives runs(String name) {
        for (ApiRow row : application.rows(name)) {
            Gives gives = row.gives();
            if (gives != null && gives.what() == Gives.What.COMMAND) {
                return gives;
            }
        }
        return null;
    }

    private Value run(String name, List<Given.One> words, Expression.Call call, Library library, Frame frame) {
        Said said = said(name, words);
        return library.call(said.callee(), said.given(), call, frame);
    }

    /** A command as rows know it. */
    private record Said(String callee, Given given) {}

    private Said said(String name, List<Given.One> words) {
        String what = CommandLine.first(words);
        boolean isNamed =
                !what.isEmpty() && !application.rows(name + "." + what).isEmpty();
        List<Given.One> rest = isNamed ? CommandLine.withoutFirst(words, what) : words;
        String callee = isNamed ? name + "." + what : name;
        return new Said(callee, new Given(null, CommandLine.arguments(rest)));
    }

    /** The program after which a variable is called that nobody is seen to set, as in {@code $OPENSSL_BIN}; empty for none. */
    String namedAfter(String variable) {
        for (String word : Parts.of(NameWords.of(variable), ' ')) {
            if (word.length() >= LONG_NAME && application.knows(word)) {
                return word;
            }
        }
        return "";
    }

    /** The words of a command whose program a value names. */
    static List<Given.One> words(String program, List<Given.One> arguments) {
        List<Given.One> words = new ArrayList<>(CommandLine.split(program));
        words.addAll(arguments);
        return words;
    }
}
