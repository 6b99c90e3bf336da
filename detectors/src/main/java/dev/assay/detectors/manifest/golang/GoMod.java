package dev.assay.detectors.manifest.golang;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code go.mod} (https://go.dev/ref/mod#go-mod-file): directives in lines or in parentheses. A version that is asked for is the
 * least one, and the one that is taken unless another module asks for a later one, which then is here as well.
 */
final class GoMod {
    static final String ECOSYSTEM = "golang";

    private static final Set<String> DIRECTIVES = Set.of(
            "module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore");

    private GoMod() {}

    static void read(Document document, Dependencies out) {
        TextLines lines = new TextLines(document);
        String block = "";
        long blockAt = 0;
        while (lines.next()) {
            String line = lines.line();
            int comment = line.indexOf("//");
            String said = comment < 0 ? "" : line.substring(comment + 2).strip();
            List<String> words = words(comment < 0 ? line : line.substring(0, comment));
            long at = lines.offset() + lines.indent();
            if (words.isEmpty()) {
                continue;
            }
            if (words.getFirst().equals(")")) {
                block = "";
            } else if (!block.isEmpty()) {
                directive(block, words, said, at, out);
            } else if (words.size() == 2 && words.get(1).equals("(")) {
                block = words.getFirst();
                blockAt = at;
            } else if (DIRECTIVES.contains(words.getFirst())) {
                directive(words.getFirst(), words.subList(1, words.size()), said, at, out);
            } else {
                out.malformed(at, "a directive that go.mod does not have");
            }
        }
        if (!block.isEmpty()) {
            out.malformed(blockAt, "a parenthesis that does not close");
        }
    }

    /** Words are parted by white space; in quotes they may hold any. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char c : (line + " ").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (c == ' ' || c == '\t') {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else if (c == '(' && word.isEmpty() || c == ')') {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                words.add(String.valueOf(c));
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static void directive(String name, List<String> words, String said, long at, Dependencies out) {
        switch (name) {
            case "require" -> {
                if (words.size() != 2) {
                    out.malformed(at, "a require without a module and a version");
                    return;
                }
                boolean isIndirect = said.startsWith("indirect");
                out.add(module(words.get(0), words.get(1))
                        .relation(isIndirect ? Relation.TRANSITIVE : Relation.DIRECT)
                        .at(at));
            }
            case "replace" -> replace(words, at, out);
            default -> {} // the module of a tool is among those that are required
        }
    }

    private static Mention module(String path, String version) {
        return Mention.slashed(ECOSYSTEM, path).version(version);
    }

    /** {@code old [version] => new [version]}: whoever asks for the old one gets the new one. */
    private static void replace(List<String> words, long at, Dependencies out) {
        int arrow = words.indexOf("=>");
        if (arrow < 1 || arrow == words.size() - 1) {
            out.malformed(at, "a replace without what it replaces, or by what");
            return;
        }
        String old = words.getFirst();
        String other = words.get(arrow + 1);
        String version = words.size() > arrow + 2 ? words.get(arrow + 2) : "";
        boolean isFolder = version.isEmpty();
        Mention mention = isFolder
                ? Mention.slashed(ECOSYSTEM, old).origin(Origin.Kind.PATH, other)
                : module(other, version).alias(old);
        out.add(mention.relation(Relation.CONSTRAINT).scope(Scope.RUNTIME).at(at));
    }
}
