package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command as rows name them. Words are arguments by their positions, options among them apart: {@code -x} is an argument
 * of that name with the word behind it as its value, or {@code true} where none is; {@code --x=y} has the value {@code y}; a word
 * {@code a=b} or {@code a:b} is an argument {@code a=} with the value {@code b}, an address the argument {@code <url>}, each letter of
 * {@code -abc} an argument {@code ~a}, the last number {@code #}. Stateless.
 */
final class CommandLine {
    /** What a command reads. */
    static final String INPUT = "<";

    /** In a text, in place of a part that is not known. */
    static final char UNKNOWN = 0;

    /** Of a row that hands on: what runs is what stands behind this option. */
    private static final char OPTION = '-';

    /** Programs that others have run, as the rows' anchors name them. */
    private static final List<String> PROGRAMS = List.of("openssl", "ssh-keygen", "keytool", "gpg");

    /** What stands between two commands. */
    private static final Set<String> SIGNS = Set.of("&&", "||", ";", "|", "&");

    private static final String WINDOWS = ".exe";

    private static final int MOST_LETTERS = 20;

    private CommandLine() {}

    /** Arguments that a text without quotes stands for: the words in it. */
    static List<Given.One> split(String text) {
        List<Given.One> words = new ArrayList<>(2);
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                if (i > from) {
                    String word = text.substring(from, i);
                    words.add(new Given.One(null, word.indexOf(UNKNOWN) < 0 ? Value.of(word) : Value.OUTSIDE));
                }
                from = i + 1;
            }
        }
        return words;
    }

    /** The program that a word names; empty if it names none. */
    static String program(Value word) {
        return word instanceof Value.Known(String path) ? program(path) : "";
    }

    /** A program's name without the way to it and the ending that Windows has; empty for more than one word. */
    static String program(String path) {
        boolean isOfWindows = path.endsWith(WINDOWS);
        if (path.indexOf(' ') >= 0 && !isOfWindows) {
            return "";
        }
        boolean isWay = path.startsWith("/") || path.startsWith(":\\", 1);
        int from = isWay ? Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1 : 0;
        return path.substring(from, isOfWindows ? path.length() - WINDOWS.length() : path.length());
    }

    /**
     * Whether a text names a program of which rows know what it does, or has options, so that it is worth keeping with parts that are not
     * known.
     */
    static boolean isCommand(String text) {
        for (int at = text.indexOf(" -"); at >= 0 && at + 2 < text.length(); at = text.indexOf(" -", at + 1)) {
            if (Character.isLetter(text.charAt(at + 2))) {
                return true;
            }
        }
        for (String program : PROGRAMS) {
            int at = text.indexOf(program);
            if (at >= 0
                    && at + program.length() < text.length()
                    && Character.isWhitespace(text.charAt(at + program.length()))
                    && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Commands that a shell runs one after the other, without the quotes around their words. */
    static List<List<Given.One>> parted(List<Given.One> words) {
        List<List<Given.One>> all = new ArrayList<>(1);
        List<Given.One> command = new ArrayList<>(words.size());
        for (Given.One word : words) {
            String text = text(word.value());
            boolean isQuoted = text.length() > 1
                    && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                    && text.endsWith(text.substring(0, 1));
            if (SIGNS.contains(text)) {
                all.add(command);
                command = new ArrayList<>();
            } else {
                command.add(isQuoted ? new Given.One(null, Value.of(text.substring(1, text.length() - 1))) : word);
            }
        }
        all.add(command);
        return all;
    }

    /** The words of the text behind the first option, as shells are given it to run. */
    static List<Given.One> behindOption(List<Given.One> words) {
        boolean isOption = words.size() > 1
                && (text(words.getFirst().value()).startsWith("-")
                        || text(words.getFirst().value()).startsWith("/"));
        if (!isOption) {
            return List.of();
        }
        List<Given.One> all = new ArrayList<>();
        for (Given.One word : words.subList(1, words.size())) {
            String text = text(word.value());
            if (text.isEmpty()) {
                all.add(word);
            } else {
                all.addAll(split(text));
            }
        }
        return all;
    }

    /** The first word that is no option, if it is known; empty otherwise. */
    static String first(List<Given.One> words) {
        for (Given.One word : words) {
            String text = word.name() == null ? text(word.value()) : OPTION + "";
            if (text.isEmpty() || text.charAt(0) != OPTION) {
                return text;
            }
        }
        return "";
    }

    /** All but the first word that is no option. */
    static List<Given.One> withoutFirst(List<Given.One> words, String first) {
        List<Given.One> rest = new ArrayList<>(words);
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i).name() == null && text(rest.get(i).value()).equals(first)) {
                rest.remove(i);
                break;
            }
        }
        return rest;
    }

    /**
     * The command that a command is given to run; empty if that is not seen. A word behind an option may be the option's value.
     *
     * @param from how many words stand in front of it, the option that it stands behind, or with {@code =} the one whose value it is
     * @param isProgram whether a name is that of a program which is known
     */
    static List<Given.One> within(String from, List<Given.One> words, Predicate<String> isProgram) {
        if (from.charAt(0) == '=') {
            return value(from.substring(1), words);
        }
        boolean isBehind = from.charAt(0) == OPTION;
        int skip = isBehind ? 0 : Integer.parseInt(from);
        boolean begins = !isBehind;
        boolean mayBeValue = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).name() == null ? text(words.get(i).value()) : "";
            boolean isOption = word.length() > 1 && word.charAt(0) == OPTION;
            if (!begins) {
                begins = word.startsWith(from);
            } else if (isProgram.test(program(words.get(i).value())) && skip == 0) {
                return words.subList(i, words.size());
            } else if (isOption || word.indexOf('=') > 0) {
                mayBeValue = isOption && word.indexOf('=') < 0;
            } else if (mayBeValue || isCount(word)) {
                mayBeValue = false;
            } else if (skip > 0) {
                skip--;
            } else {
                return List.of();
            }
        }
        return List.of();
    }

    private static List<Given.One> value(String option, List<Given.One> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).name() == null && text(words.get(i).value()).equals(option)) {
                return split(text(words.get(i + 1).value()));
            }
        }
        return List.of();
    }

    /**
     * What a word begins with of which not all is known, as arguments: an address, the name in {@code name=value}.
     *
     * @param rest what stands behind that
     */
    static void beginning(String text, Value rest, List<Given.One> all) {
        if (text.contains("://")) {
            all.add(new Given.One("<url>", Value.of(text)));
            return;
        }
        int at = sign(text);
        if (at > 0) {
            boolean isAll = text.substring(at + 1).isBlank();
            all.add(new Given.One(text.substring(0, at) + "=", isAll ? rest : Value.OUTSIDE));
        }
    }

    private static boolean isCount(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Known(String text) -> text;
            case Value.Known(Long number) -> number.toString();
            case Value _ -> "";
        };
    }

    /** Words as arguments by which rows know them. */
    static List<Given.One> arguments(List<Given.One> words) {
        List<Given.One> all = new ArrayList<>(words.size() + 4);
        Given.One number = null;
        for (int i = 0; i < words.size(); i++) {
            Given.One word = words.get(i);
            if (word.name() != null) {
                all.add(word);
                continue;
            }
            boolean isOption = false;
            for (Value each : Value.each(word.value())) {
                String text = text(each);
                if (text.length() > 1 && text.charAt(0) == OPTION) {
                    isOption = true;
                    option(text, i + 1 < words.size() ? words.get(i + 1) : null, all);
                } else {
                    assigned(text, all);
                    number = isNumber(text) || text.isEmpty() && number == null ? word : number;
                }
            }
            if (!isOption) {
                all.add(word);
            }
        }
        if (number != null) {
            all.add(new Given.One("#", number.value()));
        }
        return all;
    }

    private static void option(String text, Given.@Nullable One next, List<Given.One> all) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            Value value = Value.of(text.substring(equals + 1));
            boolean isLong = text.startsWith("--");
            all.add(new Given.One(text.substring(0, equals), value));
            if (!isLong && equals > 2) {
                String attached = text.substring(2);
                all.add(new Given.One(text.substring(0, 2), Value.of(attached)));
                assigned(attached, all);
            }
            return;
        }
        boolean hasValue = next != null
                && next.name() == null
                && !(text(next.value()).length() > 1 && text(next.value()).charAt(0) == OPTION);
        all.add(new Given.One(text, hasValue && next != null ? next.value() : Value.of(true)));
        boolean isLetters =
                text.length() <= MOST_LETTERS && text.chars().skip(1).allMatch(Character::isLetter);
        for (int i = 1; isLetters && i < text.length(); i++) {
            all.add(new Given.One("~" + text.charAt(i), Value.of(true)));
        }
    }

    private static void assigned(String text, List<Given.One> all) {
        if (text.contains("://")) {
            all.add(new Given.One("<url>", Value.of(text)));
            return;
        }
        int at = sign(text);
        if (at > 0) {
            String value = text.substring(at + 1).strip();
            all.add(new Given.One(text.substring(0, at) + "=", Value.of(value)));
        }
    }

    /** Where a name ends in front of a value; -1 if there is none. */
    private static int sign(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ':' && text.charAt(at) > ' ') {
            at++;
        }
        return at < text.length() && text.charAt(at) > ' ' ? at : -1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
