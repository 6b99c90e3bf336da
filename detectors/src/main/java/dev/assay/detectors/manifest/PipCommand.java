package dev.assay.detectors.manifest;

import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of requirements that commands install: {@code pip install -r FILE}, also of uv, and of Python's module. Where a command runs is not
 * known for certain, so that a list which is not found is nothing to tell of. Pure functions.
 */
public final class PipCommand {
    /** Files of one command, and words of a script that are looked at. */
    private static final int MOST_LISTS = 50;

    private static final int MOST_TEXT = 64 << 10;

    private static final List<String> PROGRAMS = List.of("pip", "pip3", "uv");

    /**
     * A list that a command takes.
     *
     * @param isOfConstraints whether it says versions only
     */
    public record Taken(String file, boolean isOfConstraints) {}

    private PipCommand() {}

    /** What the commands of a script take, in its order; what a variable names is not known. */
    public static List<Taken> lists(String script) {
        List<Taken> lists = new ArrayList<>(0);
        boolean isPip = false;
        boolean isInstall = false;
        String before = "";
        for (String word : words(Parts.first(script, MOST_TEXT))) {
            if (word.equals(";")) {
                isPip = false;
                isInstall = false;
            } else if (isInstall && !option(before).isEmpty()) {
                add(option(before), word, lists);
            } else if (isInstall && word.startsWith("-")) {
                joined(word, lists);
            } else {
                String program = Location.lastPart(word);
                isInstall |= isPip && (word.equals("install") || word.equals("sync"));
                isPip |= PROGRAMS.contains(program) || program.startsWith("pip3.");
            }
            before = word;
        }
        return lists;
    }

    /** {@code -r}, {@code -c}, or nothing. */
    private static String option(String word) {
        return switch (word) {
            case "-r", "--requirement", "--requirements" -> "-r";
            case "-c", "--constraint", "--constraints" -> "-c";
            default -> "";
        };
    }

    /** {@code --requirement=FILE}, {@code -rFILE}. */
    private static void joined(String word, List<Taken> lists) {
        int equals = word.indexOf('=');
        if (word.startsWith("--")) {
            String option = equals < 0 ? "" : option(word.substring(0, equals));
            if (!option.isEmpty()) {
                add(option, word.substring(equals + 1), lists);
            }
        } else if (word.length() > 2) {
            String option = option(word.substring(0, 2));
            if (!option.isEmpty()) {
                add(option, word.substring(2), lists);
            }
        }
    }

    private static void add(String option, String file, List<Taken> lists) {
        boolean isKnown =
                !file.isEmpty() && file.indexOf('$') < 0 && !file.startsWith("-") && !Addresses.isAddress(file);
        if (isKnown && lists.size() < MOST_LISTS) {
            lists.add(new Taken(file, option.equals("-c")));
        }
    }

    /** Without quotes; what ends a command is a semicolon. Lines that go on do so. */
    private static List<String> words(String script) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            boolean goesOn = c == '\\' && i + 1 < script.length() && "\r\n".indexOf(script.charAt(i + 1)) >= 0;
            if (goesOn) {
                i++;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == ' ' || c == '\t' || ";&|\n()".indexOf(c) >= 0) {
                end(word, words);
                if (c != ' ' && c != '\t') {
                    words.add(";");
                }
            } else {
                word.append(c);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
