package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What selectors take from calls, in the registry's words. Immutable. */
final class Words {
    /** Longer ones name nothing that a registry knows. */
    private static final int MOST_CHARACTERS = 512;

    private static final List<String> LOOPBACK = List.of("localhost", "127.", "[::1]", "0.0.0.0");

    private static final String KEY_WRAP = "\u00a6".repeat(8);

    private final ApiTable table;
    private final boolean hasBareNames;

    Words(ApiTable table, boolean hasBareNames) {
        this.table = table;
        this.hasBareNames = hasBareNames;
    }

    /** What a selector takes from a call, each that it may be; nothing if the call does not give it. */
    Collection<String> of(Selector selector, Given given, State state) {
        if (selector.as() == Selector.As.CONSTANT) {
            return selector.argument();
        }
        if (selector.as() == Selector.As.TEXT) {
            return List.of(selector.word(selector.argument().getFirst()));
        }
        Value value =
                selector.as() == Selector.As.ALL ? all(selector, given, state) : given.get(selector.argument(), state);
        if (value != null) {
            return of(selector, value, state);
        }
        if (selector.as() == Selector.As.SECRETS && SecretNames.isGiven(given)) {
            return List.of(selector.word(SecretNames.SECRET));
        }
        boolean isWord =
                selector.as() != Selector.As.TAIL && !selector.otherwise().isEmpty();
        String otherwise = isWord ? selector.otherwise() : "";
        Hole hole = selector.as() == Selector.As.GIVEN
                ? null
                : hole(selector, given.elsewhere(selector.argument(), state), state);
        return hole != null ? List.of(hole.otherwise(otherwise).toString()) : isWord ? List.of(otherwise) : List.of();
    }

    /** What stands for constants of other texts, of which the first counts that is told; null for none. */
    private @Nullable Hole hole(Selector selector, List<Value> elsewhere, State state) {
        Hole all = null;
        for (Value value : elsewhere) {
            for (String word : of(selector, value, state)) {
                Hole hole = Hole.read(word);
                all = all == null || hole == null ? hole : all.or(hole);
            }
        }
        return all;
    }

