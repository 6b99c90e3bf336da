package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Literals;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a row takes from a call, and as what: {@code origin:0}, {@code number:1/iterations}, {@code bits:this}, {@code =PBKDF2}.
 *
 * @param as how the value is read
 * @param argument a position and names of the argument, {@code this} for the object that the call is of; of a constant, its text;
 *     {@code a.b} for what an argument has under a key
 * @param otherwise what counts where the call does not give it; empty for nothing
 * @param words the registry's words for those of the library, of which no other then counts; empty if they are the same
 */
record Selector(As as, List<String> argument, String otherwise, Map<String, String> words) {
    /** How a value is read. */
    enum As {
        /** A text, a number, a truth value, or the last part of a name. */
        WORD,
        /** A number; nothing if it is an object of some kind. */
        NUMBER,
        /** Each element of an array or a list, as {@link #WORD}. */
        EACH,
        /** Each name of a text with commas between them, without the sign in front; none of those that are taken away by a {@code -}. */
        ITEMS,
        /** Each of the arguments that is given, as {@link #WORD}. */
        ALL,
        /** Where its bytes come from. */
        ORIGIN,
        /** {@code weak} for what comes of a generator that is not for secrets. */
        WEAK,
        /** {@code text} for what was a text's characters on the way. */
        SHAPE,
        /** Of an address, what stands in front of {@code ://}. */
        SCHEME,
        /** The same, if what follows goes over the network as it is. */
        PLAIN,
        /** How many bits it holds. */
        BITS,
        /** A number of bytes, as bits. */
        BYTES,
        /** A number of bytes, as KiB. */
        KIB,
        /** How many bits a text of hexadecimal digits stands for, or so many of them. */
        HEX,
        /** How many bits a text in Base64 stands for (RFC 4648, 4). */
        BASE64,
        /** {@code secret} for what has one in it, by its name there. */
        SECRETS,
        /** {@code given} for whatever it is. */
        GIVEN,
        /** A name of a cipher with mode and padding between slashes. */
        TRANSFORMATION,
        /** Of a constant's name, what stands behind the part that all of its kind have: {@code NID_}, or as far as the row says. */
        TAIL,
        /** A text, whose beginning is the library's word. */
        PREFIX,
        /** Of a name such as {@code HMAC(SHA-256)}, what stands in front of the parenthesis. */
        HEAD,
        /** What stands within it, as far as its first comma. */
        INNER,
        /** Everything that an object, which another row made, says of itself; what counts otherwise, if nothing is said of this parameter. */
        OF,
        /** Of that, only what it says of this parameter; where something is set, what counts otherwise if it says nothing. */
        SAID,
        /** The algorithm of the use that made an object, which remains a use of its own. */
        MADEBY,
        /** A constant of a library, in the registry's words: what a word is that the row has words for, and another text says. */
        NAMED,
        /** The library's word, which stands in the row. */
        TEXT,
        /** Stands in the row. */
        CONSTANT
    }

    static final String THIS = "this";

    /** The scheme of addresses that a row asks for where it is not about what goes over the network as it is. */
    private static final String ENCRYPTED = "https";

    /** The library's word for whatever else; as the registry's word, that it is the same. */
    private static final String ANY = "*";

    Selector {
        words = Map.copyOf(words);
    }

    /** @param text {@code AS:ARGUMENT[/NAME...][:OTHERWISE][{WORD>WORD,...}]} or {@code =CONSTANT} */
    static Selector of(String text) {
        if (text.startsWith("=")) {
            return new Selector(As.CONSTANT, List.of(text.substring(1)), "", Map.of());
        }
        int brace = text.indexOf('{');
        List<String> parts = Parts.of(brace < 0 ? text : text.substring(0, brace), ':');
        return new Selector(
                As.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
                Parts.of(parts.get(1), '/'),
                parts.size() > 2 ? parts.get(2) : "",
                brace < 0 ? Map.of() : words(text.substring(brace + 1, text.length() - 1)));
    }

    static Map<String, String> words(String text) {
        Map<String, String> words = new TreeMap<>();
        for (String one : Parts.of(text, ',')) {
            int sign = one.indexOf('>');
            words.put(one.substring(0, sign), one.substring(sign + 1));
        }
        return words;
    }

    /** Names of which one stands where it is given: of arguments, or of what is in them; none if it may be given without a name. */
    List<String> names() {
        if (as == As.CONSTANT || as == As.TEXT || !otherwise.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(argument.size());
        for (String one : argument) {
            String last = one.substring(one.lastIndexOf('.') + 1);
            if (last.length() < Literals.LEAST_BYTES
                    || last.equals(THIS)
                    || !Character.isLetter(last.charAt(0))
                    || last.endsWith(ANY)) {
                return List.of();
            }
            names.add(last);
        }
        return names;
    }

    /** Whether what is not known says nothing, so that what was said before still counts. */
    boolean keepsUnknown() {
        return "".equals(words.get(Use.UNKNOWN));
    }

    /** The registry's word for a text that begins with one of the library's words, the longest of them; what counts otherwise if it begins with none. */
    String wordOfBeginning(String of) {
        String longest = null;
        for (String word : words.keySet()) {
            if (of.startsWith(word) && (longest == null || word.length() > longest.length())) {
                longest = word;
            }
        }
        if (longest != null) {
            return words.getOrDefault(longest, "");
        }
        return of.equals(Use.UNKNOWN) || Hole.is(of) ? of : otherwise;
    }

    /** What stands in front of a parenthesis, or within it. */
    static String part(String of, boolean inner) {
        int open = of.indexOf('(');
        if (open < 0 || Hole.is(of)) {
            return inner && !Hole.is(of) ? "" : of;
        }
        int comma = of.indexOf(',', open);
        int close = of.lastIndexOf(')');
        int end = comma > 0 ? comma : close < open ? of.length() : close;
        return inner ? of.substring(open + 1, end) : of.substring(0, open);
    }

    /** What stands behind the common part of a constant's name; nothing if it has another one. */
    String tail(String of) {
        String common = otherwise.isEmpty() ? of.substring(0, Math.max(0, of.indexOf('_'))) : otherwise;
        return !common.isEmpty() && of.startsWith(common + "_") ? of.substring(common.length() + 1) : "";
    }

    /** The registry's word for one of the library, by all of it or what stands behind its last dot; empty for none. */
    String word(String of) {
        if (words.isEmpty()) {
            return of;
        }
        String word = words.get(of);
        if (word == null) {
            word = words.get(of.substring(of.lastIndexOf('.') + 1));
        }
        String other = words.getOrDefault(ANY, "");
        Hole address = word == null && as == As.SCHEME ? Hole.read(of) : null;
        if (address != null && address.isConstant()) {
            return address.as(words.containsKey(ENCRYPTED) ? As.SCHEME : As.PLAIN)
                    .toString();
        }
        Hole bytes = word == null && as == As.ORIGIN ? Hole.read(of) : null;
        if (bytes != null && bytes.isConstant()) {
            return of;
        }
        Hole hole = word == null && as == As.WORD && !other.equals(ANY) ? Hole.read(of) : null;
        if (hole != null && (hole.isConstant() || words.containsKey(Use.UNKNOWN))) {
            String unknown = words.getOrDefault(Use.UNKNOWN, "");
            return hole.as(As.NAMED)
                    .otherwise(other.isEmpty() ? unknown : other)
                    .toString();
        }
        return word != null ? word : other.equals(ANY) ? of : other;
    }
}
