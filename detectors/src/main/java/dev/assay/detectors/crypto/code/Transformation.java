package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.function.BiConsumer;

/** A cipher's name with what may stand behind it between slashes: mode and padding. Stateless. */
final class Transformation {
    private static final List<String> PARTS = List.of("algorithm", "mode", "padding");

    private Transformation() {}

    /** A name that says its mode, even if that is the default one. */
    static String whole(String name) {
        return name.indexOf('/') < 0 && !Hole.is(name) && !name.equals(Use.UNKNOWN) ? name + "/default" : name;
    }

    /** The algorithm in a name that says a mode and a padding as well; any other name as it is. */
    static String algorithm(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && name.indexOf('/', slash + 1) > 0 && !Hole.is(name) ? name.substring(0, slash) : name;
    }

    /** Tells of each part under its parameter's name; without a mode, it is the default one. */
    static void split(String name, BiConsumer<String, String> parts) {
        boolean isOpen = Hole.is(name) || name.equals(Use.UNKNOWN);
        List<String> words = isOpen ? List.of(name) : Parts.of(name, '/');
        for (int i = 0; i < Math.min(words.size(), PARTS.size()); i++) {
            parts.accept(PARTS.get(i), words.get(i).strip());
        }
        if (words.size() == 1 && !isOpen) {
            parts.accept("mode", "default");
        }
    }
}
