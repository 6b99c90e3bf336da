package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ShellText.Command;
import dev.assay.detectors.indicator.command.ShellText.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The texts that commands print, where they are written down: what is piped to a shell so is its program. Pure functions. */
final class Printed {
    private static final int MOST = 64 << 10;

    /** Of letters and digits that are written by their numbers: a sign or a colour is no program. */
    private static final int LEAST_NUMBERS = 4;

    private static final int MOST_OPTION = 4;

    private static final Set<String> PRINTERS = Set.of("echo", "printf", "write-output");

    /** What writes a document, or a text that it reads, as it is. */
    private static final Set<String> COPIES = Set.of("cat", "tee");

    private Printed() {}

    /**
     * What a command prints; empty where that is not written down.
     *
     * @param input what the one before it prints
     */
    static String of(Command whole, List<String> command, String input) {
        String name = command.isEmpty() ? "" : Words.name(command.getFirst());
        List<String> plain = command.isEmpty() ? command : Words.plain(command);
        if (COPIES.contains(name)) {
            return whole.document().isEmpty() ? input : whole.document();
        }
        if (name.equals("rev")) {
            return new StringBuilder(input).reverse().toString();
        }
        if (!PRINTERS.contains(name)) {
            return "";
        }
        return name.equals("printf") ? formatted(plain) : echoed(plain);
    }

    /** What commands print of which one substitutes another's words; empty for none. */
    static String of(List<Pipeline> inner) {
        String said = "";
        for (Command each : inner.size() == 1 ? inner.getFirst().commands() : List.<Command>of()) {
            said = of(each, Words.command(each.words()), said);
        }
        return said;
    }

    private static String echoed(List<String> plain) {
        int at = 1;
        boolean isTold = false;
        while (at < plain.size()
                && plain.get(at).startsWith("-")
                && plain.get(at).length() <= MOST_OPTION
                && plain.get(at).chars().skip(1).allMatch(c -> c == 'n' || c == 'e' || c == 'E')) {
            isTold |= plain.get(at).indexOf('e') > 0;
            at++;
        }
        String text = bounded(String.join(" ", plain.subList(at, plain.size())));
        return isTold || numbers(text) > 0 ? Escapes.printed(text) : text; // as some shells have it without being told
    }

    private static String formatted(List<String> plain) {
        int first = plain.size() > 1 && plain.get(1).equals("--") ? 2 : 1;
        if (first >= plain.size() || plain.get(first).equals("-v")) { // into a variable
            return "";
        }
        String format = plain.get(first);
        List<String> left = new ArrayList<>(plain.subList(first + 1, plain.size()));
        StringBuilder text = new StringBuilder();
        boolean takes;
        do {
            int before = left.size();
            format(format, left, text);
            takes = left.size() < before;
        } while (takes && !left.isEmpty() && text.length() < MOST);
        return bounded(text.toString());
    }

    private static void format(String format, List<String> left, StringBuilder text) {
        int from = 0;
        for (int at = format.indexOf('%'); at >= 0 && at + 1 < format.length(); at = format.indexOf('%', from)) {
            char kind = format.charAt(at + 1);
            text.append(Escapes.plain(format.substring(from, at)));
            if (kind == 's' || kind == 'b' || kind == 'q') {
                String next = left.isEmpty() ? "" : left.removeFirst();
                text.append(kind == 'b' ? Escapes.printed(next) : next);
            } else {
                text.append(kind == '%' ? "%" : format.substring(at, at + 2));
            }
            from = at + 2;
        }
        text.append(Escapes.plain(format.substring(from)));
    }

    private static String bounded(String text) {
        return text.length() > MOST ? "" : text;
    }

    /** Whether a command prints letters that are written by their numbers. */
    static boolean decodes(List<String> command) {
        String name = Words.name(command.getFirst());
        return (name.equals("echo") || name.equals("printf"))
                && command.stream().mapToInt(Printed::numbers).sum() >= LEAST_NUMBERS;
    }

    /** How many letters and digits of a text are written by their numbers. */
    private static int numbers(String text) {
        int numbers = 0;
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            int end = Math.min(text.length(), at + Escapes.MOST_LENGTH);
            boolean isNumber = "xuU01".indexOf(next) >= 0;
            String plain = isNumber ? Escapes.printed(text.substring(at, end)) : "";
            numbers += !plain.isEmpty() && plain.charAt(0) < 128 && Character.isLetterOrDigit(plain.charAt(0)) ? 1 : 0;
        }
        return numbers;
    }
}
