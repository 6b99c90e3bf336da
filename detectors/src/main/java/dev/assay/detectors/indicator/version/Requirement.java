package dev.assay.detectors.indicator.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a project asks for: versions in one of several spans. Immutable. */
public record Requirement(List<Alternative> anyOf) {
    /** Whatever there is. */
    public static final Requirement ANY = new Requirement(List.of(new Alternative(Span.ALL, List.of(), List.of())));

    public Requirement {
        anyOf = List.copyOf(anyOf);
    }

    /**
     * One of them.
     *
     * @param except what is left out
     * @param named what is written in it, which decides whether versions before a release are meant, and what somebody else built of one
     */
    public record Alternative(Span span, List<Span> except, List<Version> named) {
        public Alternative {
            except = List.copyOf(except);
            named = List.copyOf(named);
        }

        boolean admits(Version version) {
            boolean namesBuild =
                    named.stream().anyMatch(each -> !each.released().equals(each));
            Version compared = namesBuild ? version : version.released();
            return span.contains(compared)
                    && (span.isAll() || compared.isAdmittedUnnamed(named))
                    && except.stream().noneMatch(each -> each.contains(compared));
        }
    }

    /** Whether a resolver may take this version. */
    public boolean admits(Version version) {
        return anyOf.stream().anyMatch(each -> each.admits(version));
    }

    /** The one version that a resolver may take; null if there are more. */
    public @Nullable Version only() {
        Version only = null;
        for (Alternative each : anyOf) {
            Version low = each.span().low();
            Version high = each.span().high();
            boolean isOne = low != null && high != null && low.compareTo(high) == 0;
            if (!isOne || only != null && only.compareTo(low) != 0) {
                return null;
            }
            only = low;
        }
        return only;
    }

    /** Whether a resolver may take one of these, if they exist. */
    public boolean meets(Span span) {
        return anyOf.stream().anyMatch(each -> !each.span().and(span).isEmpty());
    }
}
