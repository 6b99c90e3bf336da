package dev.assay.detectors.indicator.autorun;

import dev.assay.detectors.indicator.command.CommandJudge;
import dev.assay.detectors.indicator.command.Trait;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commands that run when a package is installed, a folder is opened, or an agent starts: what they do decides, for having one is normal.
 * Settings count where their tool looks for them.
 */
public final class AutomaticCommandRule implements Rule {
    private static final String FAMILY = "indicator";
    private static final String GIT = ".git";
    private static final int MOST_SHOWN = 160;

    /** Tools whose files count only in a folder of theirs. */
    private static final Map<String, Set<String>> FOLDERS = Map.of(
            "vscode", Set.of(".vscode"),
            "agent", Set.of(".claude", ".cursor", ".gemini", ".codex", ".windsurf", ".vscode", ".github"));

    @Override
    public void judge(Facts facts, Findings out) {
        for (AutomaticCommand command : facts.of(AutomaticCommand.class)) {
            if (out.wants(FAMILY) && isHeeded(command, facts.at())) {
                judge(command, out);
            }
        }
    }

    @Override
    public String placed(Location at) {
        String folder = folder(whole(at));
        boolean isSome = folder.equals(GIT) || FOLDERS.values().stream().anyMatch(folders -> folders.contains(folder));
        return isSome || folder.isEmpty() ? folder : "/";
    }

    private static String whole(Location at) {
        String path = at.entries().isEmpty() ? at.path() : at.entries().getLast();
        return path.isEmpty() ? at.target().replace('\\', '/') : path;
    }

    private static String folder(String whole) {
        int slash = whole.lastIndexOf('/');
        return slash < 0 ? "" : whole.substring(whole.lastIndexOf('/', slash - 1) + 1, slash);
    }

    private static boolean isHeeded(AutomaticCommand command, Location at) {
        String whole = whole(at);
        int slash = whole.lastIndexOf('/');
        String folder = folder(whole);
        if (command.tool().equals("git")) {
            return !folder.equals(GIT);
        }
        Set<String> wanted = FOLDERS.get(command.tool());
        return wanted == null || wanted.contains(folder) || whole.endsWith(".mcp.json") || slash < 0;
    }

    private static void judge(AutomaticCommand command, Findings out) {
        List<Trait> traits = CommandJudge.traits(command.command());
        for (Trait trait : traits) {
            judge(command, trait, out);
        }
        if (isQuietRun(command)) {
            report("indicator/hook-runs-hidden", out.severity("indicator/hook-runs-hidden"), command, out);
        }
        if (!traits.isEmpty()) {
            return;
        }
        switch (command.tool()) {
            case "vscode" -> report("indicator/folder-open-command", command, out);
            case "agent" -> {
                if (!command.event().equals("mcp-server")) {
                    report("indicator/agent-hook", command, out);
                }
            }
            case "git" -> {
                boolean isFlag =
                        command.command().equals("true") || command.command().equals("false");
                if (!isFlag) {
                    report("indicator/embedded-git-config", command, out);
                }
            }
            default -> {}
        }
    }

    private static void judge(AutomaticCommand command, Trait trait, Findings out) {
        boolean isContainer =
                command.tool().equals("devcontainer") && !command.event().equals("initializeCommand");
        switch (trait.kind()) {
            case RUNS_DOWNLOAD ->
                report("indicator/hook-runs-download", isContainer ? Severity.LOW : Severity.MEDIUM, command, out);
            case RUNS_DOWNLOAD_FROM_ANYWHERE -> report("indicator/hook-runs-download", command, out);
            case RUNS_DECODED -> report("indicator/hook-runs-decoded", command, out);
            case SENDS_SECRETS, READS_MEMORY -> report("indicator/hook-gives-secrets", command, out);
            case SENDS -> report("indicator/hook-sends", command, out);
            case OPENS_SHELL -> report("indicator/hook-opens-shell", command, out);
            case RUNS_HIDDEN -> {
                String own = command.tool().equals("vscode")
                        ? ".vscode/"
                        : command.tool().equals("agent") ? "." : "\n";
                String file = trait.what().startsWith("./") ? trait.what().substring(2) : trait.what();
                boolean isOwn =
                        file.startsWith(own) && !(command.tool().equals("agent") && file.startsWith(".vscode/"));
                if (isOwn) {
                    report(
                            command.tool().equals("agent") ? "indicator/agent-hook" : "indicator/folder-open-command",
                            command,
                            out);
                } else {
                    report("indicator/hook-runs-hidden", command, out);
                }
            }
            case HIDES_SECRETS, SENDS_SEVERAL -> {}
        }
    }

    /** A program of JavaScript that node-gyp is made to run while it reads a list of files, and whose output is thrown away. */
    private static boolean isQuietRun(AutomaticCommand command) {
        String text = command.command();
        return command.tool().equals("node-gyp")
                && text.contains("/dev/null")
                && (text.contains(".js") || text.contains(".mjs") || text.contains(".cjs"));
    }

    private static void report(String rule, AutomaticCommand command, Findings out) {
        report(rule, out.severity(rule), command, out);
    }

    private static void report(String rule, Severity severity, AutomaticCommand command, Findings out) {
        String shown = Printable.of(command.command().strip(), MOST_SHOWN);
        out.add(
                rule,
                severity,
                out.place().at(command.offsetBytes(), command.line(), 0),
                command.event() + " " + shown,
                Map.of("tool", command.tool(), "event", command.event(), "command", shown));
    }
}
