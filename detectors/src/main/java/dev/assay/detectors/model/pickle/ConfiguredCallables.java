package dev.assay.detectors.model.pickle;

import dev.assay.detectors.model.pickle.CallableLists.Denied;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the denylist says of a dotted name in a configuration. Where the module ends nobody knows but the program that looks
 * the name up, so every place is tried; and a module's attribute may be another module. Names of its own a project may choose as
 * it likes, so that a part which is called {@code io} or {@code pickle} says nothing by itself.
 */
final class ConfiguredCallables {
    /** The row of modules that others import, wherever they stand in a name. */
    private static final String RE_EXPORT = "re-export";

    /** The row of names that a project's own package may have as well. */
    private static final String OWN = "own package";

    /** Of a longer name the end is looked at, which is what is called: every part is tried with every other. */
    private static final int MOST_STEPS = 16;

    private final CallableLists lists = CallableLists.get();
    private final Map<String, Set<String>> asInPickles = new HashMap<>();

    private ConfiguredCallables() {
        for (List<String> row :
                Rows.read(Objects.requireNonNull(ConfiguredCallables.class.getResource("configured.tsv")), 3)) {
            asInPickles.put(row.get(0), Set.copyOf(Parts.of(row.get(1), ' ')));
        }
    }

    private static final class Holder {
        static final ConfiguredCallables TABLE = new ConfiguredCallables();
    }

    /** The table of this build; read when first wanted. */
    static ConfiguredCallables get() {
        return Holder.TABLE;
    }

    /** The worst that is known of a name, as bad as it is in a configuration; null if nothing is. */
    @Nullable
    Denied denied(String path) {
        List<String> all = List.copyOf(Parts.of(path, '.'));
        List<String> steps = all.subList(Math.max(all.size() - MOST_STEPS, 0), all.size());
        Denied worst = null;
        for (int from = 0; from < steps.size() - 1; from++) {
            String module = steps.get(from);
            for (int to = from + 1; to < steps.size(); to++) {
                Denied exact = lists.deniedExactly(module, String.join(".", steps.subList(to, steps.size())));
                worst = CallableLists.worse(worst, weighed(exact, steps.get(from)));
                module += "." + steps.get(to);
            }
            if (from > 0 && packages(RE_EXPORT).contains(steps.get(from))) {
                worst = CallableLists.worse(worst, lists.deniedModule(steps.get(from)));
            }
        }
        if (steps.size() <= 2 || !packages(OWN).contains(steps.getFirst())) {
            String module = String.join(".", steps.subList(0, steps.size() - 1));
            worst = CallableLists.worse(worst, weighed(lists.deniedModule(module), steps.getFirst()));
        }
        for (String step : steps) {
            if (step.startsWith("__")) {
                worst = CallableLists.worse(worst, lists.deniedName(step));
            }
        }
        return worst;
    }

    private Set<String> packages(String category) {
        return Objects.requireNonNull(asInPickles.get(category));
    }

    private @Nullable Denied weighed(@Nullable Denied row, String topPackage) {
        if (row == null) {
            return null;
        }
        Set<String> packages = asInPickles.get(row.category());
        return packages == null || packages.contains(topPackage)
                ? row
                : new Denied(Severity.LOW, row.category(), row.why());
    }
}
