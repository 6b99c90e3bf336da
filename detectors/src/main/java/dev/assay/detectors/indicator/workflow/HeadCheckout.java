package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Workflow.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows the steps of a job: where a stranger's version of the repository lies, and which step runs something out of it. A checkout without
 * a ref is of the base and harmless; a later one into the same folder takes the place of the former. Belongs to one job.
 */
final class HeadCheckout {
    /** What is said of a proposal beside what it proposes. */
    private static final Set<String> HARMLESS =
            Set.of("github.event.pull_request.head.repo.fork", "github.event.pull_request.head.repo.private");

    private static final Set<String> HEADS = Set.of(
            "github.event.pull_request.merge_commit_sha",
            "github.event.workflow_run.head_sha",
            "github.event.workflow_run.head_branch",
            "github.event.workflow_run.head_commit.id",
            "github.event.workflow_run.pull_requests.*.head.sha",
            "github.event.workflow_run.pull_requests.*.head.ref",
            "github.head_ref");

    /** Nobody hands on more versions. */
    private static final int MOST_HANDED = 20;

    private static final List<String> BEGIN =
            List.of("github.event.pull_request.head.", "github.event.workflow_run.head_repository.");

    private final Set<String> folders = new TreeSet<>();

    /** Variables that steps gave all later ones, of which a stranger's version flows. */
    private final SortedMap<String, String> handed = new TreeMap<>();

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
        return action.isEmpty() ? commands(step) : action(action, step);
    }

    /** Whether a context says which version, or where it lies, a stranger proposes. */
    static boolean isHead(String path) {
        return HEADS.contains(path) || BEGIN.stream().anyMatch(path::startsWith) && !HARMLESS.contains(path);
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

    /** A folder from the workspace, which is empty itself. */
    static String plain(String folder) {
        String path = folder.startsWith("./") ? folder.substring(2) : folder;
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path.equals(".") ? "" : path;
    }

    private boolean isHead(String text, Step step) {
        if (text.contains("refs/pull/") || text.startsWith("pull/")) {
            return true;
        }
        for (String path : Untrusted.flowing(text, environment(step))) {
            if (isHead(path)) {
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

    private SortedMap<String, String> environment(Step step) {
        SortedMap<String, String> all = new TreeMap<>(handed);
        all.putAll(step.environment());
        return all;
    }

    /** What a step hands on: {@code echo "SHA=..." >> $GITHUB_ENV}. */
    private void hand(Step step, List<List<String>> commands) {
        Variables variables = new Variables(environment(step));
        for (int i = 0; i < commands.size() && handed.size() < MOST_HANDED; i++) {
            boolean isHanding = EnvironmentFileJudge.file(commands.get(i)).equals(EnvironmentFileJudge.VARIABLES);
            for (List<String> command : isHanding
                    ? commands.subList(EnvironmentFileJudge.first(commands, i), i + 1)
                    : List.<List<String>>of()) {
                for (String word : command) {
                    int equals = word.indexOf('=');
                    variables.flowing(word).stream()
                            .filter(HeadCheckout::isHead)
                            .findFirst()
                            .filter(_ -> equals > 0)
                            .ifPresent(path -> handed.put(word.substring(0, equals), "${{ " + path + " }}"));
                }
            }
        }
    }

    /** Whether a step that is started in a folder, or names one, works in one of those. */
    private boolean isIn(String folder, String text) {
        for (String each : folders) {
            boolean isThere =
                    each.isEmpty() || folder.equals(each) || folder.startsWith(each + "/") || text.contains(each);
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
        boolean runs = Runners.runs(action, step)
                && isIn(plain(step.folder()), String.join(" ", step.inputs().values()));
        return runs ? Optional.of(step.uses()) : Optional.empty();
    }

    /** One after the other: what is brought counts for those behind it. */
    private Optional<String> commands(Step step) {
        if (step.run().isEmpty()) {
            return Optional.empty();
        }
        String at = plain(step.folder());
        HeadCommands steps = new HeadCommands(step.run(), environment(step));
        if (step.run().contains(EnvironmentFileJudge.VARIABLES)) {
            hand(step, steps.commands());
        }
        boolean isIn = isIn(at, step.run());
        for (List<String> command : steps.commands()) {
            String brought = steps.brought(command);
            if (brought != null) {
                String folder = plain(brought);
                String whole = at.isEmpty() || folder.isEmpty() ? at + folder : at + "/" + folder;
                folders.add(whole);
                isIn |= folder.isEmpty();
            } else {
                isIn |= !folders.isEmpty() && isIn(at, String.join(" ", command));
                if (isIn && Runners.runs(command)) {
                    return Optional.of(String.join(" ", command));
                }
            }
        }
        return Optional.empty();
    }
}
