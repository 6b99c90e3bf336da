package dev.assay.detectors.manifest.python;

import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Quoted;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What lists of requirements say of where packages are from, for who has to know all that they name: an index beside the registry is a gap,
 * since pip takes a package from whichever of them has the higher version; a path without a name is handed on.
 */
public final class PipPlacesRule implements Rule {
    private final Predicate<String> isKnown;
    private final Consumer<Location> beside;

    /**
     * @param isKnown whether an address is that of a registry by which packages are judged
     * @param beside told where there is a path, of each, on the thread that judges
     */
    public PipPlacesRule(Predicate<String> isKnown, Consumer<Location> beside) {
        this.isKnown = isKnown;
        this.beside = beside;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (FileReference each : facts.of(FileReference.class)) {
            if (each.loader().equals(Requirements.BESIDE)) {
                beside.accept(facts.at());
            } else if (each.loader().equals(Requirements.ANOTHER_INDEX) && !isKnown.test(each.file())) {
                out.gap(
                        GapKind.UNSUPPORTED,
                        each.offsetBytes(),
                        "packages may be from " + Quoted.of(each.file())
                                + " as well: which of them a package is from nobody knows");
            }
        }
    }
}
