package dev.assay.detectors.manifest.ocaml;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.Terms;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of opam, and its lockfiles, which have the same form with one version for each package: {@code depends: [ "name" {>= "1.0" &
 * build} ]}.
 */
final class Opam {
    private static final String ECOSYSTEM = "opam";

    private final Dependencies out;
    private final Map<String, String> pinned = new HashMap<>();

    private Opam(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        List<Tree> terms = Terms.read(document, Terms.Dialect.OPAM);
        Opam opam = new Opam(out);
        String name = "";
        String version = "";
        long at = 0;
        for (int i = 0; i + 1 < terms.size(); i++) {
            switch (field(terms, i)) {
                case "name" -> {
                    name = Terms.word(terms, i + 1);
                    at = terms.get(i).offsetBytes();
                }
                case "version" -> version = Terms.word(terms, i + 1);
                case "pin-depends" -> opam.pins(Terms.list(terms, i + 1));
                default -> {}
            }
        }
        for (int i = 0; i + 1 < terms.size(); i++) {
            switch (field(terms, i)) {
                case "depends" -> opam.asked(Terms.list(terms, i + 1), Scope.RUNTIME);
                case "depopts" -> opam.asked(Terms.list(terms, i + 1), Scope.OPTIONAL);
                default -> {}
            }
        }
        if (!name.isEmpty()) {
            out.add(Mention.of(ECOSYSTEM, "", name)
                    .version(version)
                    .relation(Relation.SELF)
                    .at(at));
        }
    }

    /** {@code name:}, or with the colon apart. */
    private static String field(List<Tree> terms, int i) {
        String word = Terms.word(terms, i);
        return terms.get(i) instanceof Scalar scalar && !scalar.isQuoted() && word.endsWith(":")
                ? word.substring(0, word.length() - 1)
                : "";
    }

    private void pins(List<Tree> pins) {
        boolean isOne = !pins.isEmpty() && pins.getFirst() instanceof Scalar;
        for (List<Tree> pin :
                isOne ? List.of(pins) : pins.stream().map(Opam::items).toList()) {
            String named = Terms.word(pin, 0);
            int dot = named.indexOf('.');
            pinned.put(dot < 0 ? named : named.substring(0, dot), Terms.word(pin, 1));
        }
    }

    private static List<Tree> items(Tree tree) {
        return tree instanceof Sequence list ? list.items() : List.of();
    }

    /** Of several that would do each is told, as which one is taken the solver decides. */
    private void asked(List<Tree> items, Scope scope) {
        for (int i = 0; i < items.size(); i++) {
            boolean isFilter = i > 0 && isName(items.get(i - 1));
            switch (items.get(i)) {
                case Scalar name when name.isQuoted() -> add(name, Terms.list(items, i + 1), scope);
                case Sequence group when !isFilter -> asked(group.items(), scope);
                default -> {}
            }
        }
    }

    private static boolean isName(Tree tree) {
        return tree instanceof Scalar scalar && scalar.isQuoted();
    }

    private void add(Scalar name, List<Tree> filter, Scope scope) {
        StringBuilder range = new StringBuilder();
        Set<String> words = new HashSet<>();
        int comparisons = range(filter, range, words);
        Scope narrowed = words.contains("with-test")
                ? Scope.TEST
                : words.contains("with-doc") || words.contains("with-dev-setup") || words.contains("dev")
                        ? Scope.DEVELOPMENT
                        : words.contains("build") ? Scope.BUILD : scope;
        boolean isExact = comparisons == 1 && range.indexOf("= ") == 0;
        Mention mention = Mention.of(ECOSYSTEM, "", name.text())
                .range(range.toString())
                .version(isExact ? range.substring(2) : "")
                .scope(narrowed)
                .at(name.offsetBytes());
        String address = pinned.get(name.text());
        if (address != null) {
            mention.origin(address.contains("git") ? Origin.Kind.GIT : Origin.Kind.URL, withoutScheme(address));
        }
        out.add(mention);
    }

    private static String withoutScheme(String address) {
        return address.startsWith("git+") ? address.substring("git+".length()) : address;
    }

    /** Puts the comparisons of a filter together, without its other words; gives how many there are. */
    private static int range(List<Tree> filter, StringBuilder range, Set<String> words) {
        int comparisons = 0;
        for (int i = 0; i < filter.size(); i++) {
            if (filter.get(i) instanceof Sequence group) {
                comparisons += range(group.items(), range, words);
            } else if (isComparison(Terms.word(filter, i)) && i + 1 < filter.size() && isName(filter.get(i + 1))) {
                boolean isOfVersion = i == 0
                        || "&|".indexOf(Terms.word(filter, i - 1).concat(" ").charAt(0)) >= 0;
                if (isOfVersion) { // os = "linux" is none
                    range.append(
                                    range.isEmpty()
                                            ? ""
                                            : Terms.word(filter, i - 1).equals("|") ? " | " : " & ")
                            .append(Terms.word(filter, i))
                            .append(' ')
                            .append(Terms.word(filter, i + 1));
                    comparisons++;
                }
            } else {
                words.add(Terms.word(filter, i));
            }
        }
        return comparisons;
    }

    private static boolean isComparison(String word) {
        return switch (word) {
            case "=", "!=", "<", "<=", ">", ">=" -> true;
            default -> false;
        };
    }
}
