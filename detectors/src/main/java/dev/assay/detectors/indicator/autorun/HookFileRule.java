package dev.assay.detectors.indicator.autorun;

import dev.assay.detectors.indicator.command.CommandJudge;
import dev.assay.detectors.indicator.command.Language;
import dev.assay.detectors.indicator.command.StartedFiles;
import dev.assay.detectors.indicator.command.StartedFiles.StartedFile;
import dev.assay.detectors.indicator.command.Trait;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.NamedFile;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files that a hook starts ({@code "postinstall": "node install.js"}), and those that these load or start: what they do is done by the hook.
 * One that is not there, as it is built first, is no finding; further it is not followed.
 */
public final class HookFileRule implements TargetRule {
    private static final String FAMILY = "indicator";

    /** The tool of a fact that has the text of such a file. */
    private static final String FILE = "hook-file";

    /** Names by which a file is read as one. */
    private static final Map<Language, String> NAMES = Map.of(
            Language.JAVASCRIPT, "hook-file.js",
            Language.PYTHON, "hook-file.py",
            Language.PHP, "hook-file.php",
            Language.RUBY, "hook-file.rb",
            Language.PERL, "hook-file.pl",
            Language.RUST, "hook-file.rs",
            Language.SHELL, "hook-file.sh");

    /** The same where its first line says what it is. */
    private static final String OWN = "hook-file";

    /** Tools whose hooks start where their file lies. */
    private static final Set<String> HERE = Set.of(
            "npm",
            "composer",
            "node-gyp",
            "rubygems",
            "cargo",
            "nuget",
            "pnpm",
            "yarn",
            "python",
            "bundler",
            "pre-commit",
            "direnv");

    /** How node finds what a path leaves open. */
    private static final List<String> LEFT_OPEN = List.of(".js", "/index.js");

    /** A file that may be started, by which hook, and where that is. */
    private record Started(Location at, StartedFile file, AutomaticCommand by, Location hook) {
        String as() {
            return file.isOwn() ? OWN : NAMES.getOrDefault(file.language(), "");
        }

        Language language(String program) {
            return file.isOwn() ? Language.ofFirstLine(program, file.language()) : file.language();
        }
    }

    private final Predicate<String> hasHooks;

    /** @param hasHooks whether files of a name, the last part of a path, have hooks */
    public HookFileRule(Predicate<String> hasHooks) {
        this.hasHooks = hasHooks;
    }

    @Override
    public boolean reads(Fact fact) {
        return fact instanceof AutomaticCommand command
                && (isFile(command) || !HookProgram.starts(command).isEmpty());
    }

    static boolean isFile(AutomaticCommand command) {
        return command.tool().equals(FILE);
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public boolean completes(String name) {
        return hasHooks.test(name);
    }

    @Override
    public List<NamedFile> named(Projection target) {
        return started(target).stream()
                .map(each -> new NamedFile(each.at(), each.as(), target.isUnchanged(each.hook())))
                .toList();
    }

    /** The files that hooks start, and behind them those that these load or start. */
    private static List<Started> started(Projection target) {
        List<Started> started = new ArrayList<>(0);
        Map<Location, AutomaticCommand> files = new HashMap<>();
        for (Facts facts : target.seen()) {
            for (AutomaticCommand command : facts.of(AutomaticCommand.class)) {
                if (isFile(command)) {
                    files.putIfAbsent(facts.at(), command);
                } else if (AutomaticCommandRule.isHeeded(command, facts.at())) {
                    for (StartedFile file : HookProgram.starts(command)) {
                        Started by = new Started(facts.at(), file, command, facts.at());
                        places(facts.at(), !HERE.contains(command.tool()), by, started);
                    }
                }
            }
        }
        for (Started each : List.copyOf(started)) {
            AutomaticCommand program = files.get(each.at());
            if (program != null) {
                for (StartedFile file : StartedFiles.byProgram(program.command(), each.language(program.command()))) {
                    Started by = new Started(each.at(), file, each.by(), each.hook());
                    places(each.at(), false, by, started);
                    places(each.hook(), !HERE.contains(each.by().tool()), by, started);
                }
            }
        }
        return started;
    }

    /**
     * Adds where a file may lie.
     *
     * @param at a file in whose folder it lies
     * @param isAbove whether in the folder around that, where that is one for settings
     */
    private static void places(Location at, boolean isAbove, Started each, List<Started> started) {
        StartedFile file = each.file();
        boolean isMember = !at.entries().isEmpty();
        String own = isMember ? at.entries().getLast() : at.path();
        List<String> parts = new ArrayList<>(Parts.of(own, '/'));
        parts.removeLast();
        if (isAbove && !parts.isEmpty() && parts.getLast().startsWith(".")) {
            parts.removeLast();
        }
        for (String step : Parts.of(file.path().replace('\\', '/'), '/')) {
            if (step.equals("..")) {
                if (parts.isEmpty()) {
                    return;
                }
                parts.removeLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                parts.add(Location.escape(step));
            }
        }
        if (own.isEmpty() || parts.isEmpty()) {
            return;
        }
        String path = String.join("/", parts);
        boolean isOpen = file.language() == Language.JAVASCRIPT
                && !path.endsWith(".js")
                && !path.endsWith(".cjs")
                && !path.endsWith(".mjs");
        started.add(new Started(place(at, path), file, each.by(), each.hook()));
        if (isOpen) {
            LEFT_OPEN.forEach(end -> started.add(new Started(place(at, path + end), file, each.by(), each.hook())));
        }
    }

    private static Location place(Location at, String path) {
        if (at.entries().isEmpty()) {
            return Location.of(at.target(), path);
        }
        List<String> entries = new ArrayList<>(at.entries());
        entries.set(entries.size() - 1, path);
        return new Location(at.target(), at.path(), entries, -1, 0, 0);
    }

    @Override
    public void judge(Projection target, Findings out) {
        if (!out.wants(FAMILY)) {
            return;
        }
        Map<Location, AutomaticCommand> files = new HashMap<>();
        for (Facts facts : target.seen()) {
            for (AutomaticCommand command : facts.of(AutomaticCommand.class)) {
                if (isFile(command)) {
                    files.putIfAbsent(facts.at(), command);
                } else if (!target.isUnchanged(facts.at())
                        && AutomaticCommandRule.isHeeded(command, facts.at())
                        && HookProgram.startsMore(command)) {
                    out.at(facts.at());
                    out.gap(
                            GapKind.LIMIT,
                            command.offsetBytes(),
                            command.line(),
                            "a command starts more than " + StartedFiles.MOST
                                    + " files, and the others were not looked into");
                }
            }
        }
        Set<Location> judged = new HashSet<>();
        for (Started each : files.isEmpty() ? List.<Started>of() : started(target)) {
            AutomaticCommand file = files.get(each.at());
            boolean isJudged = !target.isUnchanged(each.at()) || !target.isUnchanged(each.hook());
            if (file != null && isJudged && judged.add(each.at())) {
                judge(each, file.command(), out);
            }
        }
    }

    private static void judge(Started started, String program, Findings out) {
        out.at(started.at());
        for (Trait trait : CommandJudge.ofFile(program, started.language(program))) {
            int at = Math.max(program.indexOf(trait.what()), 0);
            AutomaticCommandRule.judge(
                    started.by(), trait, out, started.at().at(-1, HookProgram.line(program, at), 0), trait.what());
        }
    }
}
