package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Place;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Secret;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.Map;

/** Each credential under the row of its kind; in tests, examples and manuals it is most likely made up. */
public final class SecretRule implements Rule {
    @Override
    public void judge(Facts facts, Findings out) {
        for (Fact fact : facts.facts()) {
            if (fact instanceof Secret secret) {
                String id = "secret/" + secret.kind();
                Place place = Place.of(facts);
                boolean lessLikely = place.isExample() || place.isProse();
                out.add(
                        id,
                        lessLikely ? Severity.LOW : out.severity(id),
                        secret.offsetBytes(),
                        secret.shown() + secret.length() + secret.digest(),
                        Map.of(
                                "shown", secret.shown() + "...",
                                "length", Integer.toString(secret.length()),
                                "digest", secret.digest()));
            }
        }
    }
}
