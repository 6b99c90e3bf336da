package dev.assay.detectors.license;

import dev.assay.engine.report.Severity;
import dev.assay.engine.text.PathGlob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which licences the user wants models and data sets to have. Patterns are of identifiers of SPDX or other names, with
 * {@code *} and {@code ?}, in whatever case. What is denied goes before what is allowed. Immutable.
 *
 * @param allow if there are any, what is on neither list is unknown
 * @param unknown how bad a licence on neither list is; null to say nothing
 * @param missing how bad a model is for which nobody states a licence; null to say nothing
 */
public record LicensePolicy(
        List<PathGlob> allow,
        List<PathGlob> deny,
        @Nullable Severity unknown,
        @Nullable Severity missing) {
    /** Any licence will do. */
    public static final LicensePolicy NONE = new LicensePolicy(List.of(), List.of(), null, null);

    public LicensePolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** A pattern as {@link #allow} and {@link #deny} have it. */
    public static PathGlob pattern(String text) {
        return new PathGlob(normal(text));
    }

    /** Whether nothing is wanted. */
    public boolean isNone() {
        return allow.isEmpty() && deny.isEmpty() && unknown == null && missing == null;
    }

    Standing standing(String licence) {
        return LicenseExpression.standing(licence, this::standingOfOne);
    }

    private Standing standingOfOne(String name) {
        String text = normal(name);
        if (deny.stream().anyMatch(pattern -> pattern.matches(text))) {
            return Standing.DENIED;
        }
        return allow.stream().anyMatch(pattern -> pattern.matches(text)) ? Standing.ALLOWED : Standing.UNKNOWN;
    }

    /** A slash has no meaning in a licence's name, and would stop a star. */
    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('/', '_');
    }
}
