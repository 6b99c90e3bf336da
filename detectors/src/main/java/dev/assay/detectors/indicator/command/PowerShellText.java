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
            "irm http",
            "iex ",
            "iex(",
            "invoke-expression",
            "invoke-restmethod",
            "curl.exe ",
            "[convert]::",
            "set-alias",
            "-outfile",
            "start-process",
            "new-object",
            "downloadfile",
            "bitstransfer",
            "certutil",
            "reg add ",
            "reg.exe add ",
            "schtasks",
            "bitsadmin",
            "%temp%",
            "%appdata%",
            "%localappdata%",
            "%userprofile%",
            "%~dp0");

    /** What of an answer is all of it. */
    private static final List<String> MEMBERS = List.of(".content", ".rawcontent", ".tostring()", ".trim()");

    private PowerShellText() {}

    /** As a shell of Unix would be told: a backslash parts folders, and what a client is called for is a command. */
    static String plain(String written) {
        String text = whole(joined(unmarked(written)));
        String lower = ProgramText.lower(text);
        if (!ProgramText.has(lower, MARKS)) {
            return written;
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
        return slashes(listed(plain.append(text, from, text.length()).toString()));
    }

    /** A command in parentheses for what its answer has in it: {@code (iwr u).Content} is {@code (iwr u)}. */
    private static String whole(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(")."); at >= 0; at = text.indexOf(").", Math.max(from, at + 1))) {
            int end = at + 1;
            for (int next = member(text, end); next > end; next = member(text, end)) {
                end = next;
            }
            boolean isWhole = end == text.length() || ".(".indexOf(text.charAt(end)) < 0;
            if (end > at + 1 && isWhole) {
                plain.append(text, from, at + 1);
                from = end;
            }
        }
        return plain.append(text, from, text.length()).toString();
    }

    /** Where a member ends that is all of an answer; its begin for another one. */
    private static int member(String text, int dot) {
        for (String each : MEMBERS) {
            int end = dot + each.length();
            boolean isOne = text.regionMatches(true, dot, each, 0, each.length())
                    && (end == text.length() || !ProgramText.isOfName(text.charAt(end)));
            if (isOne) {
                return end;
            }
        }
        return dot;
    }

    /** Without what escapes a letter of a name, which is that letter. */
    private static String unmarked(String text) {
        if (text.indexOf('`') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isInName = c == '`'
                    && i > 0
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1));
            if (!isInName) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** With texts as one that plus signs join, and a command as such that a text in parentheses names: {@code &('ie'+'x')}. */
    private static String joined(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int open = -1; // of a command
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int next = c == '\'' || c == '"' ? joint(text, i) : -1;
            boolean isCommand = (c == '&' || c == '.') && text.startsWith("('", skipped(text, i + 1));
            if (next > 0) {
                i = next;
            } else if (isCommand) {
                i = skipped(text, i + 1) + 1;
                open = plain.length();
            } else if (open >= 0 && c == '\'' && text.startsWith("')", i)) {
                plain.append(' ');
                i++;
                open = -1;
            } else {
                open = open >= 0 && plain.length() > open + MOST_NAME * 2 ? -1 : open;
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Where the next text begins that a plus sign joins to the one that ends here; -1 for none. */
    private static int joint(String text, int end) {
        int plus = skipped(text, end + 1);
        int begin = plus < text.length() && text.charAt(plus) == '+' ? skipped(text, plus + 1) : -1;
        return begin > 0 && begin < text.length() && text.charAt(begin) == text.charAt(end) ? begin : -1;
    }

    private static int skipped(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The arguments of a program that is started as words: a comma parts them. */
    private static String listed(String text) {
        String lower = ProgramText.lower(text);
        StringBuilder plain = new StringBuilder(text);
        for (int at = lower.indexOf("-argumentlist"); at >= 0; at = lower.indexOf("-argumentlist", at + 1)) {
            int end = lower.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            for (int i = at + 1; i + 1 < stop; i++) {
                int next = skipped(text, i + 1);
                boolean isComma = text.charAt(i) == ','
                        && "'\"".indexOf(text.charAt(i - 1)) >= 0
                        && next < stop
                        && "'\"".indexOf(text.charAt(next)) >= 0;
                plain.setCharAt(i, isComma ? ' ' : text.charAt(i));
            }
        }
        return plain.toString();
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
