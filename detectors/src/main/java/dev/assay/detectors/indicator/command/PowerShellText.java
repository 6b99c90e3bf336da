package dev.assay.detectors.indicator.command;

import java.util.List;

/** Texts for PowerShell and cmd, as far as they are read unlike those for a shell of Unix. Pure functions. */
final class PowerShellText {
    private static final String DOWNLOAD = ".downloadfile";
    private static final int MOST_NAME = 16;

    /** What such a text has and others have not. */
    private static final List<String> MARKS = List.of(
            "$env:",
            "invoke-webrequest",
            "iwr ",
            "-outfile",
            "start-process",
            "new-object",
            "downloadfile",
            "bitstransfer",
            "certutil",
            "bitsadmin",
            "%temp%",
            "%appdata%",
            "%localappdata%",
            "%userprofile%",
            "%~dp0");

    private PowerShellText() {}

    /** As a shell of Unix would be told: a backslash parts folders, and what a client is called for is a command. */
    static String plain(String text) {
        String lower = ProgramText.lower(text);
        if (!ProgramText.has(lower, MARKS)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        for (int at = lower.indexOf(DOWNLOAD); at >= 0; at = lower.indexOf(DOWNLOAD, from)) {
            int open = lower.indexOf('(', at);
            int comma = open < 0 || open > at + DOWNLOAD.length() + MOST_NAME ? -1 : comma(text, open + 1);
            int end = comma < 0 ? -1 : ProgramText.closing(text, open);
            plain.append(text, from, at);
            from = at + DOWNLOAD.length();
            if (end > comma && comma > 0) {
                plain.append("; Invoke-WebRequest ")
                        .append(text, open + 1, comma)
                        .append(" -OutFile ")
                        .append(text, comma + 1, Math.min(end, text.length()))
                        .append("; ");
                from = Math.min(end + 1, text.length());
            }
        }
        return slashes(plain.append(text, from, text.length()).toString());
    }

    /** The comma behind the first argument; -1 for none. */
    private static int comma(String text, int from) {
        int at = from;
        while (at < text.length() && ",);\n".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            at = c == '"' || c == '\'' ? ProgramText.literal(text, at, text.length()) + 1 : at + 1;
        }
        return at < text.length() && text.charAt(at) == ',' ? at : -1;
    }

    private static String slashes(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean isOfPath = c == '\\' && (Character.isLetterOrDigit(next) || "._$%*\\".indexOf(next) >= 0);
            plain.append(isOfPath ? '/' : c);
        }
        return plain.toString();
    }
}
