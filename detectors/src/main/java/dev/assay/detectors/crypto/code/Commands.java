package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import dev.assay.engine.code.Statement;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    /** What is called is the program, in a language whose options are named arguments. */
    private static final String ITSELF = "itself";

    /** Programs that run the text behind an option, and those that run what stands behind their own options. */
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "cmd");

    private static final Set<String> RUNNERS = Set.of("sudo", "doas", "env", "nice", "nohup", "time", "setsid");

    /** What is known of programs that others have run; in shells it is among the rows of the language. */
    private static final class Programs {
        static final ApiTable TABLE = new ApiTable(
                List.of(Objects.requireNonNull(Commands.class.getResource("shell/programs.tsv"))),
                ApiTable.OF_PROGRAMS);

        private Programs() {}
    }

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
    static void spread(Value value, List<Given.One> words, State state) {
        Instance instance = state.instance(value);
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
    Value started(String callee, Given given, int offsetBytes, Frame frame) {
        for (ApiRow row : application.rows(callee)) {
            if (!row.startsPrograms() || row.gives() == null) {
                continue;
            }
            List<Value> all = new ArrayList<>(1);
            List<Given.One> words = within(words(callee, row.gives(), given, frame.state()));
            for (List<Given.One> command : CommandLine.parted(words)) {
                List<Given.One> own = within(command);
                String name =
                        own.isEmpty() ? "" : CommandLine.program(own.getFirst().value());
                if (!name.isEmpty() && row.anchor().stream().anyMatch(anchor -> isAnchorOf(name, anchor))) {
                    Said said = said(Programs.TABLE, name, own.subList(1, own.size()));
                    List<ApiRow> rows = Programs.TABLE.of(said.callee());
                    Value one = application.call(rows, said.callee(), said.given(), offsetBytes, frame);
                    all.add(one == null ? Value.OUTSIDE : one);
                }
            }
            if (!all.isEmpty()) {
                return Value.any(all);
            }
        }
        return null;
    }

    /** Whether a row whose text must hold this runs such a program. */
    private static boolean isAnchorOf(String name, String anchor) {
        return name.startsWith(anchor.substring(anchor.indexOf('&') + 1)) && Programs.TABLE.knows(name);
    }

    /** What a function is given to run: all behind so many arguments, what each of several ways leads to, or itself, with what it is given. */
    private static List<Given.One> words(String callee, Gives runs, Given given, State state) {
        List<Given.One> words = new ArrayList<>();
        String first = runs.of().getFirst();
        if (first.equals(ITSELF)) {
            words.add(new Given.One(null, Value.of(callee)));
            given.arguments().forEach(argument -> {
                if (argument.name() != null) {
                    words.add(new Given.One(null, Value.of("-" + argument.name())));
                }
                if (argument.name() == null || !argument.value().equals(Value.of(true))) {
                    words.add(new Given.One(null, argument.value()));
                }
            });
            return words;
        }
        if (!Character.isDigit(first.charAt(first.length() - 1))) {
            for (String way : runs.of()) {
                Value value = given.get(List.of(way), state);
                if (value != null) {
                    spread(value, words, state);
                }
            }
            return words;
        }
        int from = Integer.parseInt(first);
        int position = 0;
        for (Given.One argument : given.arguments()) {
            if (argument.name() == null && position++ >= from) {
                spread(argument.value(), words, state);
            }
        }
        return words;
    }

    /** The command that a shell or a program for the purpose is given to run; the same words if it is neither. */
    private static List<Given.One> within(List<Given.One> words) {
        List<Given.One> all = words;
        for (int i = 0; i < MOST_WITHIN && !all.isEmpty(); i++) {
            String name = CommandLine.program(all.getFirst().value());
            List<Given.One> rest = all.subList(1, all.size());
            if (SHELLS.contains(name)) {
                all = CommandLine.behindOption(rest);
            } else if (RUNNERS.contains(name)) {
                all = CommandLine.within(
                        "0", rest, program -> SHELLS.contains(program) || Programs.TABLE.knows(program));
            } else {
                return all;
            }
        }
        return all;
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
        Said said = said(application.table(), name, words);
        return library.call(said.callee(), said.given(), call, frame);
    }

    /** A command as rows know it. */
    private record Said(String callee, Given given) {}

    private static Said said(ApiTable table, String name, List<Given.One> words) {
        String what = CommandLine.first(words);
        boolean isNamed = !what.isEmpty() && !table.of(name + "." + what).isEmpty();
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
