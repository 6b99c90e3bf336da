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

/**
 * What a text must hold beside the import of a module to use what rows know of that module: one of several sets of words, all of it. A
 * word is a whole name as a rule. Each module has a search of its own, of few literals, so that a text is only looked through for what
 * it imports: first for the one word of each set that tells the most, and only where one of these is in it for the others. Immutable once
 * it is {@linkplain #close closed}, and shared between threads.
 */
final class ImportedWords {
    /** Behind a literal of which no letter may follow: it ends a word of a name. */
    private static final char ENDS = '$';

    /** One module's. */
    private static final class Module {
        private final Map<Word, Integer> numbers = new LinkedHashMap<>();
        private final Set<Set<Integer>> sets = new LinkedHashSet<>();
        private final BitSet firsts = new BitSet(); // of each set the word that is looked for first
        private List<Word> words = List.of();
        private Search first = new Search(List.of(), List.of());
        private Search others = first;
        private List<Needed> needed = List.of();
        private boolean isEnough; // by itself

        private void close() {
            words = List.copyOf(numbers.keySet());
            List<Needed> all = new ArrayList<>(sets.size());
            for (Set<Integer> set : sets) {
                BitSet of = new BitSet();
                int telling = -1;
                for (int word : set) { // what is called behind the ways to it, rather than these
                    boolean tells = telling < 0 || words.get(word).isWhole || !words.get(telling).isWhole;
                    telling = tells ? word : telling;
                    of.set(word);
                }
                if (telling >= 0) {
                    firsts.set(telling);
                    all.add(new Needed(telling, of));
                }
            }
            needed = List.copyOf(all);
            List<Integer> ofFirst = new ArrayList<>();
            List<Integer> ofOthers = new ArrayList<>();
            for (int word = 0; word < words.size(); word++) {
                (firsts.get(word) ? ofFirst : ofOthers).add(word);
            }
            first = new Search(words, ofFirst);
            others = new Search(words, ofOthers);
        }
    }

