package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells texts that may use what the rows know from those that cannot, by literals that are derived from the rows: how a module
 * gets into a text, never the bare name of an algorithm. Immutable and shared between threads.
 */
final class Prefilter {
    /** Numbers of literals that a text must hold together. */
    private record Needed(int one, int other) {}

    private static final int SHORTEST = 3;

    /** The template of languages whose imports are read as statements. */
    private static final String IMPORTED = "@{first}&{parts}";

    /** In front of a callee that is a type of which an object is made. */
    private static final String CREATES = "new ";

    private final Literals literals;
    private final BitSet beginsName = new BitSet();
    private final List<List<Needed>> needed = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final ImportedWords imports = new ImportedWords();
    private final int keywords; // the number of the first
    private final int constants;

    /**
     * @param templates of literals, with {@code {module}}, {@code {first}}, {@code {name}}, {@code {last}} and {@code {owner}}, the part in
     *     front of the name, in place of a callee's parts; where modules begin like types, {@code {type}}, which the last part is a member
     *     of, and {@code {namespace}}, all in front of it; and {@code &} between two of which a text needs both;
     *     {@code @{first}&{parts}} for where the module is imported, however that is spaced, and each part behind it as a whole name
     * @param table with the rows and the anchors: one literal, or several with {@code &} between them
     * @param anyCase whether the case of letters means nothing
     * @param names of constants for which a text is read as well
     */
    Prefilter(List<String> templates, ApiTable table, boolean anyCase, ConstantNames names) {
        Set<Needed> all = new LinkedHashSet<>();
        boolean hasImports = templates.getFirst().equals(IMPORTED);
        boolean hasBare = templates.stream().anyMatch(template -> !isOfModule(template));
        for (String anchor : table.anchors()) {
            if (anchor.charAt(0) == ImportStatements.SIGN) {
                imports.add(anchor);
                continue;
            }
            List<String> both = Parts.of(anchor, '&');
            all.add(new Needed(number(both.getFirst()), number(both.getLast())));
        }
        for (ApiTable.Sought sought : table.sought()) {
            String callee = sought.callee();
            String path = callee.substring(callee.lastIndexOf(' ') + 1);
            if (hasBare && callee.startsWith("ref ") && path.indexOf('.') < 0) {
                int bare = number(path); // named, and not called
                all.add(new Needed(bare, bare));
                beginsName.set(bare);
                continue;
            }
            if (callee.startsWith("let ") || callee.startsWith("key ")) {
                int key = number(path.replace("[", "").replace("]", ""));
                all.add(new Needed(key, key));
                continue;
            }
            List<String> parts = parts(path);
            if (hasImports) {
                imported(parts, sought, table);
                continue;
            }
            int name = Math.min(1, parts.size() - 1); // a module may be called like a type
            while (name < parts.size() - 1 && !startsType(parts.get(name))) {
                name++;
            }
            int type = callee.startsWith(CREATES) ? parts.size() - 1 : Math.max(0, parts.size() - 2);
            String shown = parts.get(name).length() < SHORTEST ? parts.getFirst() : parts.get(name);
            String module = String.join(".", parts.subList(0, name));
            for (String template : templates) {
                boolean isOfModule = isOfModule(template);
                if (hasBare && isOfModule == module.isEmpty()) {
                    continue;
                }
                List<String> both = Parts.of(
                        template.replace("{module}", module)
                                .replace("{namespace}", String.join(".", parts.subList(0, type)))
                                .replace("{type}", parts.get(type))
                                .replace("{first}", parts.getFirst())
                                .replace("{owner}", parts.get(Math.max(0, name - 1)))
                                .replace("{name}", shown)
                                .replace("{last}", parts.getLast()),
                        '&');
                String one = longer(both.getFirst(), both.getLast());
                Needed pair = new Needed(number(one), number(longer(both.getLast(), one)));
                all.add(pair);
                if (!isOfModule) {
                    beginsName.set(pair.one());
                }
            }
        }
        if (hasImports) {
            ofUnknown(table);
            byName(table);
            named(table);
        }
        imports.close();
        List<Literal> texts = new ArrayList<>(numbers.size());
        numbers.keySet().forEach(text -> texts.add(new Literal(text, anyCase)));
        keywords = imports.isEmpty() ? Integer.MAX_VALUE : texts.size();
        if (!imports.isEmpty()) {
            ImportStatements.KEYWORDS.forEach(keyword -> texts.add(Literal.exact(keyword)));
        }
        constants = texts.size();
        texts.addAll(names.literals());
        literals = new Literals(texts);
        texts.forEach(_ -> needed.add(new ArrayList<>(1)));
        for (Needed both : all) {
            needed.get(both.one()).add(both);
            needed.get(both.other()).add(both);
        }
    }

    /**
     * All parts of a way stand in a text that goes it. Where it begins with what another row makes, a text need not name that: it
     * imports what makes it.
     */
    private void imported(List<String> parts, ApiTable.Sought sought, ApiTable table) {
        Set<String> makers = table.makers(String.join(".", parts.subList(0, parts.size() - 1)));
        List<String> names = makers.isEmpty() ? parts.subList(1, parts.size()) : List.of(parts.getLast());
        for (List<String> set : sets(names, sought.needed())) {
            imports.add(parts.getFirst(), set);
            makers.forEach(module -> imports.add(module, set));
        }
        if (!sought.needed().isEmpty()) { // a name that is put together is only given to a function
            for (String function : table.byName()) {
                sets(List.of(function), sought.needed()).forEach(set -> imports.add(parts.getFirst(), set));
            }
        }
    }

