package dev.assay.detectors.manifest.golang;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code go.mod} (https://go.dev/ref/mod#go-mod-file): directives in lines or in parentheses. A version that is asked for is the
 * least one, and the one that is taken unless another module asks for a later one, which then is here as well. Also {@code go.work},
 * which replaces modules for all that it uses: what these ask for stands in files of theirs.
 */
final class GoMod {
    static final String ECOSYSTEM = "golang";

    private static final Set<String> DIRECTIVES = Set.of(
            "module",
            "go",
            "toolchain",
            "godebug",
            "require",
            "exclude",
            "replace",
            "retract",
            "tool",
            "ignore",
            "use");

    /** What is required, until it is known what replaces it. */
    private record Required(String path, String version, Relation relation, long at) {}

    /** What is taken in the place of a module: another one, or a folder, which has no version. */
    private record Replaced(String old, String oldVersion, String other, String version, long at) {}

    private final Dependencies out;
    private final List<Required> required = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private final Set<String> excluded = new HashSet<>();
    private boolean isWork;

    private GoMod(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) {
        GoMod module = new GoMod(out);
        long taken = 3L * document.length();
        document.budget().takeMemory(taken);
        try {
            module.parse(new TextLines(document));
        } finally {
            try {
                module.tell();
            } finally {
                document.budget().giveBackMemory(taken);
            }
        }
    }

    private void parse(TextLines lines) {
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
                directive(block, words, said, at);
            } else if (words.size() == 2 && words.get(1).equals("(")) {
                block = words.getFirst();
                blockAt = at;
            } else if (DIRECTIVES.contains(words.getFirst())) {
                directive(words.getFirst(), words.subList(1, words.size()), said, at);
            } else {
                out.malformed(at, "a directive that go.mod does not have");
            }
        }
        if (!block.isEmpty()) {
            out.cutOff(blockAt, "a parenthesis that does not close");
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

    private void directive(String name, List<String> words, String said, long at) {
        switch (name) {
            case "require" -> {
                if (words.size() != 2) {
                    out.malformed(at, "a require without a module and a version");
                    return;
                }
                checkVersion(words.get(1), at);
                boolean isIndirect = said.startsWith("indirect");
                required.add(new Required(
                        words.get(0), words.get(1), isIndirect ? Relation.TRANSITIVE : Relation.DIRECT, at));
            }
            case "replace" -> replace(words, at);
            case "exclude" -> excluded.add(String.join("@", words));
            case "use" -> isWork = true;
            default -> {} // the module of a tool is among those that are required
        }
    }

    /** {@code old [version] => new [version]}: whoever asks for the old one gets the new one. */
    private void replace(List<String> words, long at) {
        int arrow = words.indexOf("=>");
        if (arrow < 1 || arrow == words.size() - 1) {
            out.malformed(at, "a replace without what it replaces, or by what");
            return;
        }
        String other = words.get(arrow + 1);
        if (words.size() == arrow + 2 && !other.startsWith(".") && !isRooted(other)) {
            out.malformed(at, "a replace by a module without a version");
            return;
        }
        if (words.size() > arrow + 2) {
            checkVersion(words.get(arrow + 2), at);
        }
        replaced.add(new Replaced(
                words.getFirst(),
                arrow > 1 ? words.get(1) : "",
                other,
                words.size() > arrow + 2 ? words.get(arrow + 2) : "",
                at));
    }

    /** Go writes whole versions; the name of a branch is there until Go has resolved it. */
    private void checkVersion(String version, long at) {
        if (!GoVersion.isWhole(version)) {
            out.cutOff(at, "a version that is none, " + Quoted.of(Parts.first(version, 40)));
        }
    }

    /** As of a folder: {@code /home}, {@code C:/home}. */
    private static boolean isRooted(String path) {
        return path.startsWith("/") || path.startsWith("\\") || path.indexOf(':') == 1;
    }

    /**
     * A module that is replaced is told as what it is replaced by; a replacement that nothing here needs is a constraint, unless the modules
     * of a workspace may need it.
     */
    private void tell() {
        Map<String, Replaced> byOld = new HashMap<>();
        replaced.forEach(each -> byOld.put(each.old() + "@" + each.oldVersion(), each));
        Set<Replaced> used = Collections.newSetFromMap(new IdentityHashMap<>());
        required.removeIf(each -> excluded.contains(each.path() + "@" + each.version())); // Go passes over these
        for (Required each : required) {
            Replaced other = byOld.getOrDefault(each.path() + "@" + each.version(), byOld.get(each.path() + "@"));
            if (other == null) {
                out.add(Mention.slashed(ECOSYSTEM, each.path())
                        .version(each.version())
                        .relation(each.relation())
                        .at(each.at()));
            } else {
                used.add(other);
                out.add(taken(other).relation(each.relation()));
            }
        }
        for (Replaced each : replaced) {
            if (!used.contains(each)) {
                out.add(taken(each).relation(isWork ? Relation.UNKNOWN : Relation.CONSTRAINT));
            }
        }
    }

    private static Mention taken(Replaced replaced) {
        Mention mention = replaced.version().isEmpty()
                ? Mention.slashed(ECOSYSTEM, replaced.old()).origin(Origin.Kind.PATH, replaced.other())
                : Mention.slashed(ECOSYSTEM, replaced.other())
                        .version(replaced.version())
                        .alias(replaced.old());
        return mention.at(replaced.at());
    }
}