    private List<String> of(Selector selector, Value value, State state) {
        List<String> words = new ArrayList<>(1);
        for (Value one : selector.as() == Selector.As.EACH ? elements(value, state) : Value.each(value)) {
            List<String> each = selector.as() == Selector.As.WORD ? algorithms(one, state) : List.of();
            if (each.size() > 1) {
                each.stream()
                        .map(selector::word)
                        .filter(word -> !word.isEmpty())
                        .forEach(words::add);
                continue;
            }
            String said = word(selector, one, state);
            String word = switch (selector.as()) {
                case PREFIX -> selector.wordOfBeginning(said);
                case TAIL -> selector.tail(said);
                case HEAD -> selector.word(Selector.part(said, false));
                case INNER -> {
                    String inner = Selector.part(said, true);
                    boolean isBare = inner.isEmpty() && selector.words().containsKey(said); // of nothing but that
                    yield selector.word(isBare ? said : inner);
                }
                default -> selector.word(said);
            };
            if (selector.as() == Selector.As.ITEMS) {
                words.addAll(items(word));
                continue;
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** The names in a list of SSH's: a {@code +} or {@code ^} in front adds them to others. */
    private static List<String> items(String list) {
        if (list.startsWith("-")) {
            return List.of();
        }
        String names = list.startsWith("+") || list.startsWith("^") ? list.substring(1) : list;
        return Parts.of(names, ',').stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static @Nullable Value all(Selector selector, Given given, State state) {
        List<Value> all = new ArrayList<>(selector.argument().size());
        for (String one : selector.argument()) {
            Value value = given.get(List.of(one), state);
            if (value != null) {
                all.add(value);
            }
        }
        return all.isEmpty() ? null : Value.any(all);
    }

    private static List<Value> elements(Value value, State state) {
        List<Value> elements = new ArrayList<>();
        for (Value one : Value.each(value)) {
            Instance instance = state.instance(one);
            for (Value element :
                    instance == null ? List.of(one) : instance.fields().values()) {
                elements.addAll(Value.each(element));
            }
        }
        return elements;
    }

    private String word(Selector selector, Value value, State state) {
        Selector.As as = selector.as();
        if (value instanceof Value.Named(String path)
                && (selector.words().containsKey(path)
                        || table.isOfKnown(path)
                                && selector.words().containsKey(path.substring(path.lastIndexOf('.') + 1)))) {
            return path; // as a whole it says more than its last part
        }
        if (value instanceof Value.Known(Value.Nothing _)) {
            return ""; // it is there only because something else is given behind it, or as good as not given
        }
        if (as == Selector.As.ORIGIN && value instanceof Value.Known(String text) && text.isEmpty()) {
            return ""; // in place of something that is not there
        }
        if (as == Selector.As.ORIGIN && isOfKeyWrap(state.constant(value))) {
            return Use.UNKNOWN;
        }
        Provenance provenance = state.provenance(value);
        String unknown = provenance.input().isEmpty() ? Use.UNKNOWN : Hole.of(provenance.input(), as);
        return switch (as) {
            case ORIGIN ->
                provenance.origin() == Origin.OUTSIDE
                        ? unknown
                        : provenance.origin().word();
            case WEAK -> provenance.origin() == Origin.PREDICTABLE ? "weak" : unknown;
            case SHAPE -> provenance.isText() ? "text" : provenance.input().isEmpty() ? "" : unknown;
            case SECRETS -> SecretNames.isIn(value, state) ? SecretNames.SECRET : unknown;
            case GIVEN -> "given";
            case BITS -> {
                long bits = state.bits(value);
                yield bits < 0 ? unknown : Long.toString(bits);
            }
            case BYTES -> {
                Object constant = state.constant(value);
                yield constant instanceof Long number ? Long.toString(8 * number) : unknown;
            }
            case KIB -> {
                Object constant = state.constant(value);
                yield constant instanceof Long number ? Long.toString(number / 1024) : unknown;
            }
            case HEX -> {
                Object constant = state.constant(value);
                yield switch (constant) {
                    case String digits -> Long.toString(4L * digits.length());
                    case Long digits -> Long.toString(4 * digits);
                    case null, default -> unknown;
                };
            }
            case BASE64 -> {
                Object constant = state.constant(value);
                yield constant instanceof String text ? Long.toString(bitsOfBase64(text)) : unknown;
            }
            case SCHEME, PLAIN -> {
                String text = state.constant(value) instanceof String known ? known : SecretNames.address(value, state);
                yield text.isEmpty() ? unknown : scheme(text);
            }
            case NUMBER ->
                state.instance(value) == null || state.constant(value) != null
                        ? number(state.constant(value), unknown)
                        : "";
            case MADEBY -> said(state.instance(value), unknown);
            case NAMED -> unknown;
            case WORD, EACH, ITEMS, ALL, PREFIX, TAIL, HEAD, INNER, TRANSFORMATION, OF, SAID, TEXT, CONSTANT ->
                word(value, as, state, unknown);
        };
    }

    /** Whether it is the initial value of AES Key Wrap (RFC 3394, 2.2.3.1), which is always the same one. */
    private static boolean isOfKeyWrap(@Nullable Object constant) {
        return constant instanceof String text && (text.equals(KEY_WRAP) || text.equalsIgnoreCase("a6a6a6a6a6a6a6a6"));
    }

    private String word(Value value, Selector.As as, State state, String unknown) {
        Object constant = state.constant(value);
        if (constant != null) {
            String text = String.valueOf(constant);
            return text.length() > MOST_CHARACTERS ? Use.UNKNOWN : text;
        }
        if (value instanceof Value.Named(String named)) {
            String path = table.name(named);
            int dot = path.lastIndexOf('.');
            Hole hole = dot > 0 || as == Selector.As.WORD ? Hole.read(unknown) : null;
            if (hole != null) {
                boolean isWord = table.isOfKnown(path) || hasBareNames && dot <= 0;
                return isWord ? hole.otherwise(path.substring(dot + 1)).toString() : unknown;
            }
            return table.isOfKnown(path) || hasBareNames && dot <= 0 ? path.substring(dot + 1) : unknown;
        }
        Instance instance = state.instance(value);
        Use use = instance == null ? null : instance.use();
        if (use != null) {
            use.take();
        }
        return said(instance, unknown);
    }

    /** All algorithms of the use that made an object. */
    private static List<String> algorithms(Value value, State state) {
        Instance instance = state.instance(value);
        Use use = instance == null ? null : instance.use();
        if (instance == null || use == null) {
            return List.of();
        }
        SortedSet<String> said = use.parameters(instance.way()).get("algorithm");
        if (said == null || said.size() < 2 || state.constant(value) != null) {
            return List.of();
        }
        use.take();
        return List.copyOf(said);
    }

    /** The one algorithm that an object, or the use that made it, says. */
    static String said(@Nullable Instance instance, String unknown) {
        Use use = instance == null ? null : instance.use();
        SortedSet<String> said = instance == null
                ? null
                : (use == null ? instance.said() : use.parameters(instance.way())).get("algorithm");
        return said == null || said.size() != 1 ? unknown : said.first();
    }

    /** A number, also where it was read of a text. */
    private static String number(@Nullable Object constant, String unknown) {
        return switch (constant) {
            case Long number -> Long.toString(number);
            case String text when Numbers.of(text) instanceof Value.Known(Long number) -> Long.toString(number);
            case null, default -> unknown;
        };
    }

    /** Whether what follows is this machine itself: nobody is on the way there. */
    static boolean isLoopback(String rest) {
        return LOOPBACK.stream().anyMatch(rest::startsWith);
    }

    /** Of whole bytes; the signs behind the last one, and the ends of lines, stand for none. */
    private static long bitsOfBase64(String text) {
        long signs =
                text.chars().filter(c -> c != '=' && !Character.isWhitespace(c)).count();
        return signs * 6 / Byte.SIZE * Byte.SIZE;
    }

    /** What stands in front of {@code ://}; the rest of an address is nobody's business. */
    private static String scheme(String address) {
        int colon = address.indexOf("://");
        if (colon <= 0 || colon > 10 || isLoopback(address.substring(colon + 3))) {
            return Use.UNKNOWN;
        }
        return address.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}
