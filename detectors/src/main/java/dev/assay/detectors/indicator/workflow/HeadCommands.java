package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandWords;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one step, in their order: which bring a stranger's version, by cloning, fetching, applying a patch or unpacking, and where
 * it lies then. Belongs to one thread.
 */
final class HeadCommands {
    private static final Set<String> TAKES = Set.of(
            "checkout",
            "switch",
            "merge",
            "pull",
            "reset",
            "rebase",
            "cherry-pick",
            "restore",
            "read-tree",
            "worktree");

    private static final Set<String> UNPACKS = Set.of("tar", "unzip", "bsdtar", "7z");

    private final Variables variables;
    private final List<List<String>> commands;
    private boolean isFetched;
    private boolean isPatch;
    private boolean isArchive;

    /** @param environment what variables of the step hold, and what earlier ones handed on */
    HeadCommands(String run, SortedMap<String, String> environment) {
        this.variables = new Variables(environment);
        this.commands = CommandWords.of(run);
    }

    List<List<String>> commands() {
        return commands;
    }

    /** Where the command puts a stranger's version, from the folder of the step; null for nowhere. Asked of each in turn. */
    @Nullable
    String brought(List<String> command) {
        String name = command.getFirst();
        String text = String.join(" ", command);
        String verb = command.size() > 1 ? verb(command) : "";
        boolean isHead = isHead(text);
        isPatch |= text.contains("gh pr diff")
                || text.contains("pull_request.patch_url")
                || text.contains("pull_request.diff_url");
        isPatch |= isHead && (text.contains(".patch") || text.contains(".diff"));
        isArchive |= isHead && (name.equals("curl") || name.equals("wget"));
        isArchive |= isHead && text.contains("gh api") && text.contains("ball");
        if (text.startsWith("gh pr checkout") || text.startsWith("hub pr checkout")) {
            return "";
        }
        if (name.equals("git") && verb.equals("clone") || text.startsWith("gh repo clone")) {
            return isHead ? cloned(command) : null;
        }
        if (name.equals("git") && (verb.equals("fetch") || verb.equals("pull"))) {
            isFetched |= isHead || command.stream().anyMatch(HeadCommands::isPull);
        }
        if (name.equals("git") && (verb.equals("apply") || verb.equals("am")) || name.equals("patch")) {
            return isPatch ? "" : null;
        }
        if (UNPACKS.contains(name)) {
            return isArchive ? "" : null;
        }
        if (!name.equals("git") || !TAKES.contains(verb) || !isFetched && !isHead) {
            return null;
        }
        return verb.equals("worktree") ? argument(command, command.indexOf("add") + 1) : "";
    }

    /** What git is asked to do, behind its own options. */
    private static String verb(List<String> command) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            if (word.equals("-C") || word.equals("-c")) {
                i++;
            } else if (!word.startsWith("-")) {
                return word;
            }
        }
        return "";
    }

    private static boolean isPull(String word) {
        return word.contains("refs/pull/") || word.startsWith("pull/") || word.startsWith("+pull/");
    }

    private static String cloned(List<String> command) {
        int from = command.indexOf("clone") + 1;
        String address = argument(command, from);
        String folder = argument(command, command.indexOf(address) + 1);
        if (!folder.isEmpty()) {
            return folder;
        }
        String last = address.substring(address.lastIndexOf('/') + 1);
        return last.indexOf('$') >= 0 ? "" : last.endsWith(".git") ? last.substring(0, last.length() - 4) : last;
    }

    /** The next word that is no option, nor what one is given; empty for none. */
    private static String argument(List<String> command, int from) {
        for (int i = from; i < command.size(); i++) {
            String word = command.get(i);
            boolean isValue = i > 0
                    && Set.of("-b", "-B", "--branch", "--depth", "-o", "--origin", "-c", "--reason")
                            .contains(command.get(i - 1));
            if (!word.startsWith("-") && !isValue && word.indexOf('>') < 0) {
                return word;
            }
        }
        return "";
    }

    /** Whether it names what a stranger proposes, by an expression or by a variable that holds one. */
    private boolean isHead(String text) {
        return variables.flowing(text).stream().anyMatch(HeadCheckout::isHead);
    }
}
