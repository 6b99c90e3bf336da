package dev.assay.detectors.indicator.version;

import java.util.List;

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

    /** Whether a resolver may take one of these, if they exist. */
    public boolean meets(Span span) {
        return anyOf.stream().anyMatch(each -> !each.span().and(span).isEmpty());
    }
}
