package dev.assay.detectors.model.pickle;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes whose {@code __setstate__} runs a text of the state that it is given, and when it does. */
enum StateText {
    /**
     * {@code scipy.stats.rv_generic} since scipy 1.6: takes over all of the state, calls {@code _attach_methods}, and that
     * one executes the text of the methods that parse arguments.
     */
    SCIPY("scipy-arguments", "_parse_arg_template", null),
    /**
     * {@code statsmodels.base.data.ModelData}: makes the design of a formula anew, over the frame in the state. Without a
     * frame it calls a method of what else is there.
     */
    STATSMODELS("patsy", "formula", "restore_design_info");

    /** Every key that decides about what is run. */
    static final Set<String> KEYS = Set.of(
            "_parse_arg_template", "_attach_methods", "_attach_argparser_methods", "formula", "restore_design_info");

    private static final String SCIPY_MODULES = "scipy.stats._";
    private static final String STATSMODELS_MODULE = "statsmodels.base.data";

    /** What reads the text. */
    final String language;

    final String key;

    /** The key without which nothing is run; null if the text always is. */
    final @Nullable String condition;

    StateText(String language, String key, @Nullable String condition) {
        this.language = language;
        this.key = key;
        this.condition = condition;
    }

    /** What becomes of the state of an instance of a class; null if nothing in it is run. */
    static @Nullable StateText of(String module, String name) {
        if (module.startsWith(SCIPY_MODULES)) {
            return name.endsWith("_gen") || name.startsWith("rv_") ? SCIPY : null;
        }
        return module.equals(STATSMODELS_MODULE) ? STATSMODELS : null;
    }

    /** Whether something else would be called if the state had this key. */
    boolean replacesCode(String other) {
        return this == SCIPY && other.startsWith("_attach_");
    }

    /** The name of the text in a class, as it stands in facts. */
    String nameIn(String module, String name) {
        return module + '.' + name + '.' + key;
    }
}