    /** Names with one of each of some others. */
    private static List<List<String>> sets(List<String> names, List<List<String>> needed) {
        List<List<String>> sets = List.of(names);
        for (List<String> some : needed) {
            List<List<String>> with = new ArrayList<>();
            for (List<String> set : sets) {
                for (String word : some) {
                    List<String> more = new ArrayList<>(set);
                    more.add(word);
                    with.add(more);
                }
            }
            sets = with;
        }
        return sets;
    }

    /** Methods of whatever object: of one that a module makes, where that is imported; of any other, where anything is. */
    private void ofUnknown(ApiTable table) {
        table.each((callee, row) -> {
            String path = callee.substring(callee.lastIndexOf(' ') + 1);
            if (!path.startsWith(ApiTable.UNKNOWN + ".")
                    || row.purpose().isEmpty()
                    || !row.anchor().isEmpty()) {
                return;
            }
            List<String> names = List.of(path.substring(path.lastIndexOf('.') + 1));
            List<String> made = row.asks().stream()
                    .filter(ApiRow.Asked::isMade)
                    .map(asked -> Parts.of(asked.type(), '.').getFirst())
                    .toList();
            for (List<String> set : sets(names, row.neededWords())) {
                made.forEach(module -> imports.add(module, set));
                if (made.isEmpty()) {
                    imports.addToAny(set);
                }
            }
        });
    }

    /** Whatever a module has, whose name a function is given. */
    private void byName(ApiTable table) {
        table.each((callee, row) -> {
            if (callee.endsWith("." + Gives.ANY) && !row.purpose().isEmpty()) {
                table.byName()
                        .forEach(function -> imports.add(Parts.of(callee, '.').getFirst(), List.of(function)));
            }
        });
    }

    /** What can be guessed, beside a name that says that it must not be. */
    private void named(ApiTable table) {
        List<String> words = new ArrayList<>();
        table.named().forEach(name -> words.addAll(NameWords.literals(name)));
        table.each((callee, row) -> {
            if (row.isGuessable()) {
                List<String> parts = Parts.of(callee, '.');
                Set<String> makers = table.makers(String.join(".", parts.subList(0, parts.size() - 1)));
                List<String> names = makers.isEmpty() ? parts.subList(1, parts.size()) : List.of(parts.getLast());
                for (String literal : words) {
                    imports.add(parts.getFirst(), names, List.of(literal));
                    makers.forEach(module -> imports.add(module, names, List.of(literal)));
                }
            }
        });
    }

    /** Between its dots; those in front of a slash are of the module's name. */
    private static List<String> parts(String path) {
        int slash = path.lastIndexOf('/');
        List<String> parts = new ArrayList<>(Parts.of(path.substring(slash + 1), '.'));
        parts.set(0, path.substring(0, slash + 1) + parts.getFirst());
        return parts;
    }

    /** The literal, or the other one where it is too short to look for. */
    private static String longer(String literal, String other) {
        return literal.length() < SHORTEST ? other : literal;
    }

    /** Whether it tells a member of a module; others tell what is in none. */
    private static boolean isOfModule(String template) {
        return template.contains("{module}")
                || template.contains("{namespace}")
                || template.contains("{type}")
                || template.contains("{first}")
                || template.contains("{owner}");
    }

    private static boolean startsType(String part) {
        return !part.isEmpty() && Character.isUpperCase(part.charAt(0));
    }

    private int number(String literal) {
        return numbers.computeIfAbsent(literal, _ -> numbers.size());
    }

    /** Whether a text of the language says what it imports, and all names of it as they are. */
    boolean readsImports() {
        return !imports.isEmpty();
    }

    /** All of them, and the modules whose imports are looked for. */
    SortedSet<String> literals() {
        SortedSet<String> all = new TreeSet<>(numbers.keySet());
        imports.addTo(all);
        return all;
    }

    /** Begins with a text. */
    Pass pass() {
        return new Pass();
    }

    /** One text. Belongs to one thread. */
    final class Pass {
        private final BitSet seen = new BitSet(numbers.size());
        private final BitSet imported = new BitSet();
        private final ImportedWords.Seen words = imports.seen();
        private boolean found;
        private boolean takes;
        private boolean shares;

        /** Looks through a piece; whether it or one before it may use something. */
        boolean search(byte[] text, int from, int to) {
            takes = false;
            shares = false;
            if (!found) {
                literals.search(text, from, to, to, (literal, index) -> {
                    if (literal >= constants) {
                        shares = shares || ConstantNames.isSet(text, index, to);
                    } else if (literal >= keywords) {
                        String keyword = ImportStatements.KEYWORDS.get(literal - keywords);
                        imports.statements().at(text, index, to, keyword, this::take);
                    } else if (!beginsName.get(literal) || index == 0 || !ImportedWords.isOfName(text[index - 1])) {
                        see(literal); // a name begins where no name goes on
                    }
                });
                found = found || words.search(text, from, to, imported);
            }
            return found;
        }

        /** Whether the last piece sets a constant that programs elsewhere may use cryptography with. */
        boolean shares() {
            return shares;
        }

        private void take(int module) {
            imported.set(module);
            takes = true;
        }

        /** Whether the last piece imports something whose use may follow, or says the half of what rows need. */
        boolean imports() {
            return takes;
        }

        private void see(int literal) {
            if (!seen.get(literal)) {
                seen.set(literal);
                takes = true;
                for (Needed both : needed.get(literal)) {
                    found |= seen.get(both.one()) && seen.get(both.other());
                }
            }
        }
    }
}
