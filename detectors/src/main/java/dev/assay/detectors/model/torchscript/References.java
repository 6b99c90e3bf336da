package dev.assay.detectors.model.torchscript;

import dev.assay.detectors.model.torchscript.Operators.Reach;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.EmbeddedCode;
import dev.assay.engine.report.GapKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes facts of what a source names, as torch's compiler resolves it: {@code torch} is the namespace {@code aten},
 * {@code ops} holds all others, {@code __torch__.torch.classes} what C++ has registered, and members of values may be
 * operators too. A fact for each distinct name, at its first place; none for plain operators. Belongs to one decoding.
 */
final class References {
    /** Names that a source may give in vain, so that facts stay few. */
    private static final int MOST_NAMES = 1_000;

    static final String SET_STATE = "__setstate__";
    private static final String CLASSES = "__torch__.torch.classes.";
    private static final Set<String> SPECIAL_FORMS = Set.of("rpc_async", "rpc_remote", "rpc_sync");
    private static final Set<String> NAMESPACES = Set.of("torch", "ops", "__torch__");

    private final Operators operators;
    private final Sink out;
    private final Set<String> told = new HashSet<>();
    private boolean full;

    References(Operators operators, Sink out) {
        this.operators = operators;
        this.out = out;
    }

    /** What stands where a name does. */
    @FunctionalInterface
    interface Preview {
        String text() throws IOException;
    }

    /**
     * A name with its members.
     *
     * @param parts the first is empty where the members are of an expression
     * @param bound whether it is given a value or a type here
     */
    void name(List<String> parts, boolean bound, long offsetBytes, Preview preview) throws IOException {
        String root = parts.getFirst();
        if (parts.size() == 1) {
            if (SPECIAL_FORMS.contains(root)) {
                tell("prim::" + root, offsetBytes, preview);
            } else if (!bound && NAMESPACES.contains(root)) {
                tell(root, offsetBytes, preview);
            }
            return;
        }
        switch (root) {
            case "torch" -> operator("aten", parts, 1, offsetBytes, preview);
            case "ops" -> {
                if (parts.size() == 2) {
                    tell("ops." + parts.get(1), offsetBytes, preview);
                } else {
                    operator(parts.get(1), parts, 2, offsetBytes, preview);
                }
            }
            case "__torch__" -> custom(parts, offsetBytes, preview);
            default -> members(parts, 1, offsetBytes, preview);
        }
    }

    /** A definition of a method or a function. */
    void definition(String name, long offsetBytes, Preview preview) throws IOException {
        if (name.equals(SET_STATE)) {
            tell(name, offsetBytes, preview);
        }
    }

    /** A member whose name is a text: torch writes that for names only that are none in Python. */
    void attribute(String name, long offsetBytes, Preview preview) throws IOException {
        if (operators.isMember(name)) {
            tell("." + name, offsetBytes, preview);
        }
    }

    /** Every part is looked at, since {@code torch.autograd} is the same namespace again. */
    private void operator(String namespace, List<String> parts, int from, long offsetBytes, Preview preview)
            throws IOException {
        boolean seen = false;
        for (String part : parts.subList(from, parts.size())) {
            if (operators.operator(namespace, part).reach() != Reach.PLAIN) {
                tell(namespace + "::" + part, offsetBytes, preview);
                seen = true;
                break;
            }
        }
        if (!seen) {
            members(parts, from + 1, offsetBytes, preview);
        }
    }

    private void members(List<String> parts, int from, long offsetBytes, Preview preview) throws IOException {
        for (int i = from; i < parts.size(); i++) {
            attribute(parts.get(i), offsetBytes, preview);
        }
    }

    private void custom(List<String> parts, long offsetBytes, Preview preview) throws IOException {
        if (parts.size() < 4 || !parts.get(1).equals("torch") || !parts.get(2).equals("classes")) {
            return;
        }
        String namespace = parts.size() == 4 ? "" : parts.get(3);
        String name = parts.size() == 4 ? parts.get(3) : parts.get(4);
        if (operators.custom(namespace, name).reach() != Reach.PLAIN) {
            tell(CLASSES + (namespace.isEmpty() ? "" : namespace + ".") + name, offsetBytes, preview);
        }
    }

    private void tell(String name, long offsetBytes, Preview preview) throws IOException {
        if (told.contains(name)) {
            return;
        }
        if (told.size() < MOST_NAMES) {
            told.add(name);
            out.fact(new EmbeddedCode(TorchScriptDecoder.LANGUAGE, name, preview.text(), offsetBytes));
        } else if (!full) {
            full = true;
            out.gap(
                    GapKind.LIMIT,
                    offsetBytes,
                    "more than " + MOST_NAMES + " names that torch does not know in one source",
                    -1);
        }
    }
}
