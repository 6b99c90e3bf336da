package dev.assay.detectors.model.marshal;

import dev.assay.detectors.model.marshal.Reaches.Reached;
import dev.assay.detectors.model.marshal.Value.Bytes;
import dev.assay.detectors.model.marshal.Value.Code;
import dev.assay.detectors.model.marshal.Value.Items;
import dev.assay.detectors.model.marshal.Value.Plain;
import dev.assay.detectors.model.marshal.Value.Text;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What the code objects of one value name, and what they hold as constants. All of them are judged as one: which function
 * calls which is for the interpreter to say, and splitting an import from its use hides nothing so.
 */
final class CodeReading {
    /** Their constants may be names: what is looked up by a text, or run as one. */
    private static final Set<String> BY_TEXT = Set.of(
            "getattr",
            "__import__",
            "import_module",
            "attrgetter",
            "methodcaller",
            "globals",
            "vars",
            "__dict__",
            "__builtins__",
            "__getattribute__",
            "eval",
            "exec",
            "compile");

    private static final Set<String> RUNS_TEXT = Set.of("eval", "exec", "compile", "execfile", "run_code");

    private static final int LEAST_PAYLOAD = 16;
    private static final int MOST_CHILDREN = 1_000;
    private static final int MOST_PREVIEW = 120;
    private static final int MOST_NAME = 80;

    private static final Reaches REACHES = Reaches.load();

    private final byte[] in;
    private final Layout layout;
    private final Sink out;
    private final Budget budget;
    private final Set<String> names = new HashSet<>();
    private final Set<String> lookedUp = new HashSet<>();
    private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int children;

    CodeReading(byte[] in, Layout layout, Sink out, Budget budget) {
        this.in = in;
        this.layout = layout;
        this.out = out;
        this.budget = budget;
    }

    void read(List<Code> codes) {
        for (Code code : codes) {
            budget.spendWork(code.bytecode().length());
            names.addAll(code.names());
            Bytecode.lookedUp(in, code, layout, lookedUp);
        }
        if (names.stream().anyMatch(BY_TEXT::contains)) {
            codes.forEach(code -> texts(code.constants()));
        }
        Set<String> told = new HashSet<>();
        for (Reached reached : REACHES.in(names, lookedUp)) {
            if (told.add(reached.name())) {
                Code first = first(codes, reached.member());
                out.fact(new EmbeddedCode(MarshalDecoder.LANGUAGE, reached.name(), preview(first), first.at()));
            }
        }
        boolean runsText = lookedUp.stream().anyMatch(RUNS_TEXT::contains);
        codes.forEach(code -> constants(code.name(), code.constants(), runsText));
    }

    private void texts(List<Value> constants) {
        for (Value constant : constants) {
            String text = word(constant);
            if (!text.isEmpty()) {
                names.add(text);
                lookedUp.add(text);
            } else if (constant instanceof Items items) {
                items.items().forEach(item -> names.add(word(item))); // what is imported from a module
            }
        }
    }

    /** A text that may be a name; empty if it is none. Of Python 2, byte strings are texts. */
    private String word(Value value) {
        return switch (value) {
            case Text text when text.text().length() <= MOST_NAME -> text.text();
            case Bytes bytes
            when layout == Layout.PYTHON_2 && bytes.length() <= MOST_NAME ->
                new String(in, bytes.at(), bytes.length(), StandardCharsets.ISO_8859_1);
            default -> "";
        };
    }

    private static Code first(List<Code> codes, String member) {
        for (Code code : codes) {
            if (code.names().contains(member)) {
                return code;
            }
        }
        return codes.getFirst();
    }

    /** The function and its first texts, which are mostly what it calls something with. */
    private String preview(Code code) {
        StringBuilder preview = new StringBuilder(code.name());
        for (Value constant : code.constants()) {
            String text = word(constant);
            if (!text.isEmpty() && preview.length() < MOST_PREVIEW) {
                preview.append(" \"").append(text).append('"');
            }
        }
        return printable(preview.toString(), MOST_PREVIEW);
    }

    private void constants(String function, List<Value> constants, boolean runsText) {
        for (int i = 0; i < constants.size(); i++) {
            if (constants.get(i) instanceof Plain || !seen.add(constants.get(i))) {
                continue; // references let one value stand in many places
            }
            budget.spendWork(1);
            String name = printable(function, MOST_NAME) + "/constant-" + i;
            switch (constants.get(i)) {
                case Bytes bytes -> payload(name, bytes, runsText);
                case Text text -> payload(name, text, runsText);
                case Items items -> constants(name, items.items(), runsText);
                case Code _, Plain _ -> {}
            }
        }
    }

    private void payload(String name, Bytes bytes, boolean runsText) {
        if (bytes.length() < LEAST_PAYLOAD) {
            return;
        }
        byte[] copy = Arrays.copyOfRange(in, bytes.at(), bytes.at() + bytes.length());
        boolean plain = Payload.isPrintable(copy);
        if (plain && runsText && !Prose.isProse(new String(copy, StandardCharsets.ISO_8859_1))) {
            hand(name + ".py", copy);
        } else if (!plain) {
            hand(name + (Payload.isCode(copy) ? ".marshal" : ""), copy);
        }
        byte[] decoded = plain ? Base64Text.decode(new String(copy, StandardCharsets.ISO_8859_1)) : null;
        if (decoded != null) {
            hand(name + "/base64" + (Payload.isCode(decoded) ? ".marshal" : ""), decoded);
        }
    }

    private void payload(String name, Text text, boolean runsText) {
        if (text.text().length() < LEAST_PAYLOAD) {
            return;
        }
        if (runsText && !Prose.isProse(text.text())) {
            hand(name + ".py", text.text().getBytes(StandardCharsets.UTF_8));
        }
        byte[] decoded = Base64Text.decode(text.text());
        if (decoded != null) {
            hand(name + "/base64" + (Payload.isCode(decoded) ? ".marshal" : ""), decoded);
        }
    }

    private void hand(String name, byte[] content) {
        if (++children > MOST_CHILDREN) {
            if (children == MOST_CHILDREN + 1) {
                out.gap(GapKind.LIMIT, -1, "more than " + MOST_CHILDREN + " constants that may be programs", -1);
            }
            return;
        }
        budget.spendEntry();
        out.child(name, new MemorySource(content));
    }

    private static String printable(String text, int most) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), most); i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c >= 0x7f ? '?' : c);
        }
        return shown.toString();
    }
}
