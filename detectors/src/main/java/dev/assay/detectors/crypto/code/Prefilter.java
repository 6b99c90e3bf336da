package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells texts that may use what the rows know from those that cannot, by literals that are derived from the rows: how a module
 * gets into a text, never the bare name of an algorithm. Immutable and shared between threads.
 */
final class Prefilter {
    /** Numbers of literals that a text must hold together. */
    private record Needed(int one, int other) {}

    private static final int SHORTEST = 3;

    private final Literals literals;
    private final boolean[] beginsName;
    private final List<List<Needed>> needed = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /**
     * @param templates of literals, with {@code {module}}, {@code {first}} and {@code {name}} in place of a callee's parts, and {@code &}
     *     between two of which a text needs both
     * @param callees full names of functions
     */
    Prefilter(List<String> templates, Collection<String> callees) {
        Set<Needed> all = new LinkedHashSet<>();
        for (String callee : callees) {
            String path = callee.substring(callee.lastIndexOf(' ') + 1);
            if (path.indexOf('.') < 0 && callee.startsWith("ref ")) {
                all.add(new Needed(number(path), number(path))); // named, and not called
                continue;
            }
            if (callee.startsWith("let ")) {
                int key = number(path.replace("[", "").replace("]", ""));
                all.add(new Needed(key, key));
                continue;
            }
            List<String> parts = Parts.of(path, '.');
            int name = Math.min(1, parts.size() - 1); // a module may be called like a type
            while (name < parts.size() - 1 && !startsType(parts.get(name))) {
                name++;
            }
            String shown = parts.get(name).length() < SHORTEST ? parts.getFirst() : parts.get(name);
            String module = String.join(".", parts.subList(0, name));
            for (String template : templates) {
                if (isOfModule(template) == module.isEmpty()) {
                    continue;
                }
                List<String> both = Parts.of(
                        template.replace("{module}", module)
                                .replace("{first}", parts.getFirst())
                                .replace("{name}", shown),
                        '&');
                all.add(new Needed(number(both.getFirst()), number(both.getLast())));
            }
        }
        beginsName = new boolean[numbers.size()];
        numbers.forEach((literal, number) -> beginsName[number] = isOfName(literal.charAt(0)));
        List<Literal> texts = numbers.keySet().stream().map(Literal::exact).toList();
        literals = new Literals(texts);
        texts.forEach(_ -> needed.add(new ArrayList<>(1)));
        for (Needed both : all) {
            needed.get(both.one()).add(both);
            needed.get(both.other()).add(both);
        }
    }

    /** Whether it tells a member of a module; others tell what is in none. */
    private static boolean isOfModule(String template) {
        return template.contains("{module}") || template.contains("{first}");
    }

    private static boolean startsType(String part) {
        return !part.isEmpty() && Character.isUpperCase(part.charAt(0));
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private int number(String literal) {
        return numbers.computeIfAbsent(literal, _ -> numbers.size());
    }

    /** Begins with a text. */
    Pass pass() {
        return new Pass();
    }

    /** One text. Belongs to one thread. */
    final class Pass {
        private final BitSet seen = new BitSet(numbers.size());
        private boolean found;

        /** Looks through a piece; whether it or one before it may use something. */
        boolean search(byte[] text, int from, int to) {
            if (!found) {
                literals.search(text, from, to, to, (literal, index) -> {
                    // a name begins where no name goes on
                    if (!beginsName[literal] || index == 0 || !isOfName(text[index - 1])) {
                        see(literal);
                    }
                });
            }
            return found;
        }

        private void see(int literal) {
            if (!seen.get(literal)) {
                seen.set(literal);
                for (Needed both : needed.get(literal)) {
                    found |= seen.get(both.one()) && seen.get(both.other());
                }
            }
        }
    }
}
