package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.Role;
import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls that run code, programs or what bytes say: whether what they run is known, and where it comes from. */
final class Executions {
    /** Shorter texts call nothing that matters. */
    private static final int LEAST_CODE = 8;

    private static final int MOST_WORDS = 100;

    private static final int MOST_NAME = 120;

    /** What Linux hands on as one argument, and as all of them. */
    private static final int MOST_WORD_BYTES = 128 << 10;

    private static final int MOST_COMMAND_BYTES = 2 << 20;

    private static final String UNKNOWN_WORD = "{}";

    private final Source source;

    Executions(Source source) {
        this.source = source;
    }

    /** exec, eval, compile: what is known goes on as a source of its own. */
    Value code(Role role, String path, Value code, int at) {
        boolean runs = role == Role.EXECUTE;
        if (Taint.has(code, Taint.NETWORK)) {
            source.tell(Shape.NETWORK_EXECUTION, path, at);
        } else if (Taint.has(code, Taint.DECODED | Taint.SCRAMBLED)) {
            source.tell(Shape.DECODED_EXECUTION, path, at);
        } else if (runs && (!(code instanceof Text) || Taint.has(code, Taint.ASSEMBLED))) {
            source.tell(Shape.COMPUTED_EXECUTION, path, at);
        }
        byte[] known = code instanceof Text || code instanceof Bytes ? Decodings.bytes(code) : null;
        if (known != null && known.length >= LEAST_CODE && isCall(known)) {
            source.child("py", known, at);
        }
        return Value.of(code.taints() & Taint.LASTING);
    }

    private static boolean isCall(byte[] code) {
        for (byte b : code) {
            if (b == '(' || b == 'i') { // of a call, or of import
                return true;
            }
        }
        return false;
    }

    Value process(String path, List<Value> arguments, Map<String, Value> named, int taints, int at) {
        Value command = arguments.isEmpty() ? named.getOrDefault("args", Value.UNKNOWN) : arguments.getFirst();
        String words = arguments.size() > 1 ? words(Items.of(arguments)) : known(command) ? words(command) : "";
        source.part(Source.Part.PROCESS);
        if ((command.taints() & Taint.NETWORK) != 0) {
            source.tell(Shape.NETWORK_EXECUTION, path, at);
        } else if ((command.taints() & (Taint.DECODED | Taint.SCRAMBLED)) != 0) {
            source.tell(Shape.DECODED_EXECUTION, path, at);
        }
        if (Commands.isReverseShell(words)) {
            source.tell(Shape.REVERSE_SHELL, path, at);
        } else if (Commands.isDownload(words)) {
            source.tell(Shape.SHELL_DOWNLOAD, path, at);
        }
        String name = words.isEmpty() ? path : path + " " + cut(words);
        source.tell(Shape.PROCESS, name, at);
        if (!Commands.isUnpacking(words)) {
            source.runs(name, at);
        }
        return Value.of(taints);
    }

    /** A command of the shell in a notebook. */
    void shell(String words, int at) {
        if (Commands.isReverseShell(words)) {
            source.tell(Shape.REVERSE_SHELL, "!", at);
        } else if (Commands.isDownload(words)) {
            source.tell(Shape.SHELL_DOWNLOAD, "!", at);
        }
    }

    private static boolean known(Value command) {
        return command instanceof Text || command instanceof Bytes || command instanceof Items;
    }

    private static String words(Value command) {
        StringBuilder all = new StringBuilder();
        words(command instanceof Items items ? items.items() : List.of(command), all, true);
        return all.toString();
    }

    private static void words(List<Value> words, StringBuilder all, boolean deeper) {
        for (Value word : words.subList(0, Math.min(words.size(), MOST_WORDS))) {
            if (word instanceof Items items && deeper) {
                words(items.items(), all, false);
                continue;
            }
            String text = switch (word) {
                case Text known -> known.text();
                case Bytes known -> new String(known.bytes(), StandardCharsets.ISO_8859_1);
                default -> UNKNOWN_WORD;
            };
            all.append(all.isEmpty() ? "" : " ").append(text, 0, Math.min(text.length(), MOST_WORD_BYTES));
            if (all.length() > MOST_COMMAND_BYTES) {
                return;
            }
        }
    }

    private static String cut(String words) {
        return words.length() <= MOST_NAME ? words : words.substring(0, MOST_NAME) + "...";
    }

    Value unpickle(Role role, String path, Value data, int at) {
        if (Taint.has(data, Taint.NETWORK)) {
            source.tell(Shape.NETWORK_EXECUTION, path, at);
        } else if (role == Role.UNPICKLE) {
            source.tell(Shape.UNPICKLE, path, at);
        }
        if (data instanceof Bytes bytes && bytes.bytes().length > 0) {
            boolean marshal = path.toLowerCase(Locale.ROOT).contains("marshal");
            source.child(marshal ? "marshal" : "pkl", bytes.bytes(), at);
        }
        int taints = data.taints() & Taint.LASTING;
        return Value.of(role == Role.MARSHAL ? taints | Taint.DECODED : taints);
    }
}
