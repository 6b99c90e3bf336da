package dev.assay.detectors.license;

import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Property;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Printable;
import java.util.Map;

/** Licences that models, data sets and the files beside them state, against what the user allows and denies. */
final class LicenseRule implements Rule {
    private static final int MOST_SHOWN = 100;

    private final LicensePolicy policy;

    LicenseRule(LicensePolicy policy) {
        this.policy = policy;
    }

    static boolean isLicence(Fact fact) {
        return fact instanceof Property property && property.name().equals(Property.LICENCE);
    }

    @Override
    public void judge(Facts facts, Findings out) {
        for (Property property : facts.of(Property.class)) {
            if (isLicence(property)) {
                judge(property, out);
            }
        }
    }

    private void judge(Property licence, Findings out) {
        String shown = Printable.of(licence.value(), MOST_SHOWN);
        Severity unknown = policy.unknown();
        switch (policy.standing(licence.value())) {
            case ALLOWED -> {}
            case DENIED -> out.add("license/denied", licence.offsetBytes(), shown, Map.of("license", shown));
            case UNKNOWN -> {
                if (unknown != null) {
                    out.add("license/unknown", unknown, licence.offsetBytes(), shown, Map.of("license", shown));
                }
            }
        }
    }
}
