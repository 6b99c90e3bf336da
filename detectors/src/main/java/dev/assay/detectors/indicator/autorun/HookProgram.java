package dev.assay.detectors.indicator.autorun;

import dev.assay.detectors.indicator.command.CommandJudge;
import dev.assay.detectors.indicator.command.Language;
import dev.assay.detectors.indicator.command.StartedFiles;
import dev.assay.detectors.indicator.command.StartedFiles.StartedFile;
import dev.assay.detectors.indicator.command.Trait;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.report.Location;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that are hooks by their name: what they have is a program rather than a command. Pure functions. */
final class HookProgram {
    private static final String NUGET = "nuget";

    /** Git starts what the first line names. */
    private static final String GIT = "git-hook";

    /** What a file in UTF-16 holds is called so: it is the same file. */
    private static final String TEXT = "utf-8";

    /** Programs that are hooks by their name, by tool and event. */
    private static final Map<String, Language> LANGUAGES = Map.of(
            "rubygems extension", Language.RUBY,
            "cargo build", Language.RUST,
            "pnpm hooks", Language.JAVASCRIPT,
            "bundler install", Language.RUBY,
            "direnv enter", Language.SHELL,
            "git-hook commit", Language.SHELL,
            "nuget install", Language.SHELL);

    /** What is named for such a program, which is a file of whatever name, by tool and event. */
    private static final Map<String, Language> NAMED = Map.of(
            "rubygems extension-file", Language.RUBY,
            "cargo build-file", Language.RUST,
            "cargo macro-file", Language.RUST,
            "python backend-file", Language.PYTHON,
            "composer autoload-file", Language.PHP,
            "yarn yarn-file", Language.JAVASCRIPT);

    private HookProgram() {}

    /** What such a program is written in; null for a command, and for what only names one. */
    static @Nullable Language language(AutomaticCommand command) {
        Language language = LANGUAGES.get(command.tool() + " " + command.event());
        return language != null && command.tool().equals(GIT)
                ? Language.ofFirstLine(command.command(), language)
                : language;
    }

    private static @Nullable Language named(AutomaticCommand command) {
        return NAMED.get(command.tool() + " " + command.event());
    }

    /** What a command or a program does. */
    static List<Trait> traits(AutomaticCommand command) {
        Language language = language(command);
        if (named(command) != null) {
            return List.of();
        }
        return language == null
                ? CommandJudge.traits(command.command())
                : CommandJudge.ofFile(command.command(), language);
    }

    /** The files that it starts, or that a program loads. */
    static List<StartedFile> starts(AutomaticCommand command) {
        Language named = named(command);
        if (named != null) {
            return List.of(new StartedFile(command.command(), named, false));
        }
        Language language = language(command);
        return language == null
                ? StartedFiles.of(command.command())
                : StartedFiles.byProgram(command.command(), language);
    }

    /** Whether it starts more than are followed. */
    static boolean startsMore(AutomaticCommand command) {
        return language(command) == null && named(command) == null && StartedFiles.isMore(command.command());
    }

    /** A part of a program, at its line, as the command that is shown. */
    static AutomaticCommand shown(AutomaticCommand command, Trait trait) {
        if (language(command) == null) {
            return command;
        }
        String program = command.command();
        int at = Math.max(program.indexOf(trait.what()), 0);
        return new AutomaticCommand(command.tool(), command.event(), trait.what(), -1, line(program, at));
    }

    static int line(String text, int to) {
        return 1 + (int) text.substring(0, to).chars().filter(c -> c == '\n').count();
    }

    /** The file that a text lies in, in whatever encoding. */
    static Location file(Location at) {
        boolean isText = !at.entries().isEmpty() && at.entries().getLast().equals(TEXT);
        return isText
                ? new Location(
                        at.target(),
                        at.path(),
                        at.entries().subList(0, at.entries().size() - 1),
                        -1,
                        0,
                        0)
                : at;
    }

    /**
     * Whether a tool runs a file that lies there. Many have an {@code install.ps1} that people start themselves; NuGet runs those of the
     * folder {@code tools} of a package.
     */
    static boolean isPlaced(AutomaticCommand command, Location at) {
        return !command.tool().equals(NUGET) || isOfNuget(at);
    }

    /** Whether a file may be a script of NuGet by its place. */
    static boolean isOfNuget(Location place) {
        Location at = file(place);
        String path = path(at);
        String lower = path.toLowerCase(Locale.ROOT);
        int slash = lower.lastIndexOf('/');
        boolean isNamed = lower.startsWith("chocolatey", slash + 1);
        boolean isInTools = lower.startsWith("tools/") && slash == "tools".length();
        boolean isUnpacked = slash >= 0
                && lower.startsWith("/tools/", slash - "/tools".length())
                && (lower.contains(".nuget/packages/")
                        || lower.startsWith("packages/")
                        || lower.contains("/packages/"));
        return isNamed || (at.entries().isEmpty() ? isUnpacked : isInTools && isPackage(at));
    }

    private static String path(Location at) {
        return at.entries().isEmpty()
                ? at.path().isEmpty() ? at.target().replace('\\', '/') : at.path()
                : at.entries().getLast();
    }

    /** Whether the archive that a member lies in has the name of a package. */
    private static boolean isPackage(Location at) {
        int size = at.entries().size();
        String outer = size > 1 ? at.entries().get(size - 2) : at.path().isEmpty() ? at.target() : at.path();
        return outer.toLowerCase(Locale.ROOT).endsWith(".nupkg");
    }
}
