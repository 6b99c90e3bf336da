package dev.assay.detectors.crypto.code;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What rows say of uses, and of the objects that stand for them. Belongs to one thread and one text. */
final class Parameters {
    private static final String ALGORITHM = "algorithm";

    private final Words words;
    private final KeyFiles files;

    Parameters(Words words, KeyFiles files) {
        this.words = words;
        this.files = files;
    }

    /** What is settled by one call holds whatever stood there before. */
    static void settle(ApiRow row, Instance instance) {
        Use use = instance.use();
        if (use != null) {
            row.settles().forEach(use::settle);
        }
    }

    /** Says a parameter of a use. */
    void add(Use use, String name, Selector selector, Given given, State state) {
        if (name.equals("bits")) {
            return; // of what it gives
        }
        switch (selector.as()) {
            case OF -> {
                Selector algorithm = use.row().parameters().get(ALGORITHM);
                boolean isSaid = !name.equals(ALGORITHM) && algorithm != null && algorithm.as() == Selector.As.CONSTANT;
                Map<String, SortedSet<String>> said = of(selector, given, state);
                if (said.isEmpty() && name.equals(ALGORITHM)) {
                    use.add(name, elsewhere(given.get(selector.argument(), state), state));
                }
                if (!selector.otherwise().isEmpty() && !said.containsKey(name)) {
                    use.add(name, List.of(selector.otherwise()));
                }
                said.forEach((each, values) -> {
                    if (!isSaid || !each.equals(ALGORITHM)) {
                        use.add(each, values);
                    }
                });
            }
            case SAID -> {
                Value of = given.get(selector.argument(), state);
                Collection<String> said = said(of, name, state);
                Collection<String> all = said.isEmpty() ? files.said(of, name) : said;
                if (!all.isEmpty()) {
                    use.add(name, all);
                }
            }
            case TRANSFORMATION -> transformation(use, words.of(selector, given, state));
            default -> {
                Collection<String> said = words.of(selector, given, state);
                if (!said.isEmpty()) {
                    use.add(name, said);
                }
            }
        }
    }

    /** Constants of other texts that may stand for what makes such an object: {@code #define CIPHER EVP_aes_128_cbc()}. */
    private static List<String> elsewhere(@Nullable Value value, State state) {
        List<String> all = new ArrayList<>(0);
        for (Value one : value == null ? List.<Value>of() : Value.each(value)) {
            String input = one instanceof Value.Named ? state.provenance(one).input() : "";
            if (!input.isEmpty()) {
                all.add(Hole.of(input, Selector.As.WORD));
            }
        }
        return all;
    }

    /** Each name is split for itself, so that a mode stays with its cipher wherever there is one. */
    private static void transformation(Use use, Collection<String> words) {
        for (String word : words) {
            use.transform(word);
        }
    }

    /** Says something of an object, and of the use that it stands for. */
    void set(ApiRow row, Instance instance, String name, Selector selector, Given given, State state) {
        if (selector.keepsUnknown() && isUnknown(selector, given, state)) {
            return;
        }
        if (row.isAssignment()) { // whatever it was before
            instance.settle(name, List.of());
        }
        if (selector.as() == Selector.As.OF) {
            of(selector, given, state).forEach((each, values) -> say(instance, each, values));
        } else {
            Collection<String> said = selector.as() == Selector.As.SAID
                    ? said(given.get(selector.argument(), state), name, state)
                    : words.of(selector, given, state);
            if (said.isEmpty()
                    && selector.as() == Selector.As.SAID
                    && !selector.otherwise().isEmpty()) {
                say(instance, name, List.of(selector.otherwise()));
            } else if (!said.isEmpty()) {
                say(instance, name, said);
            }
        }
    }

    private boolean isUnknown(Selector selector, Given given, State state) {
        return words.of(selector, given, state).stream().allMatch(Hole::is);
    }

    private static void say(Instance instance, String name, Collection<String> words) {
        Use use = instance.use();
        if (use != null) {
            use.add(instance.way(), name, words);
        }
        instance.say(name, words);
    }

    /** What was said of an object under a name; nothing if nothing was. */
    static Collection<String> said(@Nullable Value value, String name, State state) {
        Map<String, SortedSet<String>> said = new java.util.TreeMap<>();
        Value.each(value == null ? Value.OUTSIDE : value).forEach(one -> said(one, said, state));
        return said.getOrDefault(name, java.util.Collections.emptySortedSet());
    }

    private static Map<String, SortedSet<String>> of(Selector selector, Given given, State state) {
        Map<String, SortedSet<String>> said = new java.util.TreeMap<>();
        Value value = given.get(selector.argument(), state);
        for (Value one : value == null ? List.<Value>of() : Value.each(value)) {
            Instance instance = state.instance(one);
            if (instance == null) {
                continue;
            }
            if (instance.isArray()) {
                instance.fields()
                        .values()
                        .forEach(element -> Value.each(element).forEach(each -> said(each, said, state)));
            } else {
                said(one, said, state);
            }
        }
        return said;
    }

    private static void said(Value object, Map<String, SortedSet<String>> said, State state) {
        Instance instance = state.instance(object);
        if (instance == null) {
            return;
        }
        instance.said()
                .forEach((name, words) ->
                        said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words));
        Use use = instance.use();
        if (use != null) {
            use.take();
            use.parameters(instance.way()).forEach((name, words) -> {
                if (!instance.said().containsKey(name)) { // on this way it is what was said last
                    said.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(words);
                }
            });
        }
    }
}
