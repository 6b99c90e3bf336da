package dev.assay.detectors.license;

import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.TargetRule;
import java.util.List;

/** The rules that a policy on licences needs: none if there is none. */
public final class Licenses {
    private Licenses() {}

    public static List<Rule> rules(LicensePolicy policy) {
        return policy.isNone() ? List.of() : List.of(new LicenseRule(policy));
    }

    public static List<TargetRule> targetRules(LicensePolicy policy) {
        Severity missing = policy.missing();
        return missing == null ? List.of() : List.of(new MissingLicenseRule(missing));
    }
}
