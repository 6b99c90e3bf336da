package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether commands or programs have something started later: by a clock, with a login, with the machine. A list of what there is says nothing,
 * nor does a unit that only lies in a package. Pure functions; the table is read with the first question.
 */
final class Persistence {
    /** Read with the first question. */
    private static final class Places {
        private static final List<String> PARTS =
                Rows.read(Objects.requireNonNull(Persistence.class.getResource("persistence.tsv")), 2).stream()
                        .map(List::getFirst)
                        .toList();

        private static final List<String> MARKS =
                PARTS.stream().map(Persistence::longest).toList();
    }

    /** Commands of which one of these words says so. */
    private static final Map<String, Set<String>> TELLERS = Map.ofEntries(
            Map.entry("systemctl", Set.of("enable", "reenable", "link")),
            Map.entry("launchctl", Set.of("load", "bootstrap", "submit", "enable")),
            Map.entry("schtasks", Set.of("/create", "-create")),
            Map.entry("sc", Set.of("create")),
            Map.entry("update-rc.d", Set.of("defaults", "enable")),
            Map.entry("rc-update", Set.of("add")),
            Map.entry("chkconfig", Set.of("on", "--add")),
            Map.entry("loginctl", Set.of("enable-linger")));

    private static final Set<String> CMDLETS =
            Set.of("register-scheduledtask", "register-scheduledjob", "new-service", "set-service");

    /** What sets a value of the registry, of which some keys name what is started. */
    private static final Set<String> REGISTRY = Set.of("reg", "set-itemproperty", "new-itemproperty", "sp");

    /** What writes to the file that it names last. */
    private static final Set<String> COPIERS =
            Set.of("cp", "mv", "install", "ln", "copy", "move", "copy-item", "xcopy");

    /** What writes to all files that it names. */
    private static final Set<String> WRITERS = Set.of("tee", "out-file", "set-content", "add-content");

    /** What only shows or removes a table of cron. */
    private static final Set<String> SHOWS = Set.of("-l", "-r", "-e", "-h", "--help", "-V", "--version", "-T");

    /** Of programs, with whether what they open is written. */
    private static final List<String> CALLS = List.of(
            "writefilesync(",
            "writefile(",
            "appendfilesync(",
            "appendfile(",
            "copyfilesync(",
            "copyfile(",
            "renamesync(",
            "symlinksync(",
            "createwritestream(",
            "outputfilesync(",
            "file_put_contents(",
            "file.write(",
            "file.binwrite(",
            "io.binwrite(",
            "shutil.copy(",
            "shutil.move(",
            "fs::write(",
            "file::create(");

    /** Of these, what writes to the file that is named second. */
    private static final List<String> COPIES = List.of("copy", "rename", "symlink", "shutil");

    private static final List<String> OPENS = List.of("open(", "file.open(", "fopen(", "path(");

    private static final List<String> WRITES = List.of("'w", "\"w", "'a", "\"a", "write_text(", "write_bytes(");

    private static final int MOST_CALLS = 50;
    private static final int MOST_CALL = 2_000;

    private Persistence() {}

    /**
     * @param command from its name on
     * @param words all of it
     */
    static boolean isOne(List<String> command, List<String> words) {
        String name = Words.name(command.getFirst());
        if (name.equals("crontab")) {
            return Words.plain(command).stream().noneMatch(SHOWS::contains);
        }
        Set<String> told = TELLERS.get(name);
        if (told != null) {
            return command.stream().skip(1).anyMatch(word -> told.contains(ProgramText.lower(word)));
        }
        if (REGISTRY.contains(name)) {
            return command.stream().map(ProgramText::lower).anyMatch(Persistence::isKey);
        }
        if (CMDLETS.contains(name)) {
            return true;
        }
        List<String> plain = Words.plain(command);
        boolean isCopied = COPIERS.contains(name) && plain.size() > 2 && isPlace(plain.getLast());
        boolean isWritten = WRITERS.contains(name) && plain.stream().skip(1).anyMatch(Persistence::isPlace);
        return isCopied || isWritten || isRedirected(words);
    }

    private static boolean isKey(String word) {
        return word.replace('\\', '/').contains("/currentversion/run");
    }

    private static boolean isRedirected(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (Words.isRedirection(word) && word.indexOf('>') >= 0) {
                String target = Words.target(word);
                boolean isHere = isPlace(target.isEmpty() && i + 1 < words.size() ? words.get(i + 1) : target);
                if (isHere) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPlace(String path) {
        String plain = ProgramText.lower(path).replace('\\', '/');
        return Places.PARTS.stream().anyMatch(plain::contains);
    }

    /** Where a program writes a file that is read to start something; -1 for nowhere. */
    static int writes(String lower) {
        if (!ProgramText.has(lower, Places.MARKS)) {
            return -1;
        }
        ProgramValues values = new ProgramValues(lower);
        for (String call : CALLS) {
            int at = writes(lower, call, false, values);
            if (at >= 0) {
                return at;
            }
        }
        for (String call : OPENS) {
            int at = writes(lower, call, true, values);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static int writes(String lower, String call, boolean isAsked, ProgramValues values) {
        int seen = 0;
        for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
            int open = at + call.length() - 1;
            int end = Math.min(ProgramText.closing(lower, open), open + MOST_CALL);
            String behind = lower.substring(open, Math.min(lower.length(), end + "write_bytes(".length() + 1));
            boolean isWritten = !isAsked || ProgramText.has(behind, WRITES);
            boolean isBegun = at == 0 || !ProgramText.isOfName(lower.charAt(at - 1)) || call.charAt(0) != 'o';
            if (!isWritten || !isBegun) {
                continue;
            }
            StringBuilder path = new StringBuilder(lower.substring(open, values.argument(open, end)));
            for (int from = open; from < end; from = values.argument(from, end)) {
                String name = values.begin(from + 1, end);
                values.assigned(name)
                        .forEach(each ->
                                path.append(lower, each.from(), each.to()).append('\n'));
            }
            boolean isCopy = COPIES.stream().anyMatch(call::startsWith);
            if (isCopy) {
                path.append(lower, open, end);
            }
            if (isPlace(joined(path))) {
                return at;
            }
        }
        return -1;
    }

    /** Texts that a call joins, as the path that they are: {@code join(home, ".config", "autostart")}. */
    private static String joined(StringBuilder expression) {
        StringBuilder path = new StringBuilder(expression.length());
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            char sign = c == ',' || c == '+' ? '/' : c;
            boolean isLeftOut =
                    "'\"` ".indexOf(c) >= 0 || sign == '/' && !path.isEmpty() && path.charAt(path.length() - 1) == '/';
            if (!isLeftOut) {
                path.append(sign);
            }
        }
        return path.toString();
    }

    /** What a text has in any case that names the place. */
    private static String longest(String part) {
        return Parts.of(part, '/').stream()
                .max(Comparator.comparingInt(String::length))
                .orElse(part);
    }
}
