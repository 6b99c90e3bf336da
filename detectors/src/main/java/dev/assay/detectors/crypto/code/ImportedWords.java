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
 * word is a whole name as a rule. Each module has a search of its own, of few and long literals, so that a text is only looked through
 * for what it imports. Immutable once it is {@linkplain #close closed}, and shared between threads.
 */
final class ImportedWords {
    /** Behind a literal of which no letter may follow: it ends a word of a name. */
    private static final char ENDS = '$';

    /** One module's. */
    private static final class Module {
        private final Map<Word, Integer> words = new LinkedHashMap<>();
        private final Set<Set<Integer>> sets = new LinkedHashSet<>();
        private Literals literals = new Literals(List.of());
        private final List<Word> all = new ArrayList<>();
        private boolean isEnough; // by itself

        private void close() {
            all.addAll(words.keySet());
            literals = new Literals(
                    all.stream().map(word -> Literal.exact(word.text())).toList());
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
        return module.words.computeIfAbsent(word, _ -> module.words.size());
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
        modules.forEach(module -> module.all.forEach(word -> literals.add(word.text())));
        any.all.forEach(word -> literals.add(word.text()));
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
        private final BitSet[] words = new BitSet[modules.size()];
        private final BitSet ofAny = new BitSet();

        /** Looks through a piece; whether the text holds what it needs, of the modules that it imports. */
        boolean search(byte[] text, int from, int to, BitSet imported) {
            for (int i = imported.nextSetBit(0); i >= 0; i = imported.nextSetBit(i + 1)) {
                Module module = modules.get(i);
                if (words[i] == null) {
                    words[i] = new BitSet(module.all.size());
                }
                if (isIn(text, from, to, module, words[i])) {
                    return true;
                }
            }
            return !imported.isEmpty() && isIn(text, from, to, any, ofAny);
        }
    }

    private static boolean isIn(byte[] text, int from, int to, Module module, BitSet seen) {
        if (module.isEnough) {
            return true;
        }
        module.literals.search(text, from, to, to, (literal, index) -> {
            if (!seen.get(literal) && module.all.get(literal).isAt(text, index, from, to)) {
                seen.set(literal);
            }
        });
        if (seen.isEmpty()) {
            return false;
        }
        for (Set<Integer> set : module.sets) {
            boolean hasAll = true;
            for (int word : set) {
                hasAll &= seen.get(word);
            }
            if (hasAll) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name goes on with it. */
    static boolean isOfName(int c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '_' || c < 0;
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
