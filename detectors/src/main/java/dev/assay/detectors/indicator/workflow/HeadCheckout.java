package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandWords;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows the steps of a job: where a stranger's version of the repository lies, and which step runs something out of it. A checkout without
 * a ref is of the base and harmless; a later one into the same folder takes the place of the former. Belongs to one job.
 */
final class HeadCheckout {
    /** What runs things, {@code runners.tsv}; read with the first checkout of a head. */
    private static final class Runners {
        private static final List<List<String>> COMMANDS = read("command");
        private static final List<List<String>> ACTIONS = read("action");

        private static List<List<String>> read(String kind) {
            List<List<String>> all = new ArrayList<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(HeadCheckout.class.getResource("runners.tsv")), 2)) {
                if (row.getFirst().equals(kind)) {
                    all.add(Parts.of(row.get(1), ' '));
                }
            }
            return all;
        }
    }

    private static final Set<String> HEADS = Set.of(
            "github.event.pull_request.head.sha",
            "github.event.pull_request.head.ref",
            "github.event.pull_request.head.label",
            "github.event.pull_request.merge_commit_sha",
            "github.event.pull_request.head.repo.full_name",
            "github.event.workflow_run.head_sha",
            "github.event.workflow_run.head_branch",
            "github.event.workflow_run.head_commit.id",
            "github.event.workflow_run.head_repository.full_name",
            "github.event.workflow_run.pull_requests.*.head.sha",
            "github.event.workflow_run.pull_requests.*.head.ref",
            "github.head_ref");

    private final Set<String> folders = new TreeSet<>();
    private boolean isGuess;

    /** Where a stranger's version lies; empty for the workspace. */
    boolean isThere() {
        return !folders.isEmpty();
    }

    /** Whether what was checked out only looks like a stranger's version, by the name of a step's output. */
    boolean isGuess() {
        return isGuess;
    }

    /** Takes the next step; gives what it runs of a stranger's version, if it does. */
    Optional<String> next(Step step) {
        String action = step.uses().toLowerCase(Locale.ROOT);
        if (isCheckout(action)) {
            checkout(step);
            return Optional.empty();
        }
        if (!step.run().isEmpty() && checksOut(step)) {
            folders.add(step.folder());
        }
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        return action.isEmpty() ? command(step) : action(action, step);
    }

    private static boolean isCheckout(String action) {
        int at = action.indexOf('@');
        return (at < 0 ? action : action.substring(0, at)).endsWith("/checkout");
    }

    private void checkout(Step step) {
        String folder = plain(step.inputs().getOrDefault("path", ""));
        String ref = step.inputs().getOrDefault("ref", "");
        String repository = step.inputs().getOrDefault("repository", "");
        boolean isHead = isHead(ref, step) || isHead(repository, step);
        if (isHead) {
            folders.add(folder);
        } else {
            folders.remove(folder);
        }
    }

    private static String plain(String folder) {
        String path = folder.startsWith("./") ? folder.substring(2) : folder;
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path.equals(".") ? "" : path;
    }

    private boolean isHead(String text, Step step) {
        if (text.contains("refs/pull/") || text.startsWith("pull/")) {
            return true;
        }
        for (String path : Untrusted.flowing(text, step.environment())) {
            if (HEADS.contains(path)) {
                return true;
            }
            boolean isOutput = path.startsWith("steps.") || path.startsWith("needs.");
            if (isOutput && (path.contains("head") || path.contains("pr_") || path.contains("pr-"))) {
                isGuess = true;
                return true;
            }
        }
        return false;
    }

    /** In a program: by number or by a ref that is a stranger's. */
    private boolean checksOut(Step step) {
        String run = step.run();
        if (run.contains("gh pr checkout") || run.contains("hub pr checkout")) {
            return true;
        }
        boolean isGit = run.contains("git checkout")
                || run.contains("git switch")
                || run.contains("git merge")
                || run.contains("git pull")
                || run.contains("git reset --hard");
        if (!isGit) {
            return false;
        }
        boolean isPull = run.contains("git fetch") && (run.contains("refs/pull/") || run.contains(" pull/"));
        return isPull || Untrusted.flowing(run, step.environment()).stream().anyMatch(HEADS::contains);
    }

    /** Whether the step works in one of the folders: started there, or naming it. */
    private boolean isIn(Step step, String text) {
        String at = plain(step.folder());
        for (String folder : folders) {
            boolean isThere =
                    folder.isEmpty() || at.equals(folder) || at.startsWith(folder + "/") || text.contains(folder);
            if (isThere) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> action(String action, Step step) {
        boolean isLocal = action.startsWith("./");
        if (isLocal) {
            String path = action.substring(2);
            boolean isHead = folders.stream().anyMatch(folder -> folder.isEmpty() || path.startsWith(folder + "/"));
            return isHead ? Optional.of(step.uses()) : Optional.empty();
        }
        boolean runs = Runners.ACTIONS.stream().anyMatch(each -> action.startsWith(each.getFirst()))
                && (!action.startsWith("ruby/setup-ruby")
                        || "true".equals(step.inputs().get("bundler-cache")));
        return runs && isIn(step, String.join(" ", step.inputs().values()))
                ? Optional.of(step.uses())
                : Optional.empty();
    }

    private Optional<String> command(Step step) {
        if (!isIn(step, step.run())) {
            return Optional.empty();
        }
        for (List<String> command : CommandWords.of(step.run())) {
            if (isLocalProgram(command) || Runners.COMMANDS.stream().anyMatch(each -> begins(command, each))) {
                return Optional.of(String.join(" ", command));
            }
        }
        return Optional.empty();
    }

    private static boolean begins(List<String> command, List<String> words) {
        if (command.size() < words.size() || !name(command.getFirst()).equals(words.getFirst())) {
            return false;
        }
        for (int i = 1; i < words.size(); i++) {
            if (!command.get(i).equals(words.get(i))) {
                return false;
            }
        }
        boolean isInterpreter =
                words.size() == 1 && Set.of("node", "python", "python3").contains(words.getFirst());
        return !(isInterpreter && runsNoFile(command)) && !isBuiltIn(command);
    }

    /** A program on the command line, a tool's own module, or nothing but a question. */
    private static boolean runsNoFile(List<String> command) {
        if (command.size() < 2) {
            return true;
        }
        String first = command.get(1);
        boolean isModule = first.equals("-m") && command.size() > 2;
        return isModule
                ? command.get(2).equals("pip") && !command.contains(".") && !command.contains("-r")
                : first.equals("-c")
                        || first.equals("-e")
                        || first.equals("--version")
                        || first.equals("-V")
                        || first.equals("-");
    }

    /** Told to run nothing of the folder. */
    private static boolean isBuiltIn(List<String> command) {
        return command.contains("--ignore-scripts")
                || command.contains("--version")
                || command.contains("-g")
                || command.contains("--global");
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    /** A file of the folder: {@code ./build.sh}, {@code scripts/test}, or what a shell is given. */
    private static boolean isLocalProgram(List<String> command) {
        String first = command.getFirst();
        boolean isShell = first.equals("bash")
                || first.equals("sh")
                || first.equals("zsh")
                || first.equals("source")
                || first.equals(".");
        if (isShell && command.size() > 1) {
            String file = command.get(1);
            return !file.startsWith("-") && !file.startsWith("/") && !file.startsWith("$") && !file.startsWith("<");
        }
        return first.startsWith("./") || first.indexOf('/') > 0 && first.endsWith(".sh") && !first.startsWith("$");
    }
}
