package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Text;
import dev.assay.engine.text.Parts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What methods and operators make of texts, where all of it is known; else what the result was made of. */
final class TextMethods {
    private static final int MOST = 8 << 20;

    /** Codings by their names without hyphens. */
    private static final Map<String, Charset> CODINGS = Map.ofEntries(
            Map.entry("utf8", StandardCharsets.UTF_8),
            Map.entry("u8", StandardCharsets.UTF_8),
            Map.entry("utf", StandardCharsets.UTF_8),
            Map.entry("utf8sig", StandardCharsets.UTF_8),
            Map.entry("ascii", StandardCharsets.ISO_8859_1),
            Map.entry("usascii", StandardCharsets.ISO_8859_1),
            Map.entry("latin1", StandardCharsets.ISO_8859_1),
            Map.entry("latin", StandardCharsets.ISO_8859_1),
            Map.entry("iso88591", StandardCharsets.ISO_8859_1),
            Map.entry("utf16", StandardCharsets.UTF_16LE),
            Map.entry("utf16le", StandardCharsets.UTF_16LE),
            Map.entry("utf16be", StandardCharsets.UTF_16BE));

    private TextMethods() {}

    static Value call(Value of, String method, List<Value> arguments) {
        int taints = (of.taints() | Items.of(arguments).taints()) & Taint.LASTING;
        Value first = arguments.isEmpty() ? null : arguments.getFirst();
        return switch (of) {
            case Text text -> ofText(text, method, first, arguments, taints);
            case Bytes bytes -> ofBytes(bytes, method, first, taints);
            default -> method.equals("join") ? Value.of(taints | Taint.ASSEMBLED) : Value.of(taints);
        };
    }

    private static Value ofText(Text of, String method, @Nullable Value first, List<Value> arguments, int taints) {
        String text = of.text();
        return switch (method) {
            case "encode" -> coded(first, taints, charset -> new Bytes(text.getBytes(charset), taints));
            case "strip", "lstrip", "rstrip" -> arguments.isEmpty() ? new Text(text.strip(), taints) : Value.of(taints);
            case "lower" -> new Text(text.toLowerCase(Locale.ROOT), taints);
            case "upper" -> new Text(text.toUpperCase(Locale.ROOT), taints);
            case "replace" -> replaced(text, arguments, taints);
            case "join" -> joined(text, first, taints);
            case "format" -> formatted(of, Items.of(arguments));
            case "split" -> split(text, first, taints);
            case "translate", "swapcase" -> Value.of(taints | Taint.SCRAMBLED);
            default -> Value.of(taints);
        };
    }

    private static Value ofBytes(Bytes of, String method, @Nullable Value first, int taints) {
        return switch (method) {
            case "decode" -> coded(first, taints, charset -> new Text(new String(of.bytes(), charset), taints));
            case "strip", "rstrip", "lstrip" -> new Bytes(of.bytes(), taints);
            case "hex" -> Value.of(taints);
            case "join" -> first instanceof Items ? Value.of(taints | Taint.ASSEMBLED) : Value.of(taints);
            default -> Value.of(taints);
        };
    }

    /** In a coding that is known; one that is not, or is none of characters, hides what comes out. */
    private static Value coded(@Nullable Value coding, int taints, Function<Charset, Value> made) {
        if (coding == null || !(coding instanceof Text) && coding.taints() == 0) {
            return made.apply(StandardCharsets.UTF_8);
        }
        Charset charset = coding instanceof Text text ? CODINGS.get(plain(text.text())) : null;
        return charset == null ? Value.of(taints | Taint.DECODED) : made.apply(charset);
    }

