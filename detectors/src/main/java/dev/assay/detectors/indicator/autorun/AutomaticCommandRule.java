package dev.assay.detectors.indicator.autorun;

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
    private static final String PERSISTS = "indicator/hook-persists";
    private static final int MOST_SHOWN = 160;

    /** Tools that install and build services, among other things. */
    private static final Set<String> SERVICES = Set.of("nuget", "msbuild", "maven", "ant", "gradle");

    /** Tools whose files count only in a folder of theirs. */
    private static final Map<String, Set<String>> FOLDERS = Map.of(
            "vscode", Set.of(".vscode"),
            "cargo-config", Set.of(".cargo"),
            "agent", Set.of(".claude", ".cursor", ".gemini", ".codex", ".windsurf", ".vscode", ".github"));

    /** Files of these that count wherever somebody opens them. */
    private static final List<String> ANYWHERE = List.of(".mcp.json", ".code-workspace");

    @Override
    public void judge(Facts facts, Findings out) {
        for (AutomaticCommand command : facts.of(AutomaticCommand.class)) {
            if (out.wants(FAMILY) && !HookFileRule.isFile(command) && isHeeded(command, facts.at())) {
                judge(command, out);
            }
        }
    }

    @Override
    public String placed(Location at) {
        String folder = folder(whole(at));
        if (HookProgram.isOfNuget(at)) {
            return "nuget";
        }
        boolean isSome = folder.equals(GIT) || FOLDERS.values().stream().anyMatch(folders -> folders.contains(folder));
        return isSome || folder.isEmpty() ? folder : "/";
    }

    private static String whole(Location place) {
        Location at = HookProgram.file(place);
        String path = at.entries().isEmpty() ? at.path() : at.entries().getLast();
        return path.isEmpty() ? at.target().replace('\\', '/') : path;
    }

    private static String folder(String whole) {
        int slash = whole.lastIndexOf('/');
        return slash < 0 ? "" : whole.substring(whole.lastIndexOf('/', slash - 1) + 1, slash);
    }

    static boolean isHeeded(AutomaticCommand command, Location at) {
        String whole = whole(at);
        int slash = whole.lastIndexOf('/');
        String folder = folder(whole);
        if (!HookProgram.isPlaced(command, at)) {
            return false;
        }
        if (command.tool().equals("git")) {
            return !folder.equals(GIT)
                    || !at.entries().isEmpty(); // of a clone it is one's own, in an archive somebody else's
        }
        Set<String> wanted = FOLDERS.get(command.tool());
        return wanted == null || wanted.contains(folder) || ANYWHERE.stream().anyMatch(whole::endsWith) || slash < 0;
    }

    private static void judge(AutomaticCommand command, Findings out) {
        List<Trait> traits = HookProgram.traits(command);
        for (Trait trait : traits) {
            if (trait.kind() == Trait.Kind.RUNS_HIDDEN) {
                hidden(command, trait, out);
            } else {
                AutomaticCommand shown = HookProgram.shown(command, trait);
                judge(shown, trait, out, place(shown, out), shown.command());
            }
        }
        if (isQuietRun(command)) {
            report("indicator/hook-runs-hidden", command, out);
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

    /**
     * Reports what a hook does.
     *
     * @param place where that stands
     * @param program the text that does it
     */
    static void judge(AutomaticCommand command, Trait trait, Findings out, Location place, String program) {
        boolean isContainer =
                command.tool().equals("devcontainer") && !command.event().equals("initializeCommand");
        String download = "indicator/hook-runs-download";
        switch (trait.kind()) {
            case RUNS_DOWNLOAD ->
                report(download, isContainer ? Severity.LOW : Severity.MEDIUM, command, out, place, program);
            case RUNS_TOOL -> {
                boolean isAskedFor = command.event().equals("mcp-server"); // before it is started first
                report(
                        download,
                        isContainer || isAskedFor ? Severity.LOW : Severity.MEDIUM,
                        command,
                        out,
                        place,
                        program);
            }
            case RUNS_DOWNLOAD_FROM_ANYWHERE -> report(download, out.severity(download), command, out, place, program);
            case RUNS_DECODED -> report("indicator/hook-runs-decoded", command, out, place, program);
            case SENDS_SECRETS, READS_MEMORY -> report("indicator/hook-gives-secrets", command, out, place, program);
            case SENDS -> report("indicator/hook-sends", command, out, place, program);
            case OPENS_SHELL -> report("indicator/hook-opens-shell", command, out, place, program);
            case PERSISTS ->
                report(
                        PERSISTS,
                        SERVICES.contains(command.tool()) || isContainer ? Severity.LOW : out.severity(PERSISTS),
                        command,
                        out,
                        place,
                        program);
            case RUNS_HIDDEN, HIDES_SECRETS, SENDS_SEVERAL -> {}
        }
    }

    /** A program in the folder of settings of another tool is odd there. */
    private static void hidden(AutomaticCommand command, Trait trait, Findings out) {
        boolean isAgent = command.tool().equals("agent");
        String own = command.tool().equals("vscode") ? ".vscode/" : isAgent ? "." : "\n";
        String file = trait.what().startsWith("./") ? trait.what().substring(2) : trait.what();
        boolean isOwn = file.startsWith(own) && !(isAgent && file.startsWith(".vscode/"));
        report(
                !isOwn
                        ? "indicator/hook-runs-hidden"
                        : isAgent ? "indicator/agent-hook" : "indicator/folder-open-command",
                command,
                out);
    }

    /** A program of JavaScript that node-gyp is made to run while it reads a list of files, and whose output is thrown away. */
    private static boolean isQuietRun(AutomaticCommand command) {
        String text = command.command();
        return command.tool().equals("node-gyp")
                && text.contains("/dev/null")
                && (text.contains(".js") || text.contains(".mjs") || text.contains(".cjs"));
    }

    private static Location place(AutomaticCommand command, Findings out) {
        return out.place().at(command.offsetBytes(), command.line(), 0);
    }

    private static void report(String rule, AutomaticCommand command, Findings out) {
        report(rule, command, out, place(command, out), command.command());
    }

    private static void report(String rule, AutomaticCommand command, Findings out, Location place, String program) {
        report(rule, out.severity(rule), command, out, place, program);
    }

    private static void report(
            String rule, Severity severity, AutomaticCommand command, Findings out, Location place, String program) {
        String shown = Printable.of(command.command().strip(), MOST_SHOWN);
        boolean isOther = !program.equals(command.command()); // that of a file which the command starts
        String does = isOther ? shown + ": " + Printable.of(program.strip(), MOST_SHOWN) : shown;
        out.add(
                rule,
                severity,
                place,
                command.event() + " " + does,
                Map.of("tool", command.tool(), "event", command.event(), "command", does));
    }
}
