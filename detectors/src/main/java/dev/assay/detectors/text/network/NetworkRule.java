package dev.assay.detectors.text.network;

import dev.assay.detectors.text.Place;
import dev.assay.engine.fact.Indicator;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.Map;

/** Addresses: grave where loading a model runs the text, worth knowing in other code, nothing in what people read. */
public final class NetworkRule implements Rule {
    @Override
    public String placed(Location at) {
        return Place.placed(at);
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Place place = Place.of(facts);
        if (place.isProse()) {
            return;
        }
        for (Indicator indicator : facts.of(Indicator.class)) {
            if (indicator.kind().indexOf('/') < 0) { // else a pattern of the user
                String id = "network/" + indicator.kind();
                boolean runs = place.isLoaded() || place.isWithinCode();
                Severity severity = place.isExample() ? Severity.INFO : runs ? out.severity(id) : Severity.LOW;
                out.add(id, severity, indicator.offsetBytes(), indicator.value(), Map.of("address", indicator.value()));
            }
        }
    }
}
