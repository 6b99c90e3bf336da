package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What runs programs of the folder that it is started in, {@code runners.tsv}. Pure functions; the table is read with the first question. */
final class Runners {
    private static final class Table {
        private static final List<List<String>> COMMANDS = read("command");
        private static final List<List<String>> ACTIONS = read("action");
        private static final Set<String> INTERPRETERS = firsts(read("interpreter"));
        private static final Set<String> NAMES = firsts(COMMANDS);

        private static List<List<String>> read(String kind) {
            List<List<String>> all = new ArrayList<>();
            for (List<String> row : Rows.read(Objects.requireNonNull(Runners.class.getResource("runners.tsv")), 2)) {
                if (row.getFirst().equals(kind)) {
                    all.add(Parts.of(row.get(1), ' '));
                }
            }
            return all;
        }

        private static Set<String> firsts(List<List<String>> rows) {
            Set<String> firsts = new HashSet<>();
            rows.forEach(row -> firsts.add(row.getFirst()));
            return firsts;
        }
    }

    private static final Set<String> SHELLS = Set.of("bash", "sh", "zsh", "source", ".");

    /** Options of interpreters behind which is a program, or a question: no file is run. */
    private static final Set<String> NO_FILE =
            Set.of("-c", "-e", "-E", "-r", "-l", "--eval", "--version", "-v", "-V", "-h", "--help", "-");

    /** Words with which a tool runs nothing of the folder. */
    private static final Set<String> HARMLESS = Set.of("--ignore-scripts", "--version", "--help", "-g", "--global");

    private Runners() {}

    /** Whether a command runs something of the folder. */
    static boolean runs(List<String> command) {
        return !file(command).isEmpty() || Table.COMMANDS.stream().anyMatch(each -> begins(command, each));
    }

    /** Whether an action does, its name in lower case. */
    static boolean runs(String action, Step step) {
        boolean isKnown = Table.ACTIONS.stream().anyMatch(each -> action.startsWith(each.getFirst()));
        boolean isIdle = action.startsWith("ruby/setup-ruby")
                && !"true".equals(step.inputs().get("bundler-cache"));
        return isKnown && !isIdle;
    }

    /**
     * The file of the folder that a command runs: {@code ./build.sh}, {@code vendor/bin/phpunit}, or what an interpreter is given; empty for
     * none.
     */
    static String file(List<String> command) {
        String first = command.getFirst();
        String name = first.substring(first.lastIndexOf('/') + 1);
        if (SHELLS.contains(first)) {
            return given(command);
        }
        if (Table.INTERPRETERS.contains(name)) {
            return interpreted(command);
        }
        boolean isOther = Table.NAMES.contains(name)
                || name.equals("pip")
                || name.equals("pip3"); // of an environment that was made
        return first.startsWith("./") || first.indexOf('/') > 0 && !isOther ? local(first) : "";
    }

    private static String interpreted(List<String> command) {
        String first = command.size() > 1 ? command.get(1) : "-";
        if (NO_FILE.contains(first)) {
            return "";
        }
        if (first.equals("-m") && command.size() > 2) {
            boolean isOfFolder = !command.get(2).equals("pip") || command.contains(".") || command.contains("-r");
            return isOfFolder ? command.get(2) : "";
        }
        return given(command);
    }

    private static String given(List<String> command) {
        for (String word : command.subList(1, command.size())) {
            if (!word.startsWith("-")) {
                return local(word);
            }
            if (NO_FILE.contains(word) || word.startsWith("-c") || word.equals("-s")) {
                return "";
            }
        }
        return "";
    }

    /** The word if it names a file below the folder. */
    private static String local(String word) {
        boolean isElsewhere = word.isEmpty() || "/$~<>&-".indexOf(word.charAt(0)) >= 0;
        return isElsewhere ? "" : word;
    }

    private static boolean begins(List<String> command, List<String> words) {
        String first = command.getFirst();
        String name = first.substring(first.lastIndexOf('/') + 1);
        if (command.size() < words.size() || !name.equals(words.getFirst())) {
            return false;
        }
        for (int i = 1; i < words.size(); i++) {
            if (!command.get(i).equals(words.get(i))) {
                return false;
            }
        }
        boolean isQuestion = command.size() == 2
                && (command.get(1).equals("version") || command.get(1).equals("help"));
        return !isQuestion && command.stream().noneMatch(HARMLESS::contains);
    }
}
