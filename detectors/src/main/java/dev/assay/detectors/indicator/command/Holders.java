package dev.assay.detectors.indicator.command;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where texts lie between the commands of a job: in files, in variables, and which descriptors lead to another machine. Belongs to one
 * {@link CommandJudge}; what it holds is no more than the commands name.
 */
final class Holders {
    private static final int MOST_VALUES = 200;
    private static final int MOST_VALUE = 2_000;

    private final Map<String, Flow> files = new HashMap<>();
    private final Folders folders = new Folders();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Flow> variables = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Set<String> sockets = new HashSet<>();
    private String folder = "";
    private int changes;

    /** Where the commands that come are started; empty for where they all are. */
    void in(String folder) {
        this.folder = folder.startsWith("./") ? folder.substring(2) : folder;
        folders.in(this.folder);
    }

    /** Goes up whenever something else is held than before. */
    int changes() {
        return changes + folders.changes();
    }

    /** Sets or, for null, removes what a name holds. */
    private <T> void put(Map<String, T> map, String name, @Nullable T value) {
        T before = value == null ? map.remove(name) : map.put(name, value);
        changes += Objects.equals(before, value) ? 0 : 1;
    }

    /** The folders around files, and which of them commands have gone to. */
    Folders folders() {
        return folders;
    }

    /** What is in a file, or what was put into the folders around it. */
    Flow file(String path) {
        Flow flow = fileItself(path);
        return flow.isEmpty() ? folders.around(path) : flow;
    }

    /** What is in a file of that name; a command that is only named is looked for elsewhere than where archives are unpacked. */
    Flow fileItself(String path) {
        Flow flow = files.isEmpty() ? Flow.NONE : files.getOrDefault(key(path), Flow.NONE);
        return flow.isEmpty() && !files.isEmpty() ? files.getOrDefault(folders.place(path), Flow.NONE) : flow;
    }

    /** A name that stands for a command from now on. */
    void alias(String name, String command) {
        if (aliases.size() < MOST_VALUES && command.length() <= MOST_VALUE) {
            put(aliases, name, words(command));
        }
    }

    /**
     * The command that is meant where its name is an alias, a variable, or substituted.
     *
     * @param substitute what is substituted, where that is known; empty otherwise
     */
    List<String> meant(List<String> command, String substitute) {
        if (command.isEmpty() || aliases.isEmpty() && values.isEmpty() && substitute.isEmpty()) {
            return command;
        }
        String name = command.getFirst();
        List<String> meant = isVariable(name)
                ? words(filled(name))
                : name.startsWith("$(") ? words(substitute) : aliases.getOrDefault(name, List.of());
        if (meant.isEmpty()) {
            return command;
        }
        List<String> all = new ArrayList<>(meant);
        all.addAll(command.subList(1, command.size()));
        return all;
    }

    private static List<String> words(String text) {
        return Parts.of(text, ' ').stream().filter(word -> !word.isEmpty()).toList();
    }

    /** What was there is replaced. */
    void file(String path, Flow flow) {
        for (String key : List.of(key(path), folders.place(path))) { // nobody knows whether a command has gone there
            put(files, key, flow.isEmpty() ? null : flow);
        }
    }

    /** A program that is written down in the commands themselves. */
    void text(String path, String text) {
        if (!text.isEmpty()) {
            put(texts, key(path), text);
        }
    }

    /** The same, once: a program that runs itself is read no second time. Empty for none. */
    String takeText(String path) {
        String text = texts.isEmpty() ? null : texts.remove(key(path));
        changes += text == null ? 0 : 1;
        return text == null ? "" : text;
    }

    private String key(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        boolean isWhole = plain.startsWith("/") || plain.startsWith("$") || plain.startsWith("~") || folder.isEmpty();
        return isWhole ? plain : folder + "/" + plain;
    }

    /**
     * Downloads are as they should be: somebody looked at their digests.
     *
     * @param text of who looked, with the names of the files
     * @param lists files that may have the names: all are meant then where nothing else names one
     */
    void checked(String text, Set<String> lists) {
        Set<String> named = new HashSet<>();
        for (String file : files.keySet()) {
            if (text.contains(Words.last(file)) && !lists.contains(Words.last(file))) {
                named.add(file);
            }
        }
        changes++;
        files.replaceAll((file, flow) -> {
            boolean isMeant = named.isEmpty() ? !lists.isEmpty() : named.contains(file);
            return !isMeant || flow.download() == null || flow.download().kind() != Trait.Kind.RUNS_DOWNLOAD
                    ? flow
                    : new Flow(flow.secret(), null, flow.isDecoded(), flow.isPicked(), flow.names());
        });
    }

    /** The secret in a file that a pattern of an upload takes: the file, a folder that it is in, all; empty for none. */
    String secretIn(String pattern) {
        String plain = key(pattern.strip());
        int star = plain.indexOf('*');
        String begin = star < 0 ? plain : plain.substring(0, star);
        for (Map.Entry<String, Flow> each : files.entrySet()) {
            String file = each.getKey();
            boolean isTaken = plain.equals(file)
                    || plain.equals(".")
                    || star >= 0 && file.startsWith(begin)
                    || !begin.isEmpty() && file.startsWith(begin.endsWith("/") ? begin : begin + "/");
            if (isTaken && !each.getValue().secret().isEmpty()) {
                return each.getValue().secret() + " > " + file;
            }
        }
        return "";
    }

