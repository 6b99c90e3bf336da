package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Place;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.Map;

/**
 * Each credential under the row of its kind. In tests and examples it is most likely made for them, so low; in a document it
 * may be, so a step less; in any other text, a note or a log as well, it is what its row says (DECISIONS.md, 65).
 */
public final class SecretRule implements Rule {
    @Override
    public String placed(Location at) {
        return Place.placed(at);
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (Secret secret : facts.of(Secret.class)) {
            String id = "secret/" + secret.kind();
            Place place = Place.of(facts);
            out.add(
                    id,
                    severity(out.severity(id), place),
                    secret.offsetBytes(),
                    secret.shown() + secret.length() + secret.digest(),
                    Map.of(
                            "shown", secret.shown() + "...",
                            "length", Integer.toString(secret.length()),
                            "digest", secret.digest()));
        }
    }

    private static Severity severity(Severity usual, Place place) {
        if (place.isExample() || place.isDocument() && usual.compareTo(Severity.HIGH) < 0) {
            return Severity.LOW;
        }
        return place.isDocument() ? Severity.MEDIUM : usual;
    }
}
