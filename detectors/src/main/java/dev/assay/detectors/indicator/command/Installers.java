package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What programs that install packages, or start them, take from a repository or an address instead of a registry: {@code npx github:o/r}, {@code
 * pip install git+https://...}. What lies there on that day is run; a commit stays what it is. Pure functions; the table is read with the
 * first question.
 */
final class Installers {
    /** Of a name of a commit. */
    private static final int DIGITS = 40;

    /** Prefixes of hosts, as npm has them. */
    private static final List<String> HOSTS = List.of("github:", "gitlab:", "bitbucket:", "gist:");

    private static final List<String> ADDRESSES =
            List.of("git+https://", "git+http://", "git://", "https://", "http://");

    /**
     * A row of the table.
     *
     * @param naming options that name a package beside the first word; empty where every word names one
     */
    private record Installer(
            String program, List<String> subcommand, Set<String> naming, boolean isOfGitHub, Set<String> valued) {}

    /** Read with the first question. */
    private static final class Table {
        private static final List<Installer> ROWS =
                Rows.read(Objects.requireNonNull(Installers.class.getResource("installers.tsv")), 5).stream()
                        .map(row -> new Installer(
                                row.getFirst(),
                                words(row.get(1)),
                                Set.copyOf(words(row.get(2))),
                                row.get(3).equals("github"),
                                Set.copyOf(words(row.get(4)))))
                        .toList();

        private static List<String> words(String cell) {
            return cell.equals("-") ? List.of() : Parts.of(cell, ' ');
        }
    }

    private Installers() {}

    /** What is fetched so and run; null for nothing. */
    static @Nullable Trait fetched(List<String> command) {
        List<String> words = Words.plain(behindModule(command));
        String name = words.isEmpty() ? "" : Words.name(words.getFirst());
        for (Installer each : Table.ROWS) {
            int from = each.program().equals(name) ? behind(words, each.subcommand()) : -1;
            if (from > 0 && words.stream().noneMatch(Installers::isCommit)) {
                return fetched(each, words, from);
            }
        }
        return null;
    }

    /** {@code python -m pip} is {@code pip}. */
    private static List<String> behindModule(List<String> command) {
        boolean isModule = command.size() > 2
                && command.get(1).equals("-m")
                && Language.ofInterpreter(command.getFirst()) == Language.PYTHON;
        return isModule ? command.subList(2, command.size()) : command;
    }

    private static int behind(List<String> words, List<String> subcommand) {
        int end = 1 + subcommand.size();
        return words.size() > end && words.subList(1, end).equals(subcommand) ? end : -1;
    }

    private static @Nullable Trait fetched(Installer installer, List<String> words, int from) {
        for (int i = from; i < words.size(); i++) {
            String word = words.get(i);
            String before = i > from ? words.get(i - 1) : "";
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            boolean isOption = word.startsWith("-") && equals < 0;
            boolean isValue = installer.valued().contains(equals < 0 ? before : word.substring(0, equals));
            String place = isOption || isValue ? "" : place(word.substring(equals + 1), installer);
            if (!place.isEmpty()) {
                boolean isAnybodys = Addresses.isAnybodys(Addresses.first(List.of("", place)));
                return new Trait(
                        isAnybodys ? Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE : Trait.Kind.RUNS_TOOL,
                        String.join(" ", words));
            }
            boolean isFirst =
                    !word.startsWith("-") && !isValue && !installer.naming().contains(before);
            if (isFirst && !installer.naming().isEmpty()) {
                return null; // what comes is the program's own
            }
        }
        return null;
    }

    /** Where a package lies that a word names so, also behind its own name ({@code a@https://...}); empty for one of a registry. */
    private static String place(String word, Installer installer) {
        if (HOSTS.stream().anyMatch(word::startsWith) || installer.isOfGitHub() && isRepository(word)) {
            return word;
        }
        int sign = word.indexOf("://") < 0 ? -1 : word.lastIndexOf('@', word.indexOf("://"));
        String address = word.substring(sign + 1).strip();
        String host = Addresses.host(address);
        boolean isOne = ADDRESSES.stream().anyMatch(address::startsWith)
                && !host.isEmpty()
                && !Addresses.isLocal(host)
                && host.indexOf('$') < 0;
        boolean isWheel = ProgramText.lower(address).contains(".whl"); // of which nothing runs
        return isOne && !isWheel ? address : "";
    }

    /** {@code owner/name}, which is no path and no scope. */
    private static boolean isRepository(String word) {
        int slash = word.indexOf('/');
        return slash > 0
                && slash + 1 < word.length()
                && word.chars().filter(c -> c == '/').count() == 1
                && Character.isLetterOrDigit(word.charAt(0))
                && word.chars().allMatch(c -> "-_./#".indexOf(c) >= 0 || c < 128 && Character.isLetterOrDigit(c));
    }

    private static boolean isCommit(String word) {
        int run = 0;
        for (int i = 0; i < word.length() && run < DIGITS; i++) {
            run = Character.digit(word.charAt(i), 16) >= 0 ? run + 1 : 0;
        }
        return run >= DIGITS;
    }
}
