package dev.assay.detectors.autorun;

import java.util.ArrayList;
import java.util.List;

/** Words of a command line, without their quotes; what ends a command is {@link #END}. Pure functions. */
final class CommandLine {
    static final String END = ";";

    private CommandLine() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isThere = false;
        char quote = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            boolean isEscape = c == '\\' && i + 1 < text.length() && "\r\n\"'\\ ;&|".indexOf(text.charAt(i + 1)) >= 0;
            if (isEscape && quote != '\'') {
                i++;
                if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                    word.append(text.charAt(i));
                }
            } else if (quote != 0 && i < text.length()) {
                quote = c == quote ? 0 : quote;
                if (quote != 0) {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isThere = true;
            } else if (" \t\r\n;&|()`".indexOf(c) >= 0) {
                if (isThere || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isThere = false;
                if (c != ' ' && c != '\t') {
                    words.add(END);
                }
            } else {
                word.append(c);
            }
        }
        return words;
    }
}
