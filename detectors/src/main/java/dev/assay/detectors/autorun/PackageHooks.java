package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.text.Tree.Mapping;

/**
 * What package managers run by themselves: scripts of {@code package.json} (docs.npmjs.com/cli/v11/using-npm/scripts), of
 * {@code composer.json} (getcomposer.org/doc/articles/scripts.md), and commands that {@code binding.gyp} expands while node-gyp reads it
 * (gyp.gsrc.io/docs/InputFormatReference.md): npm builds whatever has such a file.
 */
final class PackageHooks {
    private PackageHooks() {}

    static void read(Content content) throws MalformedException {
        String text = content.text();
        if (text.indexOf("scripts") >= 0) {
            if (content.json() instanceof Mapping project) {
                new PackageScripts(project.mapping("scripts"), content).read();
            }
        } else if (text.indexOf("<!(") >= 0 || text.indexOf("<!@(") >= 0) {
            expansions(text, content);
        }
    }

    /** {@code <!(command)} and {@code <!@(command)}, as far as the parenthesis goes. */
    private static void expansions(String text, Content content) {
        int at = 0;
        int counted = 0;
        long offset = 0;
        while ((at = text.indexOf("<!", at)) >= 0) {
            int open = text.startsWith("@(", at + 2) ? at + 3 : at + 2;
            at += 2;
            if (open < text.length() && text.charAt(open) == '(') {
                int end = closing(text, open);
                offset += bytes(text, counted, open);
                counted = open;
                content.command("node-gyp", "configure", text.substring(open + 1, end), offset);
                at = end;
            }
        }
    }

    private static int closing(String text, int open) {
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

    /** How many bytes of UTF-8 a part of the text has. */
    static long bytes(String text, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
