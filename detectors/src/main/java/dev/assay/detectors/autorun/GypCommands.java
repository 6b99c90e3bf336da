package dev.assay.detectors.autorun;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands of gyp's files (gyp.gsrc.io/docs/InputFormatReference.md), which npm builds wherever there is a {@code binding.gyp}: those that it
 * expands while it reads them, and the actions of targets, which run on building. The files are literals of Python, read as far as that takes.
 */
final class GypCommands {
    private static final String TOOL = "node-gyp";
    private static final int MOST_WORDS = 1_000;

    private final String text;
    private final Content content;
    private int counted;
    private int done;
    private long offset;

    private GypCommands(String text, Content content) {
        this.text = text;
        this.content = content;
    }

    static void read(Content content) {
        String text = content.text();
        new GypCommands(text, content).expansions();
        new GypCommands(text, content).actions();
    }

    /** {@code <!(command)} and {@code <!@(command)}, as far as the parenthesis goes. */
    private void expansions() {
        int at = 0;
        while ((at = text.indexOf("<!", at)) >= 0) {
            int open = text.startsWith("@(", at + 2) ? at + 3 : at + 2;
            at += 2;
            if (open < text.length() && text.charAt(open) == '(') {
                int end = closing(open);
                content.command(TOOL, "configure", text.substring(open + 1, end), place(open));
                at = end;
            }
        }
    }

    private int closing(int open) {
        int depth = 0;
        int end = Math.min(text.length(), open + Content.MOST_TEXT);
        for (int i = open; i < end; i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return end;
    }

    /** {@code 'action': ['sh', '-c', '...']}, of actions, rules and postbuilds. */
    private void actions() {
        for (int at = text.indexOf("action"); at >= 0; at = text.indexOf("action", Math.max(at + 1, done))) {
            int end = at + "action".length();
            boolean isKey = at > 0 && isQuote(text.charAt(at - 1)) && text.startsWith(text.substring(at - 1, at), end);
            int colon = isKey ? skipped(end + 1) : text.length();
            int open = colon < text.length() && text.charAt(colon) == ':' ? skipped(colon + 1) : text.length();
            if (open < text.length() && text.charAt(open) == '[') {
                List<String> words = words(open + 1);
                if (!words.isEmpty()) {
                    content.command(
                            TOOL,
                            "build",
                            Content.words(words.getFirst(), words.subList(1, words.size())),
                            place(open));
                }
            }
        }
    }

    /** The texts of a list; those that stand beside one another are one. */
    private List<String> words(int from) {
        List<String> words = new ArrayList<>();
        boolean isJoined = false;
        int end = Math.min(text.length(), from + Content.MOST_TEXT);
        int at = from;
        while (at < end && text.charAt(at) != ']' && words.size() < MOST_WORDS) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                StringBuilder word = new StringBuilder();
                at++;
                while (at < end && text.charAt(at) != c) {
                    at += text.charAt(at) == '\\' ? 1 : 0;
                    if (at < end) {
                        word.append(text.charAt(at));
                    }
                    at++;
                }
                words.add(isJoined ? words.removeLast() + word : word.toString());
                isJoined = true;
            } else if (c == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? end : line;
            } else if (c == ',') {
                isJoined = false;
            }
            at++;
        }
        done = at;
        return words;
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private int skipped(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Places come in their order. */
    private long place(int at) {
        offset += Utf8Length.of(text, counted, at);
        counted = at;
        return offset;
    }
}