    /**
     * The words that set variables, and what is substituted into them.
     *
     * @param substitute the text of that, where it is known; empty otherwise
     */
    void assign(List<String> words, Flow substituted, String substitute) {
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0 && isName(word, equals)) {
                String value = word.substring(equals + 1);
                boolean isSubstitute = value.startsWith("$(") && !substitute.isEmpty();
                known(word.substring(0, equals), isSubstitute ? substitute : value);
                variable(word.substring(0, equals), named(value).plus(value.contains("$(") ? substituted : Flow.NONE));
            }
        }
    }

    private void known(String name, String value) {
        boolean isPlain = value.indexOf('$') < 0 && value.length() <= MOST_VALUE;
        put(values, name, isPlain && values.size() < MOST_VALUES ? value : null);
    }

    /** The text that a variable is known to hold; empty for none. */
    String known(String variable) {
        String text = isVariable(variable) ? filled(variable) : "";
        return text.equals(variable) ? "" : text;
    }

    /** Words, with what is known of a variable that one begins with: an address, as a rule. */
    List<String> filled(List<String> words) {
        return values.isEmpty() ? words : words.stream().map(this::filled).toList();
    }

    String filled(String word) {
        boolean isBraced = word.startsWith("${");
        int from = isBraced ? 2 : 1;
        int end = from;
        while (word.startsWith("$") && end < word.length() && isName(word.substring(end, end + 1), 1)) {
            end++;
        }
        if (end <= from || isBraced && (end >= word.length() || word.charAt(end) != '}')) {
            return word;
        }
        String value = values.get(word.substring(from, end));
        return value == null ? word : value + word.substring(isBraced ? end + 1 : end);
    }

    void variable(String name, Flow flow) {
        put(variables, name, flow.isEmpty() ? null : flow);
    }

    /** Whether a word is a variable and nothing else. */
    static boolean isVariable(String word) {
        boolean isBraced = word.startsWith("${") && word.endsWith("}");
        String name = word.startsWith("$") ? word.substring(isBraced ? 2 : 1, word.length() - (isBraced ? 1 : 0)) : "";
        return !name.isEmpty() && isName(name, name.length());
    }

    private static boolean isName(String word, int end) {
        for (int i = 0; i < end; i++) {
            char c = word.charAt(i);
            if (c != '_' && !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** What the variables hold that a text names: {@code $X}, <code>${X}</code>. */
    Flow named(String text) {
        Flow flow = Flow.NONE;
        for (int at = text.indexOf('$'); at >= 0 && !variables.isEmpty(); at = text.indexOf('$', at + 1)) {
            int from = at + 1 < text.length() && text.charAt(at + 1) == '{' ? at + 2 : at + 1;
            int end = from;
            while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
                end++;
            }
            flow = flow.plus(variables.getOrDefault(text.substring(from, end), Flow.NONE));
        }
        return flow;
    }

    /** What a command reads by redirection: of a file, or of a text in the command. */
    Flow input(List<String> words) {
        Flow flow = Flow.NONE;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("<")) {
                String target = target(words, i);
                flow = flow.plus(word.startsWith("<<<") ? named(target) : Leaks.file(target, this));
            }
        }
        return flow;
    }

    /** The text that a command reads out of its own words: {@code <<< "..."}; empty for none. */
    String readText(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith("<<<")) {
                String text = target(words, i);
                return isVariable(text) ? known(text) : text;
            }
        }
        return "";
    }

    /**
     * Notes what a command writes by redirection; tells whether another machine gets it.
     *
     * @param text what it writes, where that is written down; empty otherwise
     */
    boolean output(List<String> words, Flow flow, String text) {
        boolean isSent = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!Words.isRedirection(word) || word.indexOf('>') < 0) {
                continue;
            }
            String target = target(words, i);
            if (isRemote(target)) {
                if (word.indexOf('<') >= 0 && Character.isDigit(word.charAt(0))) {
                    changes += sockets.add(word.substring(0, word.indexOf('<'))) ? 1 : 0;
                }
                isSent = true;
            } else if (sockets.contains(target)) {
                isSent = true;
            } else if (!target.startsWith("/dev/")
                    && !target.equals("1")
                    && !target.equals("2")
                    && !word.startsWith("2")) {
                file(target, word.contains(">>") ? file(target).plus(flow) : flow);
                text(target, text);
            }
        }
        return isSent;
    }

    /** Whether something of a command leads to another machine, also of one's own net, or comes from there. */
    boolean isConnected(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (Words.isRedirection(words.get(i))) {
                String target = target(words, i);
                boolean isOwn =
                        host(target).startsWith("localhost") || host(target).startsWith("127.");
                if (!host(target).isEmpty() && !isOwn || sockets.contains(target)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isRemote(String target) {
        String host = host(target);
        return !host.isEmpty() && (host.startsWith("$") || !Addresses.isLocal(host));
    }

    private static String host(String target) {
        String host = target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/") ? target.substring(9) : "";
        return host.substring(0, Math.max(host.indexOf('/'), 0));
    }

    private static String target(List<String> words, int at) {
        String word = words.get(at);
        String target = word.startsWith("<<<") ? word.substring(3) : Words.target(word);
        return target.isEmpty() && at + 1 < words.size() ? words.get(at + 1) : target;
    }
}
