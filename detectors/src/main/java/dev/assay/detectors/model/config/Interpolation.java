package dev.assay.detectors.model.config;

import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that OmegaConf puts together of other values of the document: <code>${a.b}</code> stands for what lies there. What it
 * takes from elsewhere (resolvers such as <code>${oc.env:HOME}</code>, other documents) cannot be told from the document, and
 * neither can what is relative. Belongs to one document.
 */
final class Interpolation {
    private static final String OPEN = "${";

    /** References in one text, with those in what they stand for: each may hold several. */
    private static final int MOST_STEPS = 64;

    private static final int MOST_LENGTH = 1_024;

    /** Entries that are looked at for all texts of a document. */
    private static final int MOST_LOOKS = 2_000_000;

    private final Tree document;
    private int stepsLeft;
    private long looksLeft = MOST_LOOKS;

    Interpolation(Tree document) {
        this.document = document;
    }

    /** Whether a text refers to something. */
    static boolean isIn(String text) {
        return text.contains(OPEN);
    }

    /** The text with all that it refers to; null if that cannot be told. */
    @Nullable
    String resolve(String text) {
        stepsLeft = MOST_STEPS;
        return expand(text);
    }

    private @Nullable String expand(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf('}', open);
            if (close < 0 || stepsLeft-- <= 0) {
                return null;
            }
            String found = value(text.substring(open + OPEN.length(), close).strip());
            String value = found == null ? null : expand(found);
            if (value == null || out.length() + value.length() > MOST_LENGTH) {
                return null;
            }
            out.append(text, at, open).append(value);
            at = close + 1;
        }
        return out.append(text, at, text.length()).toString();
    }

    /** The text at a dotted path, or at one with numbers in brackets; null if there is none. */
    private @Nullable String value(String path) {
        List<String> parts = Parts.of(path.replace('[', '.').replace("]", ""), '.');
        Tree at = document;
        for (String part : parts) {
            at = child(at, part);
        }
        return at instanceof Scalar scalar ? scalar.text() : null;
    }

    private @Nullable Tree child(@Nullable Tree tree, String part) {
        return switch (tree) {
            case Mapping mapping -> {
                looksLeft -= mapping.entries().size();
                yield looksLeft < 0 ? null : mapping.get(part);
            }
            case Sequence sequence -> {
                boolean isIndex =
                        !part.isEmpty() && part.length() < 8 && part.chars().allMatch(Character::isDigit);
                int index = isIndex ? Integer.parseInt(part) : -1;
                yield index >= 0 && index < sequence.items().size()
                        ? sequence.items().get(index)
                        : null;
            }
            case Scalar _ -> null;
            case null -> null;
        };
    }
}
