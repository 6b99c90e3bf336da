package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import java.util.Map;

/** The texts of a SARIF log. Whatever comes from scanned content stays text: no link, no markup, no placeholder. */
final class SarifText {
    private SarifText() {}

    /** Plain text for a {@code message}; escapes what section 3.11 gives a meaning: placeholders and embedded links. */
    static String plain(String text) {
        String clean = Terminal.escape(Json.wellFormed(text), true);
        if (clean.contains("](")) {
            clean = clean.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
        }
        return isPlaceholderIn(clean) ? clean.replace("{", "{{").replace("}", "}}") : clean;
    }

    /** Whether there is something like <code>{0}</code>; other braces are shown as they are by every viewer. */
    private static boolean isPlaceholderIn(String text) {
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int end = open + 1;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end > open + 1 && end < text.length() && text.charAt(end) == '}') {
                return true;
            }
        }
        return false;
    }

    /** Markdown that shows the text as it is. */
    static String escapedMarkdown(String text) {
        String clean = Terminal.escape(Json.wellFormed(text), true);
        StringBuilder out = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if ("\\`*_{}[]<>()#+!|~&@".indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    /** A code span: fenced by more backticks than the text has in a row (CommonMark 6.1). */
    static String code(String text) {
        String clean = Terminal.escape(Json.wellFormed(text), true);
        int longest = 0;
        int run = 0;
        for (int i = 0; i < clean.length(); i++) {
            run = clean.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String space = longest > 0 || clean.isBlank() ? " " : "";
        return fence + space + clean + space + fence;
    }

    /** Says where within an archive, since many viewers show the file only. */
    static String message(Finding finding) {
        String text = finding.message() + " " + finding.remedy();
        Location at = finding.location();
        return plain(at.entries().isEmpty() ? text : text + " (" + at + ")");
    }

    static String markdown(Finding finding) {
        StringBuilder out = new StringBuilder();
        out.append("**").append(escapedMarkdown(finding.title())).append("**\n\n");
        out.append(escapedMarkdown(finding.message())).append("\n\n");
        out.append("- place: ").append(code(finding.location().toString())).append('\n');
        for (Map.Entry<String, String> each : finding.evidence().entrySet()) {
            out.append("- ").append(escapedMarkdown(each.getKey())).append(": ");
            out.append(code(LongLists.cut(each.getValue()))).append('\n');
        }
        return out.append('\n').append(escapedMarkdown(finding.remedy())).toString();
    }

    /** The text of a row for all findings of its rule: <code>{callable}</code>, which each fills, as {@code [callable]}. */
    static String general(String text) {
        return text.replace('{', '[').replace('}', ']');
    }
}
