package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What names of types say in languages with pointers: what is pointed to, what is made with what, how large an array is. Belongs to one
 * thread and one text.
 */
final class TypeNames {
    /** An array's size that is longer is not worked out. */
    private static final int MOST_OF_SIZE = 64;

    private static final Set<String> OF_BYTES = Set.of(
            "char",
            "unsigned char",
            "signed char",
            "uint8_t",
            "byte",
            "u_char",
            "u8",
            "uint8",
            "guint8",
            "guchar",
            "uchar",
            "BYTE",
            "UCHAR",
            "gchar",
            "int8_t",
            "unsigned char const");

    /** How types of pointers begin that own what they point to. */
    private static final List<String> OWNING = List.of("std::unique_ptr<", "std::shared_ptr<");

    private final Evaluation evaluation;
    private final Names names;
    private final boolean arePointers;

    TypeNames(Evaluation evaluation, Names names, Traits traits) {
        this.evaluation = evaluation;
        this.names = names;
        this.arePointers = traits.hasPointers();
    }

    /** The name of a type, without what says how it is pointed to or with what it is made. */
    String type(String type) {
        if (!arePointers) {
            return bare(type);
        }
        String written = names.expanded(type);
        StringBuilder name = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && "<>*&[".indexOf(c) < 0) {
                name.append(c);
            } else if (c == '[') {
                break;
            }
        }
        String text = " " + name.toString().replace("::", ".").strip();
        for (String word :
                List.of(" const", " struct", " union", " enum", " volatile", " static", " typename", " class")) {
            text = text.startsWith(word + " ") ? text.substring(word.length()) : text;
        }
        text = text.strip();
        return text.startsWith(".") ? text.substring(1) : text;
    }

    private static String bare(String type) {
        int from = 0;
        while (from < type.length() && "*&".indexOf(type.charAt(from)) >= 0) {
            from++;
        }
        for (String word : List.of("mut ", "dyn ", "impl ")) {
            from += type.startsWith(word, from) ? word.length() : 0;
        }
        return type.substring(from, type.endsWith("?") ? type.length() - 1 : type.length())
                .strip();
    }

    /** What something of this type points to, where that owns what it points to; otherwise the type itself. */
    String owned(String type) {
        boolean owns =
                arePointers && OWNING.stream().anyMatch(names.expanded(type).replace("const ", "")::startsWith);
        List<String> of = owns ? typeArguments(type) : List.of();
        return of.isEmpty() ? type : of.getFirst();
    }

    /** What a type is made with: of {@code a<b, c>}, {@code b} and {@code c}; none in a language without pointers. */
    List<String> typeArguments(String type) {
        String written = names.expanded(type);
        int open = arePointers ? written.indexOf('<') : -1;
        List<String> arguments = new ArrayList<>(2);
        int depth = 0;
        int from = open + 1;
        for (int i = open; open >= 0 && i < written.length(); i++) {
            char c = written.charAt(i);
            depth += c == '<' || c == '(' ? 1 : 0;
            depth -= c == '>' || c == ')' ? 1 : 0;
            if (c == ',' && depth == 1 || c == '>' && depth == 0) {
                arguments.add(written.substring(from, i).strip());
                from = i + 1;
            }
            if (depth == 0) {
                break;
            }
        }
        return arguments;
    }

    /** Whether something is an object itself, rather than a pointer to one. */
    boolean isInPlace(String type) {
        return arePointers && type.indexOf('*') < 0 && type.indexOf('&') < 0;
    }

    /** Whether a type is of arrays, which are objects in place. */
    boolean isArray(String type) {
        return arePointers && (type.endsWith("]") || type.startsWith("std::array<"));
    }

    private static String element(String type) {
        String element = type.endsWith("]")
                ? type.substring(0, type.indexOf('['))
                : type.substring(type.indexOf('<') + 1, Math.max(type.indexOf('<') + 1, type.lastIndexOf(',')));
        String text = element.strip();
        text = text.startsWith("const ") ? text.substring(6).strip() : text;
        return text.startsWith("std::") ? text.substring(5) : text;
    }

    static boolean isOfBytes(String type) {
        return OF_BYTES.contains(element(type));
    }

    /** The size of an array of bytes; -1 if it is none, or that is not known. */
    long bits(String type, Frame frame) {
        if (!isOfBytes(type)) {
            return -1;
        }
        String size = type.endsWith("]")
                ? type.substring(type.indexOf('[') + 1, type.length() - 1)
                : type.substring(type.lastIndexOf(',') + 1, type.length() - 1);
        long count = count(size.strip(), frame);
        return count >= 0 && count < Integer.MAX_VALUE ? 8 * count : -1;
    }

    /** A number of elements, which may be a sum or a product of constants; -1 if it is not known. */
    private long count(String text, Frame frame) {
        if (text.isEmpty() || text.length() > MOST_OF_SIZE) {
            return -1;
        }
        for (char sign : new char[] {'+', '*'}) {
            int at = outermost(text, sign);
            if (at > 0) {
                long one = count(text.substring(0, at).strip(), frame);
                long other = count(text.substring(at + 1).strip(), frame);
                boolean isKnown = one >= 0 && other >= 0 && one < Integer.MAX_VALUE && other < Integer.MAX_VALUE;
                return !isKnown ? -1 : sign == '+' ? one + other : one * other;
            }
        }
        if (text.startsWith("(") && text.endsWith(")")) {
            return count(text.substring(1, text.length() - 1).strip(), frame);
        }
        Value value = Character.isDigit(text.charAt(0))
                ? Numbers.of(text)
                : evaluation.of(new Expression.Name(text.replace("::", "."), 0, 0), frame);
        return value instanceof Value.Known(Long number) ? number : -1;
    }

    /** Where a sign stands that is in no parentheses; -1 for nowhere. */
    private static int outermost(String text, char sign) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c == sign) {
                return i;
            }
        }
        return -1;
    }
}
