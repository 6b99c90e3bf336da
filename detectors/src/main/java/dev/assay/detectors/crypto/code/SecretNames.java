package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Rows;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent under the name of a secret: the member of a table, the field of a form, a key of JSON, an element of XML. Which names are such,
 * {@code secret-names.tsv} says. A text of which not all is known is an object with such members, so that what it is put into still shows
 * them, and with the beginning of the address that it is. Stateless.
 */
final class SecretNames {
    /** What rows call that. */
    static final String SECRET = "secret";

    /** The type of a text of which only that is known. */
    private static final String TEXT = "text";

    /** The member of such a text that is the beginning of an address, as far as behind its host. */
    private static final String ADDRESS = "://";

    private static final String END_OF_HOST = "/:?#";

    /** Longer ones are no scheme. */
    private static final int MOST_OF_SCHEME = 10;

    /** Tables within tables. */
    private static final int MOST_DEEP = 4;

    /** Longer texts are documents. */
    private static final int MOST_CHARACTERS = 4096;

    /** The last words of such names. Immutable. */
    private static final class Names {
        static final Set<String> ALL = read();

        private Names() {}

        private static Set<String> read() {
            Set<String> all = new HashSet<>();
            for (List<String> row :
                    Rows.read(Objects.requireNonNull(SecretNames.class.getResource("secret-names.tsv")), 2)) {
                all.add(row.getFirst());
            }
            return Set.copyOf(all);
        }
    }

    private SecretNames() {}

    /** Whether something has a secret in it, by the name that this has there. */
    static boolean isIn(Value value, State state) {
        return isIn(value, 0, state);
    }

    private static boolean isIn(Value value, int depth, State state) {
        for (Value one : Value.each(value)) {
            Instance instance = state.instance(one);
            if (one instanceof Value.Known(String text) && !of(text).isEmpty()) {
                return true;
            }
            for (Map.Entry<String, Value> field : instance == null
                    ? Map.<String, Value>of().entrySet()
                    : instance.fields().entrySet()) {
                boolean isThere = !(field.getValue() instanceof Value.Known(Object constant) && isNothing(constant));
                if (isThere && isSecret(field.getKey())
                        || depth < MOST_DEEP && isIn(field.getValue(), depth + 1, state)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNothing(Object constant) {
        return constant instanceof Value.Nothing || constant.equals("");
    }

    /** A text that is put together of parts of which not all are known. */
    static Value text(List<Value> parts, Provenance provenance, State state) {
        Set<String> names = new HashSet<>(0);
        String address = parts.isEmpty() ? "" : address(parts.getFirst(), state);
        for (Value part : parts) {
            Instance instance = state.instance(part);
            if (part instanceof Value.Known(String text)) {
                names.addAll(of(text));
            } else if (instance != null && isText(instance)) {
                instance.fields().keySet().stream()
                        .filter(SecretNames::isSecret)
                        .forEach(names::add);
            }
        }
        if (names.isEmpty() && address.isEmpty()) {
            return new Value.Data(provenance, -1); // as a rule
        }
        Instance text = new Instance(TEXT, provenance, -1, null);
        names.forEach(name -> text.set(name, Value.OUTSIDE));
        if (!address.isEmpty()) {
            text.set(ADDRESS, Value.of(address));
        }
        return state.add(text);
    }

    /** Of a text that begins as an address and is not known as a whole, that beginning; empty for any other. */
    static String address(Value value, State state) {
        if (value instanceof Value.Known(String text)) {
            return address(text);
        }
        Instance instance = state.instance(value);
        return instance != null && isText(instance) && instance.field(ADDRESS) instanceof Value.Known(String address)
                ? address
                : "";
    }

    /** A host of which only a part is known may be this machine itself. */
    private static String address(String text) {
        int scheme = text.indexOf(ADDRESS);
        if (scheme <= 0 || scheme > MOST_OF_SCHEME) {
            return "";
        }
        int from = scheme + ADDRESS.length();
        int end = from;
        boolean hasDot = false;
        while (end < text.length() && (isOfName(text.charAt(end)) || text.charAt(end) == '.')) {
            hasDot |= text.charAt(end) == '.';
            end++;
        }
        boolean isWhole = end < text.length() ? END_OF_HOST.indexOf(text.charAt(end)) >= 0 : hasDot;
        return end > from && isWhole ? text.substring(0, end) : "";
    }

    /** Whether it is such a text. */
    static boolean isText(@Nullable Instance instance) {
        return instance != null && instance.type().equals(TEXT);
    }

    /** Whether some argument has the name of a secret. */
    static boolean isGiven(Given given) {
        return given.arguments().stream().anyMatch(one -> one.name() != null && isSecret(one.name()));
    }

    /** The names of secrets behind which something follows in a text: {@code password=}, {@code "password":}, {@code <password>}. */
    private static Set<String> of(String text) {
        Set<String> names = Set.of(); // as a rule
        for (int i = 1; i < Math.min(text.length(), MOST_CHARACTERS); i++) {
            char sign = text.charAt(i);
            if (sign != '=' && sign != ':' && sign != '>') {
                continue;
            }
            int end = sign == ':' ? quote(text, i - 1) : i;
            int from = end;
            while (from > 0 && isOfName(text.charAt(from - 1))) {
                from--;
            }
            boolean isElement = from > 0 && text.charAt(from - 1) == '<';
            String name = from < end ? text.substring(from, end) : "";
            if (isSecret(name) && (sign != '>' || isElement)) {
                names = names.isEmpty() ? new HashSet<>() : names;
                names.add(name);
            }
        }
        return names;
    }

    /** Where the quote stands that ends a key of JSON, from behind; 0 for none. */
    private static int quote(String text, int from) {
        int at = from;
        while (at > 0 && text.charAt(at) == ' ') {
            at--;
        }
        boolean isQuote = text.charAt(at) == '"' || text.charAt(at) == '\'';
        return !isQuote ? 0 : at > 0 && text.charAt(at - 1) == '\\' ? at - 1 : at;
    }

    private static boolean isOfName(char c) {
        return c == '_' || c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** By its last word, or the last two. */
    private static boolean isSecret(String name) {
        String words = NameWords.of(name);
        int last = words.lastIndexOf(' ');
        int before = last < 0 ? -1 : words.lastIndexOf(' ', last - 1);
        return Names.ALL.contains(words.substring(last + 1))
                || last >= 0 && Names.ALL.contains(words.substring(before + 1));
    }
}
