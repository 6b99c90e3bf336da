package dev.assay.detectors.autorun;

import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packages that commands fetch and run by their names, {@code npx -y name@1.0.0}, {@code uvx name}, or install in a version that they name,
 * {@code npm i -g name@1.0.0}, {@code pip install name==1.0}, {@code gem install name -v 1.0}, as {@code runners.tsv} has them. What a
 * variable names is not known, and what is taken from a folder, an address or a repository is no package of a registry. Pure functions.
 */
final class Runners {
    private static final int MOST_PACKAGES = 50;
    private static final int MOST_NAME = 214;
    private static final int MOST_VERSION = 256;
    private static final int DEEPEST = 4;

    /** What starts the program behind it. */
    private static final Set<String> IN_FRONT = Set.of(
            "sudo", "env", "exec", "command", "time", "nohup", "cross-env", "then", "do", "else", "if", "!", "{");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "cmd", "powershell", "pwsh");
    private static final Set<String> SHELL_COMMANDS = Set.of("-c", "-lc", "-ec", "-ce", "/c", "-Command", "-command");

    /** Of npm: nothing is fetched. */
    private static final Set<String> LOCAL_ONLY = Set.of("--no", "--no-install");

    private static final List<Runner> RUNNERS = Rows.read(resource("runners.tsv"), 8).stream()
            .map(row -> new Runner(
                    row.getFirst(),
                    words(row.get(1)),
                    row.get(2),
                    row.get(3).equals("local"),
                    row.get(3).equals("install"),
                    Set.copyOf(words(row.get(4))),
                    Set.copyOf(words(row.get(5))),
                    Set.copyOf(words(row.get(6))),
                    Set.copyOf(words(row.get(7)))))
            .toList();

    private static final Map<String, String> BINS = bins();

    private record Runner(
            String program,
            List<String> subcommand,
            String ecosystem,
            boolean isLocal,
            boolean installs,
            Set<String> instead,
            Set<String> besides,
            Set<String> valued,
            Set<String> versioned) {}

    /**
     * A package that is run.
     *
     * @param version empty where the command leaves a choice
     * @param range as it is written; empty for none
     * @param isLocal whether one that is installed is run in its place
     */
    record Run(Coordinates coordinates, String version, String range, boolean isLocal) {
        /** Whether a project has it among its own, so that the one of its lockfile is run. */
        boolean isAmong(Set<String> own) {
            String name = coordinates.full();
            return isLocal && range.isEmpty() && (own.contains(name) || own.contains(BINS.getOrDefault(name, name)));
        }
    }

    private Runners() {}

    private static URL resource(String name) {
        return Objects.requireNonNull(Runners.class.getResource(name));
    }

    private static List<String> words(String cell) {
        return cell.equals("-") ? List.of() : Parts.of(cell, ' ');
    }

    private static Map<String, String> bins() {
        Map<String, String> bins = new HashMap<>();
        Rows.read(resource("bins.tsv"), 2).forEach(row -> bins.put(row.getFirst(), row.get(1)));
        return Map.copyOf(bins);
    }

    /** What a command line runs, each once, in its order. */
    static List<Run> of(String commands) {
        List<Run> found = new ArrayList<>(0);
        collect(commands, 0, found);
        return found;
    }

    private static void collect(String commands, int depth, List<Run> into) {
        List<String> command = new ArrayList<>();
        for (String word : CommandLine.words(commands)) {
            if (word.equals(CommandLine.END)) {
                one(command, depth, into);
                command.clear();
            } else {
                command.add(word);
            }
        }
        one(command, depth, into);
    }

    private static void one(List<String> command, int depth, List<Run> into) {
        int at = 0;
        while (at < command.size() && (IN_FRONT.contains(command.get(at)) || isAssignment(command.get(at)))) {
            at++;
        }
        if (at == command.size()) {
            return;
        }
        String program = program(command.get(at));
        List<String> arguments = command.subList(at + 1, command.size());
        if (SHELLS.contains(program)) {
            for (int i = 0; i + 1 < arguments.size() && depth < DEEPEST; i++) {
                if (SHELL_COMMANDS.contains(arguments.get(i))) {
                    List<String> rest = arguments.subList(i + 1, arguments.size());
                    collect(program.equals("cmd") ? String.join(" ", rest) : rest.getFirst(), depth + 1, into);
                    return;
                }
            }
        }
        for (Runner each : RUNNERS) {
            List<String> rest = each.program().equals(program) ? behindSubcommand(each, arguments) : null;
            if (rest != null && each.installs()) {
                install(each, rest, into);
            } else if (rest != null) {
                run(each, rest, into);
            }
        }
    }

    /** {@code NAME=value} in front of a program. */
    private static boolean isAssignment(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && word.substring(0, equals).chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    }

    private static String program(String word) {
        String name = Location.lastPart(word.replace('\\', '/')).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot > 0 && Set.of(".cmd", ".exe", ".ps1").contains(name.substring(dot)) ? name.substring(0, dot) : name;
    }

    /** Null if it is another subcommand; options may stand in front of it. */
    private static @Nullable List<String> behindSubcommand(Runner runner, List<String> arguments) {
        int at = 0;
        for (String word : runner.subcommand()) {
            while (at < arguments.size() && arguments.get(at).startsWith("-")) {
                at += runner.valued().contains(arguments.get(at)) ? 2 : 1;
            }
            if (at >= arguments.size() || !arguments.get(at).equals(word)) {
                return null;
            }
            at++;
        }
        return arguments.subList(at, arguments.size());
    }

    private static void run(Runner runner, List<String> arguments, List<Run> into) {
        boolean isNamed = false;
        int at = 0;
        while (at < arguments.size()
                && arguments.get(at).startsWith("-")
                && !arguments.get(at).equals("--")) {
            String word = arguments.get(at);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            boolean isInstead = runner.instead().contains(option);
            boolean names = isInstead || runner.besides().contains(option);
            boolean takesNext = equals < 0 && (names || runner.valued().contains(option));
            if (runner.isLocal() && LOCAL_ONLY.contains(word)) {
                return;
            }
            String value = equals >= 0
                    ? word.substring(equals + 1)
                    : takesNext && at + 1 < arguments.size() ? arguments.get(at + 1) : "";
            if (names) {
                add(runner, value, into);
            }
            isNamed |= isInstead;
            at += takesNext ? 2 : 1;
        }
        at += at < arguments.size() && arguments.get(at).equals("--") ? 1 : 0;
        if (!isNamed && at < arguments.size()) {
            add(runner, arguments.get(at), into);
        }
    }

    private static void install(Runner runner, List<String> arguments, List<Run> into) {
        List<String> names = new ArrayList<>();
        String version = "";
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            int equals = word.startsWith("-") ? word.indexOf('=') : -1;
            String option = equals < 0 ? word : word.substring(0, equals);
            if (runner.instead().contains(option)) {
                return; // from elsewhere than a registry
            }
            if (runner.versioned().contains(option)) {
                at += equals < 0 ? 1 : 0;
                version = equals >= 0 ? word.substring(equals + 1) : at < arguments.size() ? arguments.get(at) : "";
            } else if (runner.valued().contains(word)) {
                at++;
            } else if (!word.startsWith("-")) {
                names.add(word);
            }
        }
        for (String name : names) {
            add(runner, version.isEmpty() ? name : name + "@" + version.strip(), into);
        }
    }

    private static void add(Runner runner, String written, List<Run> into) {
        Run run = switch (runner.ecosystem()) {
            case "pypi" -> python(runner, written);
            case "gem" -> VersionedNames.gem(written);
            case "cargo" -> VersionedNames.crate(written);
            case "golang" -> VersionedNames.module(written);
            default -> npm(runner, written);
        };
        boolean isMeant = run != null && (!runner.installs() || !run.version().isEmpty());
        if (isMeant && into.size() < MOST_PACKAGES && !into.contains(run)) {
            into.add(run);
        }
    }

    /** {@code name}, {@code @scope/name@1.0.0}, {@code name@latest}. */
    private static @Nullable Run npm(Runner runner, String written) {
        int at = written.indexOf('@', 1);
        String full = at < 0 ? written : written.substring(0, at);
        String range = at < 0 ? "" : written.substring(at + 1);
        int slash = full.indexOf('/');
        boolean isScoped = full.startsWith("@") && slash > 1;
        String namespace = isScoped ? full.substring(0, slash) : "";
        String name = isScoped ? full.substring(slash + 1) : full;
        boolean isScope = namespace.isEmpty() || isName(namespace.substring(1));
        if (!isName(name) || !isScope || !isVersion(range)) {
            return null;
        }
        String plain = range.startsWith("v") || range.startsWith("=") ? range.substring(1) : range;
        List<String> numbers =
                Parts.of(Parts.of(Parts.of(plain, '+').getFirst(), '-').getFirst(), '.');
        boolean isPinned = numbers.size() == 3
                && numbers.stream()
                        .allMatch(each -> !each.isEmpty() && each.chars().allMatch(Character::isDigit))
                && plain.chars().noneMatch(c -> "<>^~| ".indexOf(c) >= 0);
        Coordinates coordinates = new Coordinates(runner.ecosystem(), namespace, name);
        return new Run(coordinates, isPinned ? plain : "", range, runner.isLocal());
    }

    /** {@code name}, {@code name[extra]==1.0}, {@code name>=1,<2}, {@code name@1.0} of uv. */
    private static @Nullable Run python(Runner runner, String written) {
        int end = 0;
        while (end < written.length() && "[<>=!~@; ".indexOf(written.charAt(end)) < 0) {
            end++;
        }
        String name = written.substring(0, end);
        int extras = written.indexOf(']', end);
        String rest = written.substring(written.startsWith("[", end) && extras > 0 ? extras + 1 : end);
        String range = Parts.of(rest, ';').getFirst().strip();
        range = range.startsWith("@") ? range.substring(1).strip() : range;
        if (!isName(name) || !isVersion(range)) {
            return null;
        }
        String plain = range.startsWith("==")
                ? range.substring(range.startsWith("===") ? 3 : 2).strip()
                : range;
        boolean isPinned = !plain.isEmpty()
                && Character.isDigit(plain.charAt(0))
                && plain.chars().noneMatch(c -> "*,<>=!~ ".indexOf(c) >= 0);
        Coordinates coordinates = new Coordinates(runner.ecosystem(), "", normal(name));
        return new Run(coordinates, isPinned ? plain : "", range, runner.isLocal());
    }

    /** PEP 503. */
    private static String normal(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (String part :
                Parts.of(name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-'), '-')) {
            if (!part.isEmpty()) {
                out.append(out.isEmpty() ? "" : "-").append(part);
            }
        }
        return out.toString();
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_NAME
                && Character.isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0));
    }

    /** No address, no path, no other name, and nothing that a variable says. */
    private static boolean isVersion(String range) {
        return range.length() <= MOST_VERSION
                && range.chars().noneMatch(c -> ":/$%{}`".indexOf(c) >= 0 || Character.isISOControl(c));
    }
}
