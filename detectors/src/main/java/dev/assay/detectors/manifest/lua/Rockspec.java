package dev.assay.detectors.manifest.lua;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Terms;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code *.rockspec} and {@code luarocks.lock}: assignments of Lua, of which those of texts and tables are read. Values that are worked
 * out are not, and a list of dependencies that is worked out is a gap.
 */
final class Rockspec {
    private static final String ECOSYSTEM = "luarocks";
    private static final Map<String, Scope> LISTS =
            Map.of("dependencies", Scope.RUNTIME, "build_dependencies", Scope.BUILD, "test_dependencies", Scope.TEST);

    private Rockspec() {}

    /** The values of local and global names, so that {@code version = base .. "-1"} can be told. */
    static void read(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.LUA);
        Map<String, String> texts = new HashMap<>();
        String address = "";
        for (int i = 2; i < terms.size(); i++) {
            if (!Terms.word(terms, i - 1).equals("=")) {
                continue;
            }
            String name = Terms.word(terms, i - 2);
            Scope scope = LISTS.get(name);
            if (terms.get(i) instanceof Sequence table && scope != null) {
                asked(table.items(), scope, out);
            } else if (scope != null) {
                out.gap(GapKind.UNSUPPORTED, terms.get(i).offsetBytes(), "dependencies that a program works out");
            } else if (terms.get(i) instanceof Sequence table && name.equals("source")) {
                address = value(table.items(), "url", texts);
            } else if (terms.get(i) instanceof Scalar) {
                texts.put(name, joined(terms, i, texts));
            }
        }
        String name = texts.getOrDefault("package", "");
        if (name.isEmpty()) {
            out.gap(GapKind.UNSUPPORTED, 0, "a rockspec whose name is not written as it is");
            return;
        }
        Mention self = Mention.of(ECOSYSTEM, "", name)
                .version(texts.getOrDefault("version", ""))
                .relation(Relation.SELF)
                .at(0);
        out.add(
                address.isEmpty()
                        ? self
                        : self.origin(address.startsWith("git") ? Origin.Kind.GIT : Origin.Kind.URL, address));
    }

    private static String value(List<Tree> table, String key, Map<String, String> texts) {
        for (int i = 2; i < table.size(); i++) {
            if (Terms.word(table, i - 1).equals("=") && Terms.word(table, i - 2).equals(key)) {
                return joined(table, i, texts);
            }
        }
        return "";
    }

    /** Texts and names with {@code ..} between them; empty where there is anything else. */
    private static String joined(List<Tree> terms, int from, Map<String, String> texts) {
        StringBuilder joined = new StringBuilder();
        int i = from;
        while (i < terms.size() && terms.get(i) instanceof Scalar scalar && joined.length() < 1_000) {
            String part = scalar.isQuoted() ? scalar.text() : texts.get(scalar.text());
            if (part == null) {
                return "";
            }
            joined.append(part);
            if (!Terms.word(terms, i + 1).equals("..")) {
                return joined.toString();
            }
            i += 2;
        }
        return "";
    }

    private static void asked(List<Tree> items, Scope scope, Dependencies out) {
        for (Tree item : items) {
            if (item instanceof Scalar scalar && scalar.isQuoted()) {
                String text = scalar.text().strip();
                int end = 0;
                while (end < text.length() && " \t<>=~!".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                String range = text.substring(end).strip();
                String name = text.substring(0, end);
                if (!name.equals("lua")) { // the language itself
                    boolean isExact = range.startsWith("==") && range.indexOf(',') < 0;
                    out.add(Mention.slashed(ECOSYSTEM, name)
                            .range(range)
                            .version(isExact ? range.substring(2).strip() : "")
                            .scope(scope)
                            .at(scalar.offsetBytes()));
                }
            } else if (!(item instanceof Scalar separator && separator.text().equals(";"))) {
                out.gap(GapKind.UNSUPPORTED, item.offsetBytes(), "dependencies that a program works out");
                return;
            }
        }
    }

    /** {@code return { dependencies = { ["name"] = "1.0-1" } }}. */
    static void lock(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.LUA);
        MalformedException.check(
                terms.size() > 1 && Terms.word(terms, 0).equals("return") && terms.get(1) instanceof Sequence,
                0,
                "a lockfile of LuaRocks returns a table of Lua");
        List<Tree> tables = Terms.list(terms, 1);
        for (int i = 2; i < tables.size(); i++) {
            Scope scope = LISTS.get(Terms.word(tables, i - 2));
            List<Tree> table = Terms.list(tables, i);
            for (int k = 2; scope != null && k < table.size(); k++) {
                String bracketed = Terms.word(Terms.list(table, k - 2), 0);
                String name = bracketed.isEmpty() ? Terms.word(table, k - 2) : bracketed;
                if (Terms.word(table, k - 1).equals("=") && !name.equals("lua")) {
                    out.add(Mention.slashed(ECOSYSTEM, name)
                            .version(Terms.word(table, k))
                            .relation(Relation.UNKNOWN)
                            .scope(scope)
                            .at(table.get(k - 2).offsetBytes()));
                }
            }
        }
    }
}