    /** Words that a text needs together, and the one of them that is looked for first. */
    private record Needed(int first, BitSet all) {
        private boolean isIn(BitSet seen, boolean isAllRead) {
            if (!seen.get(first) || !isAllRead) {
                return seen.get(first); // the others may stand where nobody looked
            }
            for (int word = all.nextSetBit(0); word >= 0; word = all.nextSetBit(word + 1)) {
                if (!seen.get(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Looks for some words of a module. */
    private static final class Search {
        private final List<Word> words;
        private final int[] numbers;
        private final Literals literals;

        private Search(List<Word> all, List<Integer> numbers) {
            this.words = numbers.stream().map(all::get).toList();
            this.numbers = numbers.stream().mapToInt(Integer::intValue).toArray();
            this.literals = new Literals(
                    words.stream().map(word -> Literal.exact(word.text())).toList());
        }

        private void in(byte[] text, int from, int to, BitSet seen) {
            if (numbers.length > 0) {
                literals.search(text, from, to, to, (literal, index) -> {
                    if (!seen.get(numbers[literal]) && words.get(literal).isAt(text, index, from, to)) {
                        seen.set(numbers[literal]);
                    }
                });
            }
        }
    }

    /** A literal, and what may stand around it. */
    private record Word(String text, boolean isWhole, boolean isEnd, String goesOn) {
        private boolean isAt(byte[] bytes, int index, int from, int to) {
            int end = index + text.length();
            return !(isWhole && index > from && isOfName(bytes[index - 1]))
                    && !(isWhole && end < to && isOfName(bytes[end]))
                    && !(isEnd && end < to && isLetter(bytes[end]))
                    && (goesOn.isEmpty() || NameWords.goesOn(bytes, end, to, goesOn));
        }
    }

    private final ImportStatements statements = new ImportStatements();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Module> modules = new ArrayList<>();
    private final Module any = new Module();

    /** A set of names that a module needs beside it; those that are too short to look for are left out. */
    void add(String module, List<String> names) {
        add(module, names, List.of());
    }

    /** The same with literals beside the names, as {@link NameWords#literals} gives them. */
    void add(String module, List<String> names, List<String> literals) {
        Set<Integer> set = new LinkedHashSet<>();
        Module to = module(module);
        for (String name : names) {
            if (name.length() >= Literals.LEAST_BYTES) {
                set.add(number(to, new Word(name, true, false, "")));
            }
        }
        literals.forEach(literal -> set.add(number(to, word(literal))));
        add(to, set);
    }

    /** A set of names that is enough beside the import of whatever module. */
    void addToAny(List<String> names) {
        Set<Integer> set = new LinkedHashSet<>();
        for (String name : names) {
            if (name.length() >= Literals.LEAST_BYTES) {
                set.add(number(any, new Word(name, true, false, "")));
            }
        }
        add(any, set);
    }

    /** An anchor of a row: {@code @module&literal&...}, with {@code $} behind a literal that ends a word. */
    void add(String anchor) {
        List<String> parts = Parts.of(anchor, '&');
        Module to = module(parts.getFirst().substring(1));
        Set<Integer> set = new LinkedHashSet<>();
        for (String part : parts.subList(1, parts.size())) {
            set.add(number(to, word(part)));
        }
        add(to, set);
    }

    private static Word word(String literal) {
        boolean isEnd = literal.charAt(literal.length() - 1) == ENDS;
        int goesOn = literal.indexOf(NameWords.GOES_ON);
        if (goesOn > 0) {
            return new Word(literal.substring(0, goesOn), false, false, literal.substring(goesOn + 1));
        }
        return new Word(isEnd ? literal.substring(0, literal.length() - 1) : literal, false, isEnd, "");
    }

    private static void add(Module to, Set<Integer> set) {
        to.isEnough |= set.isEmpty();
        to.sets.add(set);
    }

    private Module module(String name) {
        return modules.get(numbers.computeIfAbsent(name, _ -> {
            modules.add(new Module());
            statements.add(name, modules.size() - 1);
            return modules.size() - 1;
        }));
    }

    private static int number(Module module, Word word) {
        return module.numbers.computeIfAbsent(word, _ -> module.numbers.size());
    }

    /** Nothing is added from here on. */
    void close() {
        modules.forEach(Module::close);
        any.close();
    }

    boolean isEmpty() {
        return modules.isEmpty();
    }

    /** Adds the modules' names and their words. */
    void addTo(Set<String> literals) {
        literals.addAll(numbers.keySet());
        modules.forEach(module -> module.words.forEach(word -> literals.add(word.text())));
        any.words.forEach(word -> literals.add(word.text()));
    }

    ImportStatements statements() {
        return statements;
    }

    /** Begins with a text. */
    Seen seen() {
        return new Seen();
    }

    /** What one text has said so far, in all of its pieces. Belongs to one thread. */
    final class Seen {
        private final OfModule[] words = new OfModule[modules.size()];
        private final OfModule ofAny = new OfModule(any);

        /** Looks through a piece; whether the text holds what it needs, of the modules that it imports. */
        boolean search(byte[] text, int from, int to, BitSet imported) {
            for (int i = imported.nextSetBit(0); i >= 0; i = imported.nextSetBit(i + 1)) {
                if (words[i] == null) {
                    words[i] = new OfModule(modules.get(i));
                }
                if (words[i].search(text, from, to)) {
                    return true;
                }
            }
            return !imported.isEmpty() && ofAny.search(text, from, to);
        }
    }

    /** What of the words of a module a text has said so far. */
    private static final class OfModule {
        private final Module module;
        private final BitSet seen = new BitSet();
        private boolean isAllRead = true;

        private OfModule(Module module) {
            this.module = module;
        }

        private boolean search(byte[] text, int from, int to) {
            if (module.isEnough) {
                return true;
            }
            module.first.in(text, from, to, seen);
            if (!seen.intersects(module.firsts)) {
                isAllRead = false;
                return false;
            }
            module.others.in(text, from, to, seen);
            for (Needed set : module.needed) {
                if (set.isIn(seen, isAllRead)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether a name goes on with it. */
    static boolean isOfName(int c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '_' || c < 0;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