    private static String plain(String coding) {
        return coding.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static Value replaced(String text, List<Value> arguments, int taints) {
        if (arguments.size() >= 2 && arguments.get(0) instanceof Text from && arguments.get(1) instanceof Text to) {
            boolean bounded = (long) text.length() * (to.text().length() + 1) < MOST;
            return bounded
                    ? new Text(text.replace(from.text(), to.text()), taints | Taint.ASSEMBLED)
                    : Value.of(taints | Taint.ASSEMBLED);
        }
        return Value.of(taints);
    }

    private static Value joined(String separator, @Nullable Value items, int taints) {
        if (!(items instanceof Items list)) {
            return Value.of(taints);
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < list.items().size(); i++) {
            if (!(list.items().get(i) instanceof Text text) || all.length() > MOST) {
                return Value.of(taints);
            }
            all.append(i == 0 ? "" : separator).append(text.text());
        }
        return new Text(all.toString(), taints | Taint.ASSEMBLED);
    }

    private static Value split(String text, @Nullable Value separator, int taints) {
        if (!(separator instanceof Text at) || at.text().length() != 1 || text.length() > MOST / 16) {
            return Value.of(taints);
        }
        List<Value> parts = new ArrayList<>();
        for (String part : Parts.of(text, at.text().charAt(0))) {
            parts.add(new Text(part, taints));
        }
        return Items.of(parts);
    }

    /** Either notation; each field takes the next value. */
    static Value formatted(Value of, Value values) {
        int taints = (of.taints() | values.taints()) & Taint.LASTING;
        if (!(of instanceof Text format)) {
            return Value.of(taints);
        }
        List<Value> items = values instanceof Items list ? list.items() : List.of(values);
        StringBuilder all = new StringBuilder();
        int next = 0;
        int close = 0; // the next closing brace, looked for once for all braces in front of it
        String text = format.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean percent = c == '%' && i + 1 < text.length() && "sc".indexOf(text.charAt(i + 1)) >= 0;
            boolean asCharacter = percent && text.charAt(i + 1) == 'c';
            if (c == '{' && close >= 0 && close <= i) {
                close = text.indexOf('}', i);
            }
            if (!percent && (c != '{' || close < 0)) {
                all.append(c);
                continue;
            }
            String field = percent ? "" : text.substring(i + 1, close);
            int number = field.length() == 1 && Character.isDigit(field.charAt(0)) ? field.charAt(0) - '0' : next++;
            Value value = number < items.size() ? items.get(number) : Value.UNKNOWN;
            switch (value) {
                case Text part -> all.append(part.text());
                case Int code
                when asCharacter && code.number() > 0 && code.number() < 0xffff -> all.append((char) code.number());
                case Int plain -> all.append(plain.number());
                default -> all.append("{}"); // what is around it may still matter: the words of a command
            }
            if (all.length() > MOST) {
                return Value.of(taints);
            }
            i = percent ? i + 1 : close;
        }
        return new Text(all.toString(), taints);
    }

    static Value slice(Value of, List<@Nullable Value> parts) {
        Value from = parts.get(0);
        Value to = parts.get(1);
        Value third = parts.size() > 2 ? parts.get(2) : null;
        Value step = third instanceof Int one && one.number() == 1 ? null : third;
        boolean backwards = step instanceof Int n && n.number() == -1 && from == null && to == null;
        int taints = of.taints() & Taint.LASTING | (step == null ? 0 : Taint.SCRAMBLED);
        if (backwards && of instanceof Text text) {
            return new Text(new StringBuilder(text.text()).reverse().toString(), taints);
        }
        if (backwards && of instanceof Bytes bytes) {
            return new Bytes(reversed(bytes.bytes()), taints);
        }
        if (backwards && of instanceof Items items) {
            return Items.of(items.items().reversed());
        }
        if (of instanceof Text text && step == null) {
            int length = text.text().length();
            int begin = place(from, 0, length);
            int end = Math.max(place(to, length, length), begin);
            return new Text(text.text().substring(begin, end), taints);
        }
        return Value.of(taints);
    }

    private static int place(@Nullable Value part, int initial, int length) {
        return part instanceof Int n
                ? Math.clamp(n.number() < 0 ? length + n.number() : n.number(), 0, length)
                : initial;
    }

    static byte[] reversed(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }
}
